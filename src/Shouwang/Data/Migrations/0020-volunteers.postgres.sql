-- Volunteers, teams, bookings, service records.
create table one_time_codes (
    phone_index text NOT NULL,
    code_hash text NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries_left integer NOT NULL,
    sent integer NOT NULL,
    counting_since timestamp with time zone NOT NULL,
    CONSTRAINT pk_one_time_codes PRIMARY KEY (phone_index)
);

create table volunteers (
    id uuid NOT NULL,
    number text NOT NULL,
    name text NOT NULL,
    phone text NOT NULL,
    phone_index text NOT NULL,
    email text,
    gender character varying(40) NOT NULL,
    birth_year integer,
    state character varying(40) NOT NULL,
    signed_up_at timestamp with time zone NOT NULL,
    on_duty boolean NOT NULL,
    on_duty_until timestamp with time zone,
    latitude double precision,
    longitude double precision,
    most_minutes_per_day integer NOT NULL,
    most_minutes_per_week integer NOT NULL,
    language_codes text NOT NULL,
    availability_json text NOT NULL,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_volunteers PRIMARY KEY (id),
    CONSTRAINT fk_volunteers_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create table booked_times (
    volunteer_id uuid NOT NULL,
    span character varying(40) NOT NULL,
    begins date NOT NULL,
    minutes integer NOT NULL,
    most integer NOT NULL,
    CONSTRAINT pk_booked_times PRIMARY KEY (volunteer_id, span, begins),
    CONSTRAINT booked_times_limit CHECK (minutes <= most),
    CONSTRAINT fk_booked_times_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE CASCADE
);

create table bookings (
    id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    "from" timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    busy_until timestamp with time zone NOT NULL,
    purpose text NOT NULL,
    purpose_id uuid NOT NULL,
    minutes integer NOT NULL,
    CONSTRAINT pk_bookings PRIMARY KEY (id),
    CONSTRAINT fk_bookings_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE CASCADE
);

create table service_records (
    id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    purpose text NOT NULL,
    purpose_id uuid NOT NULL,
    activity text NOT NULL,
    checked_in_at timestamp with time zone NOT NULL,
    checked_out_at timestamp with time zone,
    planned_end timestamp with time zone NOT NULL,
    raw_minutes integer NOT NULL,
    credited_minutes integer NOT NULL,
    travel_minutes integer NOT NULL,
    evidence character varying(40) NOT NULL,
    state character varying(40) NOT NULL,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_service_records PRIMARY KEY (id),
    CONSTRAINT service_records_minutes CHECK (raw_minutes >= 0 and credited_minutes >= 0 and travel_minutes >= 0),
    CONSTRAINT fk_service_records_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT,
    CONSTRAINT fk_service_records_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE RESTRICT
);

create table teams (
    id uuid NOT NULL,
    parent_id uuid,
    name text NOT NULL,
    kind character varying(40) NOT NULL,
    leader_id uuid,
    team_path text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    dissolved_at timestamp with time zone,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_teams PRIMARY KEY (id),
    CONSTRAINT fk_teams_teams_parent_id FOREIGN KEY (parent_id) REFERENCES teams (id) ON DELETE RESTRICT,
    CONSTRAINT fk_teams_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT,
    CONSTRAINT fk_teams_volunteers_leader_id FOREIGN KEY (leader_id) REFERENCES volunteers (id) ON DELETE RESTRICT
);

create table volunteer_skills (
    volunteer_id uuid NOT NULL,
    code text NOT NULL,
    certificate_until date,
    CONSTRAINT pk_volunteer_skills PRIMARY KEY (volunteer_id, code),
    CONSTRAINT fk_volunteer_skills_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE CASCADE
);

create table team_members (
    team_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone,
    CONSTRAINT pk_team_members PRIMARY KEY (team_id, volunteer_id, since),
    CONSTRAINT fk_team_members_teams_team_id FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE,
    CONSTRAINT fk_team_members_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE CASCADE
);

create index ix_bookings_purpose_id ON bookings (purpose_id);

create index ix_bookings_volunteer_id_from ON bookings (volunteer_id, "from");

create index ix_service_records_purpose_id_volunteer_id ON service_records (purpose_id, volunteer_id);

create index ix_service_records_unit_id ON service_records (unit_id);

create index ix_service_records_unit_path_checked_in_at ON service_records (unit_path, checked_in_at);

create index ix_service_records_volunteer_id_checked_in_at ON service_records (volunteer_id, checked_in_at);

create index ix_team_members_volunteer_id ON team_members (volunteer_id);

create unique index team_members_once ON team_members (team_id, volunteer_id) WHERE until is null;

create index ix_teams_leader_id ON teams (leader_id);

create index ix_teams_parent_id ON teams (parent_id);

create index ix_teams_team_path ON teams (team_path);

create index ix_teams_unit_id ON teams (unit_id);

create index ix_teams_unit_path ON teams (unit_path);

create index ix_volunteer_skills_code ON volunteer_skills (code);

create unique index ix_volunteers_number ON volunteers (number);

create unique index ix_volunteers_phone_index ON volunteers (phone_index);

create index ix_volunteers_unit_id ON volunteers (unit_id);

create index ix_volunteers_unit_path_state ON volunteers (unit_path, state);

-- By hand: no two bookings of one volunteer overlap, rest included.
create extension if not exists btree_gist;
alter table bookings add constraint bookings_no_overlap exclude using gist (volunteer_id with =, tstzrange("from", busy_until) with &&);
