-- Facts, their chains, the operations that clients have named, and leases.
create table "fact_chains" (
    "unit_id" TEXT NOT NULL CONSTRAINT "pk_fact_chains" PRIMARY KEY,
    "sequence" INTEGER NOT NULL,
    "mac" TEXT NOT NULL
);

create table "facts" (
    "id" INTEGER NOT NULL CONSTRAINT "pk_facts" PRIMARY KEY AUTOINCREMENT,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "subject_version" INTEGER NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "on_behalf_of" TEXT NULL,
    "via" TEXT NULL,
    "payload" TEXT NOT NULL,
    "mac" TEXT NOT NULL
);

create table "leases" (
    "name" TEXT NOT NULL CONSTRAINT "pk_leases" PRIMARY KEY,
    "until" INTEGER NOT NULL
);

create table "operations" (
    "id" TEXT NOT NULL CONSTRAINT "pk_operations" PRIMARY KEY,
    "content_hash" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "status" INTEGER NOT NULL,
    "location" TEXT NULL,
    "content_type" TEXT NULL,
    "answer" TEXT NULL
);

create index "ix_facts_subject_id_id" ON "facts" ("subject_id", "id");

create unique index "ix_facts_unit_id_sequence" ON "facts" ("unit_id", "sequence");

create index "ix_facts_unit_path_id" ON "facts" ("unit_path", "id");

-- By hand: the ledger is append-only.
create trigger facts_no_update before update on facts begin select raise(abort, 'facts are append-only'); end;
create trigger facts_no_delete before delete on facts begin select raise(abort, 'facts are append-only'); end;
