-- Partners' systems that are told what happens, and what each was told.
create table "webhooks" (
    "id" TEXT NOT NULL CONSTRAINT "pk_webhooks" PRIMARY KEY,
    "partner" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "types_text" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "old_secret" TEXT NULL,
    "old_until" INTEGER NULL,
    "made_at" INTEGER NOT NULL,
    "cursor" INTEGER NOT NULL,
    "ended_at" INTEGER NULL,
    "ended_because" TEXT NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_webhooks_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create index "ix_webhooks_unit_id" on "webhooks" ("unit_id");

create table "webhook_deliveries" (
    "id" TEXT NOT NULL CONSTRAINT "pk_webhook_deliveries" PRIMARY KEY,
    "webhook_id" TEXT NOT NULL,
    "fact_id" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "made_at" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_try_at" INTEGER NULL,
    "sent_at" INTEGER NULL,
    "status" INTEGER NULL,
    "error" TEXT NULL,
    "state" TEXT NOT NULL,
    CONSTRAINT "fk_webhook_deliveries_webhooks_webhook_id" FOREIGN KEY ("webhook_id") REFERENCES "webhooks" ("id") ON DELETE CASCADE
);

create index "webhook_deliveries_due" on "webhook_deliveries" ("next_try_at") where next_try_at is not null;

create unique index "webhook_deliveries_once" on "webhook_deliveries" ("webhook_id", "fact_id");
