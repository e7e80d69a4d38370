-- Certificates of service.
create table certificates (
    id uuid NOT NULL,
    number text NOT NULL,
    volunteer_id uuid NOT NULL,
    name text NOT NULL,
    volunteer_number text NOT NULL,
    first date NOT NULL,
    last date NOT NULL,
    credited_minutes integer NOT NULL,
    person_times integer NOT NULL,
    services_json text NOT NULL,
    issuer text NOT NULL,
    contact text,
    handler text,
    issued_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    revoked_because text,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_certificates PRIMARY KEY (id),
    CONSTRAINT fk_certificates_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT,
    CONSTRAINT fk_certificates_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE RESTRICT
);

create unique index ix_certificates_number ON certificates (number);

create index ix_certificates_unit_id ON certificates (unit_id);

create index ix_certificates_volunteer_id ON certificates (volunteer_id);
