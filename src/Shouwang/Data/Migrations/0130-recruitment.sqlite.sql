-- Recruitment calls: places per skill, and who signed up. The database refuses more people than places.
create table "recruitment_calls" (
    "id" TEXT NOT NULL CONSTRAINT "pk_recruitment_calls" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "from" INTEGER NOT NULL,
    "sign_up_until" INTEGER NOT NULL,
    "notice_json" TEXT NOT NULL,
    "no_show_percent" INTEGER NOT NULL,
    "margin_percent" INTEGER NOT NULL,
    "published_at" INTEGER NOT NULL,
    "closed_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_recruitment_calls_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create table "recruitment_entries" (
    "call_id" TEXT NOT NULL,
    "volunteer_id" TEXT NOT NULL,
    "skill" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "since" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "pk_recruitment_entries" PRIMARY KEY ("call_id", "volunteer_id"),
    CONSTRAINT "fk_recruitment_entries_recruitment_calls_call_id" FOREIGN KEY ("call_id") REFERENCES "recruitment_calls" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_recruitment_entries_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_recruitment_entries_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT
);

create table "recruitment_places" (
    "call_id" TEXT NOT NULL,
    "skill" TEXT NOT NULL,
    "wanted" INTEGER NOT NULL,
    "places" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL,
    "waiting_places" INTEGER NOT NULL,
    "waiting" INTEGER NOT NULL,
    "last_in_line" INTEGER NOT NULL,
    CONSTRAINT "pk_recruitment_places" PRIMARY KEY ("call_id", "skill"),
    CONSTRAINT "recruitment_places_full" CHECK (taken >= 0 and taken <= places and waiting >= 0 and waiting <= waiting_places),
    CONSTRAINT "fk_recruitment_places_recruitment_calls_call_id" FOREIGN KEY ("call_id") REFERENCES "recruitment_calls" ("id") ON DELETE CASCADE
);

create unique index "ix_recruitment_calls_code" on "recruitment_calls" ("code");

create index "ix_recruitment_calls_unit_id" on "recruitment_calls" ("unit_id");

create index "ix_recruitment_calls_unit_path_sign_up_until" on "recruitment_calls" ("unit_path", "sign_up_until");

create index "ix_recruitment_entries_call_id_skill_state_line" on "recruitment_entries" ("call_id", "skill", "state", "line");

create index "ix_recruitment_entries_unit_id" on "recruitment_entries" ("unit_id");

create index "ix_recruitment_entries_volunteer_id" on "recruitment_entries" ("volunteer_id");
