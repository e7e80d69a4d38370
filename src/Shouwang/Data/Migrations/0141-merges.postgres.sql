-- Two records of one person made one, and the way back.
create table volunteer_merges (
    id uuid NOT NULL,
    kept_id uuid NOT NULL,
    merged_id uuid NOT NULL,
    reason text NOT NULL,
    state_before character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_volunteer_merges PRIMARY KEY (id),
    CONSTRAINT fk_volunteer_merges_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT,
    CONSTRAINT fk_volunteer_merges_volunteers_kept_id FOREIGN KEY (kept_id) REFERENCES volunteers (id) ON DELETE RESTRICT,
    CONSTRAINT fk_volunteer_merges_volunteers_merged_id FOREIGN KEY (merged_id) REFERENCES volunteers (id) ON DELETE RESTRICT
);

create table volunteer_merge_rows (
    merge_id uuid NOT NULL,
    table_name text NOT NULL,
    column_name text NOT NULL,
    row_key text NOT NULL,
    CONSTRAINT pk_volunteer_merge_rows PRIMARY KEY (merge_id, table_name, column_name, row_key),
    CONSTRAINT fk_volunteer_merge_rows_volunteer_merges_merge_id FOREIGN KEY (merge_id) REFERENCES volunteer_merges (id) ON DELETE CASCADE
);

create index ix_volunteer_merges_kept_id ON volunteer_merges (kept_id);

create index ix_volunteer_merges_unit_id ON volunteer_merges (unit_id);

create index ix_volunteer_merges_unit_path_at ON volunteer_merges (unit_path, at);

create unique index volunteer_merges_one_in_force ON volunteer_merges (merged_id) WHERE undone_at is null;

-- By hand: whoever has gone into another record is booked no more, also by one who had looked before. The trigger's name
-- comes after those of the foreign keys, which wait for a merge that is being written.
create function bookings_not_merged() returns trigger language plpgsql as $$
begin
    if exists (select 1 from volunteer_merges m where m.merged_id = new.volunteer_id and m.undone_at is null) then
        raise exception 'bookings_not_merged' using errcode = 'check_violation', constraint = 'bookings_not_merged';
    end if;
    return null;
end $$;
create trigger bookings_not_merged after insert on bookings for each row execute function bookings_not_merged();
