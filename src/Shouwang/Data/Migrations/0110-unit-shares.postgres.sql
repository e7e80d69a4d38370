-- What units share with each other: orders to see or to dispatch, volunteers to ask.
create table unit_shares (
    id uuid NOT NULL,
    receiver_id uuid NOT NULL,
    receiver_path text NOT NULL,
    thing character varying(40) NOT NULL,
    tier character varying(40) NOT NULL,
    why text NOT NULL,
    state character varying(40) NOT NULL,
    proposed_at timestamp with time zone NOT NULL,
    since timestamp with time zone,
    until timestamp with time zone,
    ended_at timestamp with time zone,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_unit_shares PRIMARY KEY (id),
    CONSTRAINT fk_unit_shares_units_receiver_id FOREIGN KEY (receiver_id) REFERENCES units (id) ON DELETE RESTRICT,
    CONSTRAINT fk_unit_shares_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create index ix_unit_shares_receiver_id ON unit_shares (receiver_id);

create index ix_unit_shares_unit_id ON unit_shares (unit_id);

-- By hand
-- Two units agree on a thing once at a time.
create unique index unit_shares_once_by_hand ON unit_shares (unit_id, receiver_id, thing) where state in ('Asked', 'Offered', 'InForce');
