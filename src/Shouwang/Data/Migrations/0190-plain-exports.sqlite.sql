-- Lists of volunteers that left the house readable, by two persons.
create table "plain_exports" (
    "id" TEXT NOT NULL CONSTRAINT "pk_plain_exports" PRIMARY KEY,
    "asked_by" TEXT NOT NULL,
    "agreed_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "agreed_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "fetches" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_plain_exports_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create index "ix_plain_exports_unit_id" on "plain_exports" ("unit_id");

create index "ix_plain_exports_unit_path_agreed_at" on "plain_exports" ("unit_path", "agreed_at");
