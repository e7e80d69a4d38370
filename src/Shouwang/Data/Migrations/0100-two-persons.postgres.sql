-- What one person asks for and a second one agrees to.
create table two_person_requests (
    id uuid NOT NULL,
    deed text NOT NULL,
    content text NOT NULL,
    reason text NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    state character varying(40) NOT NULL,
    answered_by uuid,
    answered_at timestamp with time zone,
    answer text,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_two_person_requests PRIMARY KEY (id),
    CONSTRAINT ck_two_person_requests_two_persons CHECK (answered_by <> asked_by),
    CONSTRAINT fk_two_person_requests_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create index ix_two_person_requests_asked_by ON two_person_requests (asked_by);

create index ix_two_person_requests_unit_id ON two_person_requests (unit_id);

create index ix_two_person_requests_unit_path ON two_person_requests (unit_path);
