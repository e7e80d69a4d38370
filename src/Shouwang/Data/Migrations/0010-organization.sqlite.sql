-- Units, accounts, role grants, sessions.
create table "sessions" (
    "id" TEXT NOT NULL CONSTRAINT "pk_sessions" PRIMARY KEY,
    "token_hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "opened_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "ended_at" INTEGER NULL
);

create table "units" (
    "id" TEXT NOT NULL CONSTRAINT "pk_units" PRIMARY KEY,
    "parent_id" TEXT NULL,
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "region_digits" TEXT NULL,
    "public_phone" TEXT NULL,
    "latitude" REAL NULL,
    "longitude" REAL NULL,
    "closed_on" TEXT NULL,
    "version" INTEGER NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_units_units_parent_id" FOREIGN KEY ("parent_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create table "accounts" (
    "id" TEXT NOT NULL CONSTRAINT "pk_accounts" PRIMARY KEY,
    "display_name" TEXT NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    "disabled_at" INTEGER NULL,
    "must_change_password" INTEGER NOT NULL,
    "user_name" TEXT NULL,
    "normalized_user_name" TEXT NULL,
    "email" TEXT NULL,
    "normalized_email" TEXT NULL,
    "email_confirmed" INTEGER NOT NULL,
    "password_hash" TEXT NULL,
    "security_stamp" TEXT NULL,
    "concurrency_stamp" TEXT NULL,
    "two_factor_enabled" INTEGER NOT NULL,
    "lockout_end" INTEGER NULL,
    "lockout_enabled" INTEGER NOT NULL,
    "access_failed_count" INTEGER NOT NULL,
    CONSTRAINT "fk_accounts_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create table "role_grants" (
    "id" TEXT NOT NULL CONSTRAINT "pk_role_grants" PRIMARY KEY,
    "account_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "from" INTEGER NOT NULL,
    "until" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_role_grants_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create unique index "ix_accounts_normalized_user_name" ON "accounts" ("normalized_user_name");

create index "ix_accounts_unit_id" ON "accounts" ("unit_id");

create index "ix_role_grants_account_id" ON "role_grants" ("account_id");

create index "ix_role_grants_unit_id" ON "role_grants" ("unit_id");

create index "ix_sessions_person_id" ON "sessions" ("person_id");

create unique index "ix_sessions_token_hash" ON "sessions" ("token_hash");

create unique index "ix_units_code" ON "units" ("code");

create index "ix_units_parent_id" ON "units" ("parent_id");

create index "ix_units_unit_path" ON "units" ("unit_path");
