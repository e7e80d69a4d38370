-- Certificates of service.
create table "certificates" (
    "id" TEXT NOT NULL CONSTRAINT "pk_certificates" PRIMARY KEY,
    "number" TEXT NOT NULL,
    "volunteer_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "volunteer_number" TEXT NOT NULL,
    "first" TEXT NOT NULL,
    "last" TEXT NOT NULL,
    "credited_minutes" INTEGER NOT NULL,
    "person_times" INTEGER NOT NULL,
    "services_json" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "contact" TEXT NULL,
    "handler" TEXT NULL,
    "issued_at" INTEGER NOT NULL,
    "revoked_at" INTEGER NULL,
    "revoked_because" TEXT NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_certificates_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_certificates_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT
);

create unique index "ix_certificates_number" on "certificates" ("number");

create index "ix_certificates_unit_id" on "certificates" ("unit_id");

create index "ix_certificates_volunteer_id" on "certificates" ("volunteer_id");
