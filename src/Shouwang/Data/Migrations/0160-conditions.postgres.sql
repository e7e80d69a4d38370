-- What decides who may serve: birth date, guardian's consent, agreements, insurance, and what a service asks for.
alter table volunteers add column birth_date date NULL;
alter table menu_items add column has_risk boolean NOT NULL default false;
alter table menu_items add column risk_notice text NULL;
alter table menu_items add column is_large_event boolean NOT NULL default false;
alter table menu_items add column is_long_term boolean NOT NULL default false;
alter table menu_items add column is_outside_place boolean NOT NULL default false;
alter table menu_items add column minimum_age integer NULL;
alter table menu_items add column wants_agreement boolean NOT NULL default false;
alter table menu_items add column wants_insurance boolean NOT NULL default false;

create table minor_bases (
    id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    kind character varying(40) NOT NULL,
    guardian_name text,
    guardian_phone text,
    relation character varying(40),
    covers_data boolean NOT NULL,
    given_on date NOT NULL,
    means character varying(40) NOT NULL,
    evidence text NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_minor_bases PRIMARY KEY (id),
    CONSTRAINT fk_minor_bases_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT,
    CONSTRAINT fk_minor_bases_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE RESTRICT
);

create table agreement_texts (
    id uuid NOT NULL,
    kind character varying(40) NOT NULL,
    edition integer NOT NULL,
    text text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_agreement_texts PRIMARY KEY (id),
    CONSTRAINT fk_agreement_texts_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create table agreement_signatures (
    text_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    means character varying(40) NOT NULL,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_agreement_signatures PRIMARY KEY (text_id, volunteer_id),
    CONSTRAINT fk_agreement_signatures_agreement_texts_text_id FOREIGN KEY (text_id) REFERENCES agreement_texts (id) ON DELETE RESTRICT,
    CONSTRAINT fk_agreement_signatures_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT,
    CONSTRAINT fk_agreement_signatures_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE RESTRICT
);

create table insurance_policies (
    id uuid NOT NULL,
    insurer text NOT NULL,
    number text NOT NULL,
    "from" date NOT NULL,
    until date NOT NULL,
    covers_everybody boolean NOT NULL,
    ended_at timestamp with time zone,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_insurance_policies PRIMARY KEY (id),
    CONSTRAINT fk_insurance_policies_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create table insured_volunteers (
    policy_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    CONSTRAINT pk_insured_volunteers PRIMARY KEY (policy_id, volunteer_id),
    CONSTRAINT fk_insured_volunteers_insurance_policies_policy_id FOREIGN KEY (policy_id) REFERENCES insurance_policies (id) ON DELETE CASCADE,
    CONSTRAINT fk_insured_volunteers_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE CASCADE
);

create index ix_minor_bases_unit_id ON minor_bases (unit_id);

create unique index minor_bases_one_in_force ON minor_bases (volunteer_id) where withdrawn_at is null;

create unique index agreement_texts_one_in_force ON agreement_texts (unit_id, kind) where ended_at is null;

create unique index ix_agreement_texts_unit_id_kind_edition ON agreement_texts (unit_id, kind, edition);

create index ix_agreement_signatures_unit_id ON agreement_signatures (unit_id);

create index ix_agreement_signatures_volunteer_id ON agreement_signatures (volunteer_id);

create index ix_insurance_policies_unit_id ON insurance_policies (unit_id);

create index ix_insurance_policies_unit_path ON insurance_policies (unit_path);

create index ix_insured_volunteers_volunteer_id ON insured_volunteers (volunteer_id);
