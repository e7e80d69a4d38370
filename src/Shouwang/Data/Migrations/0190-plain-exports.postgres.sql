-- Lists of volunteers that left the house readable, by two persons.
create table plain_exports (
    id uuid NOT NULL,
    asked_by uuid NOT NULL,
    agreed_by uuid NOT NULL,
    reason text NOT NULL,
    question text NOT NULL,
    agreed_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    fetches integer NOT NULL,
    rows integer NOT NULL,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_plain_exports PRIMARY KEY (id),
    CONSTRAINT fk_plain_exports_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create index ix_plain_exports_unit_id ON plain_exports (unit_id);

create index ix_plain_exports_unit_path_agreed_at ON plain_exports (unit_path, agreed_at);
