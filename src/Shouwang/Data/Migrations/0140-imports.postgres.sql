-- Lists of volunteers on their way into the register.
create table volunteer_imports (
    id uuid NOT NULL,
    by_kind character varying(40) NOT NULL,
    by_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    sheet_name text NOT NULL,
    file_hash text NOT NULL,
    state character varying(40) NOT NULL,
    headings_json text NOT NULL,
    columns_json text NOT NULL,
    rows integer NOT NULL,
    made integer NOT NULL,
    unchanged integer NOT NULL,
    rejected integer NOT NULL,
    checksum text NOT NULL,
    all_rows integer NOT NULL,
    trial_checksum text NOT NULL,
    taken_back integer NOT NULL,
    stayed integer NOT NULL,
    stopped_by text,
    stopped_at integer,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_volunteer_imports PRIMARY KEY (id),
    CONSTRAINT fk_volunteer_imports_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create table volunteer_import_parts (
    import_id uuid NOT NULL,
    part integer NOT NULL,
    content text NOT NULL,
    CONSTRAINT pk_volunteer_import_parts PRIMARY KEY (import_id, part),
    CONSTRAINT fk_volunteer_import_parts_volunteer_imports_import_id FOREIGN KEY (import_id) REFERENCES volunteer_imports (id) ON DELETE CASCADE
);

create table volunteer_import_rejects (
    import_id uuid NOT NULL,
    number integer NOT NULL,
    content text NOT NULL,
    CONSTRAINT pk_volunteer_import_rejects PRIMARY KEY (import_id, number),
    CONSTRAINT fk_volunteer_import_rejects_volunteer_imports_import_id FOREIGN KEY (import_id) REFERENCES volunteer_imports (id) ON DELETE CASCADE
);

create table volunteer_import_people (
    import_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    stayed text,
    CONSTRAINT pk_volunteer_import_people PRIMARY KEY (import_id, volunteer_id),
    CONSTRAINT fk_volunteer_import_people_volunteer_imports_import_id FOREIGN KEY (import_id) REFERENCES volunteer_imports (id) ON DELETE CASCADE,
    CONSTRAINT fk_volunteer_import_people_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE CASCADE
);

create table volunteer_import_columns (
    unit_id uuid NOT NULL,
    headings_hash text NOT NULL,
    columns_json text NOT NULL,
    CONSTRAINT pk_volunteer_import_columns PRIMARY KEY (unit_id, headings_hash),
    CONSTRAINT fk_volunteer_import_columns_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create index ix_volunteer_imports_state on volunteer_imports (state);

create index ix_volunteer_imports_unit_id on volunteer_imports (unit_id);

create index ix_volunteer_imports_unit_path_at on volunteer_imports (unit_path, at);

create index ix_volunteer_import_people_volunteer_id on volunteer_import_people (volunteer_id);
