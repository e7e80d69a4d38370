-- Second factors, their recovery codes, and the rules that ask for them.
alter table sessions add column awaits character varying(40);

create table second_factors (
    account_id uuid NOT NULL,
    seed text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    last_step bigint NOT NULL,
    CONSTRAINT pk_second_factors PRIMARY KEY (account_id),
    CONSTRAINT fk_second_factors_accounts_account_id FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

create table recovery_codes (
    account_id uuid NOT NULL,
    code_hash text NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT pk_recovery_codes PRIMARY KEY (account_id, code_hash),
    CONSTRAINT fk_recovery_codes_accounts_account_id FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE
);

create table second_factor_rules (
    id uuid NOT NULL,
    role character varying(40),
    "from" date NOT NULL,
    ended_at timestamp with time zone,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_second_factor_rules PRIMARY KEY (id),
    CONSTRAINT fk_second_factor_rules_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create index ix_second_factor_rules_unit_id on second_factor_rules (unit_id);
