-- Identity documents of volunteers, apart from the record that others work with.
create table "volunteer_identities" (
    "volunteer_id" TEXT NOT NULL CONSTRAINT "pk_volunteer_identities" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "number_index" TEXT NOT NULL,
    "birth_date" TEXT NOT NULL,
    "consented_at" INTEGER NOT NULL,
    "consent" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_volunteer_identities_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_volunteer_identities_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT
);

create unique index "ix_volunteer_identities_number_index" on "volunteer_identities" ("number_index");

create index "ix_volunteer_identities_unit_id" on "volunteer_identities" ("unit_id");
