-- Corrections of hours that one or two agree to, the rules of hours, and stars.
create table hours_corrections (
    id uuid NOT NULL,
    record_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    from_minutes integer NOT NULL,
    to_minutes integer NOT NULL,
    reason text NOT NULL,
    photo text,
    needs_two boolean NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    first_by uuid,
    decided_at timestamp with time zone,
    state character varying(40) NOT NULL,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_hours_corrections PRIMARY KEY (id),
    CONSTRAINT fk_hours_corrections_service_records_record_id FOREIGN KEY (record_id) REFERENCES service_records (id) ON DELETE RESTRICT,
    CONSTRAINT fk_hours_corrections_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT,
    CONSTRAINT fk_hours_corrections_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE RESTRICT
);

create unique index hours_corrections_one_waiting ON hours_corrections (record_id) where state = 'Waiting';

create index ix_hours_corrections_unit_id ON hours_corrections (unit_id);

create index ix_hours_corrections_volunteer_id ON hours_corrections (volunteer_id);

create table hours_rules (
    unit_id uuid NOT NULL,
    correction_limit integer NOT NULL,
    star_scheme text NOT NULL,
    version integer NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_hours_rules PRIMARY KEY (unit_id),
    CONSTRAINT fk_hours_rules_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create table star_awards (
    id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    scheme text NOT NULL,
    level integer NOT NULL,
    title text NOT NULL,
    minutes_then bigint NOT NULL,
    notice_from timestamp with time zone NOT NULL,
    notice_until timestamp with time zone NOT NULL,
    awarded_at timestamp with time zone,
    state character varying(40) NOT NULL,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_star_awards PRIMARY KEY (id),
    CONSTRAINT fk_star_awards_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT,
    CONSTRAINT fk_star_awards_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE RESTRICT
);

create unique index star_awards_once ON star_awards (volunteer_id, scheme, level) where state <> 'Withdrawn';

create index ix_star_awards_unit_id ON star_awards (unit_id);
