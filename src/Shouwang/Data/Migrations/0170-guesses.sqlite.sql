-- Tries at secrets are counted before they are looked at; devices are known to their owners; a code is good where it was asked for.
create table "guess_counts" (
    "whom" TEXT NOT NULL,
    "from_where" TEXT NOT NULL,
    "level" REAL NOT NULL,
    "last_at" INTEGER NOT NULL,
    "closed_until" INTEGER NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "pk_guess_counts" PRIMARY KEY ("whom", "from_where")
);

create table "known_devices" (
    "id" TEXT NOT NULL CONSTRAINT "pk_known_devices" PRIMARY KEY,
    "token_hash" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "person_id" TEXT NOT NULL,
    "since" INTEGER NOT NULL,
    "last_used_at" INTEGER NOT NULL
);

drop table "one_time_codes";

create table "one_time_codes" (
    "phone_index" TEXT NOT NULL,
    "device_hash" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "sent_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "tries_left" INTEGER NOT NULL,
    CONSTRAINT "pk_one_time_codes" PRIMARY KEY ("phone_index", "device_hash")
);

create index "ix_guess_counts_last_at" ON "guess_counts" ("last_at");

create index "ix_known_devices_person_id" ON "known_devices" ("person_id");

create unique index "ix_known_devices_token_hash_person_id" ON "known_devices" ("token_hash", "person_id");

create index "ix_one_time_codes_expires_at" ON "one_time_codes" ("expires_at");
