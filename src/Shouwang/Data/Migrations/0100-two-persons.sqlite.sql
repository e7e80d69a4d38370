-- What one person asks for and a second one agrees to.
create table "two_person_requests" (
    "id" TEXT NOT NULL CONSTRAINT "pk_two_person_requests" PRIMARY KEY,
    "deed" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "asked_by" TEXT NOT NULL,
    "asked_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "answered_by" TEXT NULL,
    "answered_at" INTEGER NULL,
    "answer" TEXT NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "ck_two_person_requests_two_persons" CHECK (answered_by <> asked_by),
    CONSTRAINT "fk_two_person_requests_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create index "ix_two_person_requests_asked_by" ON "two_person_requests" ("asked_by");

create index "ix_two_person_requests_unit_id" ON "two_person_requests" ("unit_id");

create index "ix_two_person_requests_unit_path" ON "two_person_requests" ("unit_path");
