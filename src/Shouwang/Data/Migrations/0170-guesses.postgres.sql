-- Tries at secrets are counted before they are looked at; devices are known to their owners; a code is good where it was asked for.
create table guess_counts (
    whom text NOT NULL,
    from_where text NOT NULL,
    level double precision NOT NULL,
    last_at timestamp with time zone NOT NULL,
    closed_until timestamp with time zone,
    version integer NOT NULL,
    CONSTRAINT pk_guess_counts PRIMARY KEY (whom, from_where)
);

create table known_devices (
    id uuid NOT NULL,
    token_hash text NOT NULL,
    kind character varying(40) NOT NULL,
    person_id uuid NOT NULL,
    since timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_known_devices PRIMARY KEY (id)
);

drop table one_time_codes;

create table one_time_codes (
    phone_index text NOT NULL,
    device_hash text NOT NULL,
    code_hash text NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries_left integer NOT NULL,
    CONSTRAINT pk_one_time_codes PRIMARY KEY (phone_index, device_hash)
);

create index ix_guess_counts_last_at on guess_counts (last_at);

create index ix_known_devices_person_id on known_devices (person_id);

create unique index ix_known_devices_token_hash_person_id on known_devices (token_hash, person_id);

create index ix_one_time_codes_expires_at on one_time_codes (expires_at);
