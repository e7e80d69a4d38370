-- Lists of volunteers on their way into the register.
create table "volunteer_imports" (
    "id" TEXT NOT NULL CONSTRAINT "pk_volunteer_imports" PRIMARY KEY,
    "by_kind" TEXT NOT NULL,
    "by_id" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "ended_at" INTEGER NULL,
    "sheet_name" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "headings_json" TEXT NOT NULL,
    "columns_json" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "made" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,
    "checksum" TEXT NOT NULL,
    "all_rows" INTEGER NOT NULL,
    "trial_checksum" TEXT NOT NULL,
    "taken_back" INTEGER NOT NULL,
    "stayed" INTEGER NOT NULL,
    "stopped_by" TEXT NULL,
    "stopped_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_volunteer_imports_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create table "volunteer_import_parts" (
    "import_id" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    CONSTRAINT "pk_volunteer_import_parts" PRIMARY KEY ("import_id", "part"),
    CONSTRAINT "fk_volunteer_import_parts_volunteer_imports_import_id" FOREIGN KEY ("import_id") REFERENCES "volunteer_imports" ("id") ON DELETE CASCADE
);

create table "volunteer_import_rejects" (
    "import_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    CONSTRAINT "pk_volunteer_import_rejects" PRIMARY KEY ("import_id", "number"),
    CONSTRAINT "fk_volunteer_import_rejects_volunteer_imports_import_id" FOREIGN KEY ("import_id") REFERENCES "volunteer_imports" ("id") ON DELETE CASCADE
);

create table "volunteer_import_people" (
    "import_id" TEXT NOT NULL,
    "volunteer_id" TEXT NOT NULL,
    "stayed" TEXT NULL,
    CONSTRAINT "pk_volunteer_import_people" PRIMARY KEY ("import_id", "volunteer_id"),
    CONSTRAINT "fk_volunteer_import_people_volunteer_imports_import_id" FOREIGN KEY ("import_id") REFERENCES "volunteer_imports" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_volunteer_import_people_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE CASCADE
);

create table "volunteer_import_columns" (
    "unit_id" TEXT NOT NULL,
    "headings_hash" TEXT NOT NULL,
    "columns_json" TEXT NOT NULL,
    CONSTRAINT "pk_volunteer_import_columns" PRIMARY KEY ("unit_id", "headings_hash"),
    CONSTRAINT "fk_volunteer_import_columns_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create index "ix_volunteer_imports_state" on "volunteer_imports" ("state");

create index "ix_volunteer_imports_unit_id" on "volunteer_imports" ("unit_id");

create index "ix_volunteer_imports_unit_path_at" on "volunteer_imports" ("unit_path", "at");

create index "ix_volunteer_import_people_volunteer_id" on "volunteer_import_people" ("volunteer_id");
