-- Reserves and call-ups: lists, waves, answers. The database refuses more people than places, and two calls of one volunteer for overlapping times.
create table reserves (
    id uuid NOT NULL,
    name text NOT NULL,
    kind character varying(40) NOT NULL,
    wanted_strength integer NOT NULL,
    made_at timestamp with time zone NOT NULL,
    dissolved_at timestamp with time zone,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_reserves PRIMARY KEY (id),
    CONSTRAINT fk_reserves_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create table call_ups (
    id uuid NOT NULL,
    code text NOT NULL,
    reserve_id uuid NOT NULL,
    task text NOT NULL,
    place text NOT NULL,
    note text NOT NULL,
    "from" timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    is_drill boolean NOT NULL,
    margin_percent integer NOT NULL,
    wave_size integer NOT NULL,
    answer_minutes integer NOT NULL,
    state character varying(40) NOT NULL,
    wave integer NOT NULL,
    last_in_line integer NOT NULL,
    started_at timestamp with time zone NOT NULL,
    wave_ends_at timestamp with time zone,
    next_look_at timestamp with time zone,
    enough_at timestamp with time zone,
    ended_at timestamp with time zone,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_call_ups PRIMARY KEY (id),
    CONSTRAINT fk_call_ups_reserves_reserve_id FOREIGN KEY (reserve_id) REFERENCES reserves (id) ON DELETE RESTRICT,
    CONSTRAINT fk_call_ups_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create table reserve_members (
    reserve_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    line integer NOT NULL,
    since timestamp with time zone NOT NULL,
    CONSTRAINT pk_reserve_members PRIMARY KEY (reserve_id, volunteer_id),
    CONSTRAINT fk_reserve_members_reserves_reserve_id FOREIGN KEY (reserve_id) REFERENCES reserves (id) ON DELETE CASCADE,
    CONSTRAINT fk_reserve_members_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE CASCADE
);

create table call_up_answers (
    call_up_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    wave integer NOT NULL,
    skill text NOT NULL,
    state character varying(40) NOT NULL,
    why character varying(40),
    line integer NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    since timestamp with time zone NOT NULL,
    "from" timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    holds boolean NOT NULL,
    is_awaited boolean NOT NULL,
    CONSTRAINT pk_call_up_answers PRIMARY KEY (call_up_id, volunteer_id),
    CONSTRAINT fk_call_up_answers_call_ups_call_up_id FOREIGN KEY (call_up_id) REFERENCES call_ups (id) ON DELETE RESTRICT,
    CONSTRAINT fk_call_up_answers_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT,
    CONSTRAINT fk_call_up_answers_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE RESTRICT
);

create table call_up_needs (
    call_up_id uuid NOT NULL,
    skill text NOT NULL,
    wanted integer NOT NULL,
    places integer NOT NULL,
    taken integer NOT NULL,
    CONSTRAINT pk_call_up_needs PRIMARY KEY (call_up_id, skill),
    CONSTRAINT call_up_needs_full CHECK (taken >= 0 and taken <= places),
    CONSTRAINT fk_call_up_needs_call_ups_call_up_id FOREIGN KEY (call_up_id) REFERENCES call_ups (id) ON DELETE CASCADE
);

create index ix_call_up_answers_call_up_id_state ON call_up_answers (call_up_id, state);

create index ix_call_up_answers_unit_id ON call_up_answers (unit_id);

create index ix_call_up_answers_unit_path_asked_at ON call_up_answers (unit_path, asked_at);

create index ix_call_up_answers_volunteer_id ON call_up_answers (volunteer_id);

create unique index ix_call_ups_code ON call_ups (code);

create index ix_call_ups_next_look_at ON call_ups (next_look_at) WHERE next_look_at is not null;

create index ix_call_ups_reserve_id ON call_ups (reserve_id);

create index ix_call_ups_unit_id ON call_ups (unit_id);

create index ix_call_ups_unit_path_started_at ON call_ups (unit_path, started_at);

create index ix_reserve_members_volunteer_id ON reserve_members (volunteer_id);

create index ix_reserves_unit_id ON reserves (unit_id);

create index ix_reserves_unit_path ON reserves (unit_path);

-- By hand: nobody is called up twice for overlapping times.
alter table call_up_answers add constraint call_up_answers_called_once exclude using gist (volunteer_id with =, tstzrange("from", until) with &&) where (holds);
