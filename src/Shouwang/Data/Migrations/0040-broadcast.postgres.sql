-- Messages and deliveries.
create table messages (
    id uuid NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    kind character varying(80) NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    link text,
    urgency character varying(40) NOT NULL,
    about_kind text,
    about_id uuid,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_messages PRIMARY KEY (id),
    CONSTRAINT fk_messages_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create table deliveries (
    id uuid NOT NULL,
    message_id uuid NOT NULL,
    channel character varying(40) NOT NULL,
    address character varying(120) NOT NULL,
    sealed text,
    english boolean NOT NULL,
    state character varying(40) NOT NULL,
    attempts integer NOT NULL,
    next_try_at timestamp with time zone,
    sent_at timestamp with time zone,
    read_at timestamp with time zone,
    error character varying(80),
    CONSTRAINT pk_deliveries PRIMARY KEY (id),
    CONSTRAINT fk_deliveries_messages_message_id FOREIGN KEY (message_id) REFERENCES messages (id) ON DELETE CASCADE
);

create index ix_deliveries_address_state ON deliveries (address, state);

create unique index ix_deliveries_message_id_address ON deliveries (message_id, address);

create index ix_deliveries_next_try_at ON deliveries (next_try_at) WHERE next_try_at is not null;

create index ix_messages_about_id ON messages (about_id);

create index ix_messages_unit_id ON messages (unit_id);

create index ix_messages_unit_path_at ON messages (unit_path, at);
