-- Corrections of hours that one or two agree to, the rules of hours, and stars.
create table "hours_corrections" (
    "id" TEXT NOT NULL CONSTRAINT "pk_hours_corrections" PRIMARY KEY,
    "record_id" TEXT NOT NULL,
    "volunteer_id" TEXT NOT NULL,
    "from_minutes" INTEGER NOT NULL,
    "to_minutes" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "photo" TEXT NULL,
    "needs_two" INTEGER NOT NULL,
    "asked_by" TEXT NOT NULL,
    "asked_at" INTEGER NOT NULL,
    "first_by" TEXT NULL,
    "decided_at" INTEGER NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_hours_corrections_service_records_record_id" FOREIGN KEY ("record_id") REFERENCES "service_records" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_hours_corrections_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_hours_corrections_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT
);

create unique index "hours_corrections_one_waiting" on "hours_corrections" ("record_id") where state = 'Waiting';

create index "ix_hours_corrections_unit_id" on "hours_corrections" ("unit_id");

create index "ix_hours_corrections_volunteer_id" on "hours_corrections" ("volunteer_id");

create table "hours_rules" (
    "unit_id" TEXT NOT NULL CONSTRAINT "pk_hours_rules" PRIMARY KEY,
    "correction_limit" INTEGER NOT NULL,
    "star_scheme" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_hours_rules_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create table "star_awards" (
    "id" TEXT NOT NULL CONSTRAINT "pk_star_awards" PRIMARY KEY,
    "volunteer_id" TEXT NOT NULL,
    "scheme" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "minutes_then" INTEGER NOT NULL,
    "notice_from" INTEGER NOT NULL,
    "notice_until" INTEGER NOT NULL,
    "awarded_at" INTEGER NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_star_awards_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_star_awards_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT
);

create unique index "star_awards_once" on "star_awards" ("volunteer_id", "scheme", "level") where state <> 'Withdrawn';

create index "ix_star_awards_unit_id" on "star_awards" ("unit_id");
