-- The keys that sign badges.
create table badge_keys (
    id text NOT NULL,
    modulus text NOT NULL,
    exponent text NOT NULL,
    private text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    replaced_at timestamp with time zone,
    purpose text NOT NULL,
    CONSTRAINT pk_badge_keys PRIMARY KEY (id)
);

create unique index badge_keys_one_in_use ON badge_keys (purpose) where replaced_at is null;
