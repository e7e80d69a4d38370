-- What units share with each other: orders to see or to dispatch, volunteers to ask.
create table "unit_shares" (
    "id" TEXT NOT NULL CONSTRAINT "pk_unit_shares" PRIMARY KEY,
    "receiver_id" TEXT NOT NULL,
    "receiver_path" TEXT NOT NULL,
    "thing" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "proposed_at" INTEGER NOT NULL,
    "since" INTEGER NULL,
    "until" INTEGER NULL,
    "ended_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_unit_shares_units_receiver_id" FOREIGN KEY ("receiver_id") REFERENCES "units" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_unit_shares_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create index "ix_unit_shares_receiver_id" on "unit_shares" ("receiver_id");

create index "ix_unit_shares_unit_id" on "unit_shares" ("unit_id");

-- By hand
-- Two units agree on a thing once at a time.
create unique index "unit_shares_once_by_hand" on "unit_shares" ("unit_id", "receiver_id", "thing") where state in ('Asked', 'Offered', 'InForce');
