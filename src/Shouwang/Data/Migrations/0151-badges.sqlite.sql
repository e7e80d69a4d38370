-- The keys that sign badges.
create table "badge_keys" (
    "id" TEXT NOT NULL CONSTRAINT "pk_badge_keys" PRIMARY KEY,
    "modulus" TEXT NOT NULL,
    "exponent" TEXT NOT NULL,
    "private" TEXT NOT NULL,
    "made_at" INTEGER NOT NULL,
    "replaced_at" INTEGER NULL,
    "purpose" TEXT NOT NULL
);

create unique index "badge_keys_one_in_use" on "badge_keys" ("purpose") where replaced_at is null;
