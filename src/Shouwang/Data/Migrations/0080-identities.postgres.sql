-- Identity documents of volunteers, apart from the record that others work with.
create table volunteer_identities (
    volunteer_id uuid NOT NULL,
    kind character varying(40) NOT NULL,
    number text NOT NULL,
    number_index text NOT NULL,
    birth_date date NOT NULL,
    consented_at timestamp with time zone NOT NULL,
    consent integer NOT NULL,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_volunteer_identities PRIMARY KEY (volunteer_id),
    CONSTRAINT fk_volunteer_identities_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT,
    CONSTRAINT fk_volunteer_identities_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE RESTRICT
);

create unique index ix_volunteer_identities_number_index ON volunteer_identities (number_index);

create index ix_volunteer_identities_unit_id ON volunteer_identities (unit_id);
