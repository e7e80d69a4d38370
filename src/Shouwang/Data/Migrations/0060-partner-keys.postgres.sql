-- Keys by which other systems come in, and the needs that came that way.
create table partner_keys (
    id uuid NOT NULL,
    partner text NOT NULL,
    door character varying(40) NOT NULL,
    key_hash text NOT NULL,
    beginning text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_partner_keys PRIMARY KEY (id),
    CONSTRAINT fk_partner_keys_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create unique index ix_partner_keys_key_hash ON partner_keys (key_hash);

create index ix_partner_keys_unit_id ON partner_keys (unit_id);

create index orders_from_partners ON orders (placed_at) where source = 'Partner';
