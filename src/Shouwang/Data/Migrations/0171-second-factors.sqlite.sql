-- Second factors, their recovery codes, and the rules that ask for them.
alter table "sessions" add column "awaits" TEXT NULL;

create table "second_factors" (
    "account_id" TEXT NOT NULL CONSTRAINT "pk_second_factors" PRIMARY KEY,
    "seed" TEXT NOT NULL,
    "started_at" INTEGER NOT NULL,
    "confirmed_at" INTEGER NULL,
    "last_step" INTEGER NOT NULL,
    CONSTRAINT "fk_second_factors_accounts_account_id" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON DELETE CASCADE
);

create table "recovery_codes" (
    "account_id" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "used_at" INTEGER NULL,
    CONSTRAINT "pk_recovery_codes" PRIMARY KEY ("account_id", "code_hash"),
    CONSTRAINT "fk_recovery_codes_accounts_account_id" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON DELETE CASCADE
);

create table "second_factor_rules" (
    "id" TEXT NOT NULL CONSTRAINT "pk_second_factor_rules" PRIMARY KEY,
    "role" TEXT NULL,
    "from" TEXT NOT NULL,
    "ended_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_second_factor_rules_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create index "ix_second_factor_rules_unit_id" ON "second_factor_rules" ("unit_id");
