-- Keys by which other systems come in, and the needs that came that way.
create table "partner_keys" (
    "id" TEXT NOT NULL CONSTRAINT "pk_partner_keys" PRIMARY KEY,
    "partner" TEXT NOT NULL,
    "door" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL,
    "beginning" TEXT NOT NULL,
    "made_at" INTEGER NOT NULL,
    "until" INTEGER NULL,
    "revoked_at" INTEGER NULL,
    "last_used_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_partner_keys_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create unique index "ix_partner_keys_key_hash" on "partner_keys" ("key_hash");

create index "ix_partner_keys_unit_id" on "partner_keys" ("unit_id");

create index "orders_from_partners" on "orders" ("placed_at") where source = 'Partner';
