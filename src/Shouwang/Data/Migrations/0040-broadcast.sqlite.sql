-- Messages and deliveries.
create table "messages" (
    "id" TEXT NOT NULL CONSTRAINT "pk_messages" PRIMARY KEY,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "link" TEXT NULL,
    "urgency" TEXT NOT NULL,
    "about_kind" TEXT NULL,
    "about_id" TEXT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "fk_messages_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create table "deliveries" (
    "id" TEXT NOT NULL CONSTRAINT "pk_deliveries" PRIMARY KEY,
    "message_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "sealed" TEXT NULL,
    "english" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_try_at" INTEGER NULL,
    "sent_at" INTEGER NULL,
    "read_at" INTEGER NULL,
    "error" TEXT NULL,
    CONSTRAINT "fk_deliveries_messages_message_id" FOREIGN KEY ("message_id") REFERENCES "messages" ("id") ON DELETE CASCADE
);

create index "ix_deliveries_address_state" ON "deliveries" ("address", "state");

create unique index "ix_deliveries_message_id_address" ON "deliveries" ("message_id", "address");

create index "ix_deliveries_next_try_at" ON "deliveries" ("next_try_at") WHERE next_try_at is not null;

create index "ix_messages_about_id" ON "messages" ("about_id");

create index "ix_messages_unit_id" ON "messages" ("unit_id");

create index "ix_messages_unit_path_at" ON "messages" ("unit_path", "at");
