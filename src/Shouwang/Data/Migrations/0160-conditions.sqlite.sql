-- What decides who may serve: birth date, guardian's consent, agreements, insurance, and what a service asks for.
alter table "volunteers" add column "birth_date" TEXT NULL;
alter table "menu_items" add column "has_risk" INTEGER NOT NULL default 0;
alter table "menu_items" add column "risk_notice" TEXT NULL;
alter table "menu_items" add column "is_large_event" INTEGER NOT NULL default 0;
alter table "menu_items" add column "is_long_term" INTEGER NOT NULL default 0;
alter table "menu_items" add column "is_outside_place" INTEGER NOT NULL default 0;
alter table "menu_items" add column "minimum_age" INTEGER NULL;
alter table "menu_items" add column "wants_agreement" INTEGER NOT NULL default 0;
alter table "menu_items" add column "wants_insurance" INTEGER NOT NULL default 0;

create table "minor_bases" (
    "id" TEXT NOT NULL CONSTRAINT "pk_minor_bases" PRIMARY KEY,
    "volunteer_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "guardian_name" TEXT NULL,
    "guardian_phone" TEXT NULL,
    "relation" TEXT NULL,
    "covers_data" INTEGER NOT NULL,
    "given_on" TEXT NOT NULL,
    "means" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "noted_at" INTEGER NOT NULL,
    "withdrawn_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_minor_bases_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_minor_bases_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT
);

create table "agreement_texts" (
    "id" TEXT NOT NULL CONSTRAINT "pk_agreement_texts" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "edition" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "published_at" INTEGER NOT NULL,
    "ended_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_agreement_texts_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create table "agreement_signatures" (
    "text_id" TEXT NOT NULL,
    "volunteer_id" TEXT NOT NULL,
    "signed_at" INTEGER NOT NULL,
    "means" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "pk_agreement_signatures" PRIMARY KEY ("text_id", "volunteer_id"),
    CONSTRAINT "fk_agreement_signatures_agreement_texts_text_id" FOREIGN KEY ("text_id") REFERENCES "agreement_texts" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_agreement_signatures_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_agreement_signatures_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT
);

create table "insurance_policies" (
    "id" TEXT NOT NULL CONSTRAINT "pk_insurance_policies" PRIMARY KEY,
    "insurer" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "covers_everybody" INTEGER NOT NULL,
    "ended_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_insurance_policies_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create table "insured_volunteers" (
    "policy_id" TEXT NOT NULL,
    "volunteer_id" TEXT NOT NULL,
    CONSTRAINT "pk_insured_volunteers" PRIMARY KEY ("policy_id", "volunteer_id"),
    CONSTRAINT "fk_insured_volunteers_insurance_policies_policy_id" FOREIGN KEY ("policy_id") REFERENCES "insurance_policies" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_insured_volunteers_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE CASCADE
);

create index "ix_minor_bases_unit_id" on "minor_bases" ("unit_id");

create unique index "minor_bases_one_in_force" on "minor_bases" ("volunteer_id") where withdrawn_at is null;

create unique index "agreement_texts_one_in_force" on "agreement_texts" ("unit_id", "kind") where ended_at is null;

create unique index "ix_agreement_texts_unit_id_kind_edition" on "agreement_texts" ("unit_id", "kind", "edition");

create index "ix_agreement_signatures_unit_id" on "agreement_signatures" ("unit_id");

create index "ix_agreement_signatures_volunteer_id" on "agreement_signatures" ("volunteer_id");

create index "ix_insurance_policies_unit_id" on "insurance_policies" ("unit_id");

create index "ix_insurance_policies_unit_path" on "insurance_policies" ("unit_path");

create index "ix_insured_volunteers_volunteer_id" on "insured_volunteers" ("volunteer_id");
