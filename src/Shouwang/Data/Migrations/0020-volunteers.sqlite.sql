-- Volunteers, teams, bookings, service records.
create table "one_time_codes" (
    "phone_index" TEXT NOT NULL CONSTRAINT "pk_one_time_codes" PRIMARY KEY,
    "code_hash" TEXT NOT NULL,
    "sent_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "tries_left" INTEGER NOT NULL,
    "sent" INTEGER NOT NULL,
    "counting_since" INTEGER NOT NULL
);

create table "volunteers" (
    "id" TEXT NOT NULL CONSTRAINT "pk_volunteers" PRIMARY KEY,
    "number" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "phone_index" TEXT NOT NULL,
    "email" TEXT NULL,
    "gender" TEXT NOT NULL,
    "birth_year" INTEGER NULL,
    "state" TEXT NOT NULL,
    "signed_up_at" INTEGER NOT NULL,
    "on_duty" INTEGER NOT NULL,
    "on_duty_until" INTEGER NULL,
    "latitude" REAL NULL,
    "longitude" REAL NULL,
    "most_minutes_per_day" INTEGER NOT NULL,
    "most_minutes_per_week" INTEGER NOT NULL,
    "language_codes" TEXT NOT NULL,
    "availability_json" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_volunteers_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create table "booked_times" (
    "volunteer_id" TEXT NOT NULL,
    "span" TEXT NOT NULL,
    "begins" TEXT NOT NULL,
    "minutes" INTEGER NOT NULL,
    "most" INTEGER NOT NULL,
    CONSTRAINT "pk_booked_times" PRIMARY KEY ("volunteer_id", "span", "begins"),
    CONSTRAINT "booked_times_limit" CHECK (minutes <= most),
    CONSTRAINT "fk_booked_times_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE CASCADE
);

create table "bookings" (
    "id" TEXT NOT NULL CONSTRAINT "pk_bookings" PRIMARY KEY,
    "volunteer_id" TEXT NOT NULL,
    "from" INTEGER NOT NULL,
    "until" INTEGER NOT NULL,
    "busy_until" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "purpose_id" TEXT NOT NULL,
    "minutes" INTEGER NOT NULL,
    CONSTRAINT "fk_bookings_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE CASCADE
);

create table "service_records" (
    "id" TEXT NOT NULL CONSTRAINT "pk_service_records" PRIMARY KEY,
    "volunteer_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "purpose_id" TEXT NOT NULL,
    "activity" TEXT NOT NULL,
    "checked_in_at" INTEGER NOT NULL,
    "checked_out_at" INTEGER NULL,
    "planned_end" INTEGER NOT NULL,
    "raw_minutes" INTEGER NOT NULL,
    "credited_minutes" INTEGER NOT NULL,
    "travel_minutes" INTEGER NOT NULL,
    "evidence" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "service_records_minutes" CHECK (raw_minutes >= 0 and credited_minutes >= 0 and travel_minutes >= 0),
    CONSTRAINT "fk_service_records_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_service_records_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT
);

create table "teams" (
    "id" TEXT NOT NULL CONSTRAINT "pk_teams" PRIMARY KEY,
    "parent_id" TEXT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "leader_id" TEXT NULL,
    "team_path" TEXT NOT NULL,
    "made_at" INTEGER NOT NULL,
    "dissolved_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_teams_teams_parent_id" FOREIGN KEY ("parent_id") REFERENCES "teams" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_teams_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_teams_volunteers_leader_id" FOREIGN KEY ("leader_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT
);

create table "volunteer_skills" (
    "volunteer_id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "certificate_until" TEXT NULL,
    CONSTRAINT "pk_volunteer_skills" PRIMARY KEY ("volunteer_id", "code"),
    CONSTRAINT "fk_volunteer_skills_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE CASCADE
);

create table "team_members" (
    "team_id" TEXT NOT NULL,
    "volunteer_id" TEXT NOT NULL,
    "since" INTEGER NOT NULL,
    "until" INTEGER NULL,
    CONSTRAINT "pk_team_members" PRIMARY KEY ("team_id", "volunteer_id", "since"),
    CONSTRAINT "fk_team_members_teams_team_id" FOREIGN KEY ("team_id") REFERENCES "teams" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_team_members_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE CASCADE
);

create index "ix_bookings_purpose_id" ON "bookings" ("purpose_id");

create index "ix_bookings_volunteer_id_from" ON "bookings" ("volunteer_id", "from");

create index "ix_service_records_purpose_id_volunteer_id" ON "service_records" ("purpose_id", "volunteer_id");

create index "ix_service_records_unit_id" ON "service_records" ("unit_id");

create index "ix_service_records_unit_path_checked_in_at" ON "service_records" ("unit_path", "checked_in_at");

create index "ix_service_records_volunteer_id_checked_in_at" ON "service_records" ("volunteer_id", "checked_in_at");

create index "ix_team_members_volunteer_id" ON "team_members" ("volunteer_id");

create unique index "team_members_once" ON "team_members" ("team_id", "volunteer_id") WHERE until is null;

create index "ix_teams_leader_id" ON "teams" ("leader_id");

create index "ix_teams_parent_id" ON "teams" ("parent_id");

create index "ix_teams_team_path" ON "teams" ("team_path");

create index "ix_teams_unit_id" ON "teams" ("unit_id");

create index "ix_teams_unit_path" ON "teams" ("unit_path");

create index "ix_volunteer_skills_code" ON "volunteer_skills" ("code");

create unique index "ix_volunteers_number" ON "volunteers" ("number");

create unique index "ix_volunteers_phone_index" ON "volunteers" ("phone_index");

create index "ix_volunteers_unit_id" ON "volunteers" ("unit_id");

create index "ix_volunteers_unit_path_state" ON "volunteers" ("unit_path", "state");

-- By hand: no two bookings of one volunteer overlap, rest included.
create trigger bookings_no_overlap before insert on bookings
when exists (select 1 from bookings b where b.volunteer_id = new.volunteer_id and b."from" < new.busy_until and b.busy_until > new."from")
begin select raise(abort, 'bookings_no_overlap'); end;
create trigger bookings_no_overlap_update before update on bookings
when exists (select 1 from bookings b where b.volunteer_id = new.volunteer_id and b.id <> new.id and b."from" < new.busy_until and b.busy_until > new."from")
begin select raise(abort, 'bookings_no_overlap'); end;
