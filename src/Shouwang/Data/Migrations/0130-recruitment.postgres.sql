-- Recruitment calls: places per skill, and who signed up. The database refuses more people than places.
create table recruitment_calls (
    id uuid NOT NULL,
    code text NOT NULL,
    title text NOT NULL,
    "from" timestamp with time zone NOT NULL,
    sign_up_until timestamp with time zone NOT NULL,
    notice_json text NOT NULL,
    no_show_percent integer NOT NULL,
    margin_percent integer NOT NULL,
    published_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_recruitment_calls PRIMARY KEY (id),
    CONSTRAINT fk_recruitment_calls_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create table recruitment_entries (
    call_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    skill text NOT NULL,
    state character varying(40) NOT NULL,
    line integer NOT NULL,
    since timestamp with time zone NOT NULL,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_recruitment_entries PRIMARY KEY (call_id, volunteer_id),
    CONSTRAINT fk_recruitment_entries_recruitment_calls_call_id FOREIGN KEY (call_id) REFERENCES recruitment_calls (id) ON DELETE RESTRICT,
    CONSTRAINT fk_recruitment_entries_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT,
    CONSTRAINT fk_recruitment_entries_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE RESTRICT
);

create table recruitment_places (
    call_id uuid NOT NULL,
    skill text NOT NULL,
    wanted integer NOT NULL,
    places integer NOT NULL,
    taken integer NOT NULL,
    waiting_places integer NOT NULL,
    waiting integer NOT NULL,
    last_in_line integer NOT NULL,
    CONSTRAINT pk_recruitment_places PRIMARY KEY (call_id, skill),
    CONSTRAINT recruitment_places_full CHECK (taken >= 0 and taken <= places and waiting >= 0 and waiting <= waiting_places),
    CONSTRAINT fk_recruitment_places_recruitment_calls_call_id FOREIGN KEY (call_id) REFERENCES recruitment_calls (id) ON DELETE CASCADE
);

create unique index ix_recruitment_calls_code ON recruitment_calls (code);

create index ix_recruitment_calls_unit_id ON recruitment_calls (unit_id);

create index ix_recruitment_calls_unit_path_sign_up_until ON recruitment_calls (unit_path, sign_up_until);

create index ix_recruitment_entries_call_id_skill_state_line ON recruitment_entries (call_id, skill, state, line);

create index ix_recruitment_entries_unit_id ON recruitment_entries (unit_id);

create index ix_recruitment_entries_volunteer_id ON recruitment_entries (volunteer_id);
