-- Units, accounts, role grants, sessions.
create table sessions (
    id uuid NOT NULL,
    token_hash text NOT NULL,
    kind character varying(40) NOT NULL,
    person_id uuid NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT pk_sessions PRIMARY KEY (id)
);

create table units (
    id uuid NOT NULL,
    parent_id uuid,
    code text NOT NULL,
    kind character varying(40) NOT NULL,
    name text NOT NULL,
    region_digits text,
    public_phone text,
    latitude double precision,
    longitude double precision,
    closed_on date,
    version integer NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_units PRIMARY KEY (id),
    CONSTRAINT fk_units_units_parent_id FOREIGN KEY (parent_id) REFERENCES units (id) ON DELETE RESTRICT
);

create table accounts (
    id uuid NOT NULL,
    display_name text NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    disabled_at timestamp with time zone,
    must_change_password boolean NOT NULL,
    user_name text,
    normalized_user_name text,
    email text,
    normalized_email text,
    email_confirmed boolean NOT NULL,
    password_hash text,
    security_stamp text,
    concurrency_stamp text,
    two_factor_enabled boolean NOT NULL,
    lockout_end timestamp with time zone,
    lockout_enabled boolean NOT NULL,
    access_failed_count integer NOT NULL,
    CONSTRAINT pk_accounts PRIMARY KEY (id),
    CONSTRAINT fk_accounts_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create table role_grants (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    role character varying(40) NOT NULL,
    "from" timestamp with time zone NOT NULL,
    until timestamp with time zone,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_role_grants PRIMARY KEY (id),
    CONSTRAINT fk_role_grants_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create unique index ix_accounts_normalized_user_name ON accounts (normalized_user_name);

create index ix_accounts_unit_id ON accounts (unit_id);

create index ix_role_grants_account_id ON role_grants (account_id);

create index ix_role_grants_unit_id ON role_grants (unit_id);

create index ix_sessions_person_id ON sessions (person_id);

create unique index ix_sessions_token_hash ON sessions (token_hash);

create unique index ix_units_code ON units (code);

create index ix_units_parent_id ON units (parent_id);

create index ix_units_unit_path ON units (unit_path);
