-- Partners' systems that are told what happens, and what each was told.
create table webhooks (
    id uuid NOT NULL,
    partner text NOT NULL,
    address text NOT NULL,
    types_text text NOT NULL,
    secret text NOT NULL,
    old_secret text,
    old_until timestamp with time zone,
    made_at timestamp with time zone NOT NULL,
    cursor bigint NOT NULL,
    ended_at timestamp with time zone,
    ended_because character varying(40),
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_webhooks PRIMARY KEY (id),
    CONSTRAINT fk_webhooks_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create index ix_webhooks_unit_id ON webhooks (unit_id);

create table webhook_deliveries (
    id uuid NOT NULL,
    webhook_id uuid NOT NULL,
    fact_id bigint NOT NULL,
    type text NOT NULL,
    about text NOT NULL,
    body text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    next_try_at timestamp with time zone,
    sent_at timestamp with time zone,
    status integer,
    error text,
    state character varying(40) NOT NULL,
    CONSTRAINT pk_webhook_deliveries PRIMARY KEY (id),
    CONSTRAINT fk_webhook_deliveries_webhooks_webhook_id FOREIGN KEY (webhook_id) REFERENCES webhooks (id) ON DELETE CASCADE
);

create index webhook_deliveries_due ON webhook_deliveries (next_try_at) where next_try_at is not null;

create unique index webhook_deliveries_once ON webhook_deliveries (webhook_id, fact_id);
