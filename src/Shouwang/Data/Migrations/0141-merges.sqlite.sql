-- Two records of one person made one, and the way back.
create table "volunteer_merges" (
    "id" TEXT NOT NULL CONSTRAINT "pk_volunteer_merges" PRIMARY KEY,
    "kept_id" TEXT NOT NULL,
    "merged_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state_before" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "undone_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_volunteer_merges_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_volunteer_merges_volunteers_kept_id" FOREIGN KEY ("kept_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_volunteer_merges_volunteers_merged_id" FOREIGN KEY ("merged_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT
);

create table "volunteer_merge_rows" (
    "merge_id" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "column_name" TEXT NOT NULL,
    "row_key" TEXT NOT NULL,
    CONSTRAINT "pk_volunteer_merge_rows" PRIMARY KEY ("merge_id", "table_name", "column_name", "row_key"),
    CONSTRAINT "fk_volunteer_merge_rows_volunteer_merges_merge_id" FOREIGN KEY ("merge_id") REFERENCES "volunteer_merges" ("id") ON DELETE CASCADE
);

create index "ix_volunteer_merges_kept_id" on "volunteer_merges" ("kept_id");

create index "ix_volunteer_merges_unit_id" on "volunteer_merges" ("unit_id");

create index "ix_volunteer_merges_unit_path_at" on "volunteer_merges" ("unit_path", "at");

create unique index "volunteer_merges_one_in_force" on "volunteer_merges" ("merged_id") where undone_at is null;

-- By hand: whoever has gone into another record is booked no more, also by one who had looked before.
create trigger bookings_not_merged after insert on bookings
when exists (select 1 from volunteer_merges m where m.merged_id = new.volunteer_id and m.undone_at is null)
begin select raise(abort, 'bookings_not_merged'); end;
