-- Reserves and call-ups: lists, waves, answers. The database refuses more people than places, and two calls of one volunteer for overlapping times.
create table "reserves" (
    "id" TEXT NOT NULL CONSTRAINT "pk_reserves" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "wanted_strength" INTEGER NOT NULL,
    "made_at" INTEGER NOT NULL,
    "dissolved_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_reserves_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create table "call_ups" (
    "id" TEXT NOT NULL CONSTRAINT "pk_call_ups" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "reserve_id" TEXT NOT NULL,
    "task" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "from" INTEGER NOT NULL,
    "until" INTEGER NOT NULL,
    "is_drill" INTEGER NOT NULL,
    "margin_percent" INTEGER NOT NULL,
    "wave_size" INTEGER NOT NULL,
    "answer_minutes" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "wave" INTEGER NOT NULL,
    "last_in_line" INTEGER NOT NULL,
    "started_at" INTEGER NOT NULL,
    "wave_ends_at" INTEGER NULL,
    "next_look_at" INTEGER NULL,
    "enough_at" INTEGER NULL,
    "ended_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_call_ups_reserves_reserve_id" FOREIGN KEY ("reserve_id") REFERENCES "reserves" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_call_ups_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create table "reserve_members" (
    "reserve_id" TEXT NOT NULL,
    "volunteer_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "since" INTEGER NOT NULL,
    CONSTRAINT "pk_reserve_members" PRIMARY KEY ("reserve_id", "volunteer_id"),
    CONSTRAINT "fk_reserve_members_reserves_reserve_id" FOREIGN KEY ("reserve_id") REFERENCES "reserves" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_reserve_members_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE CASCADE
);

create table "call_up_answers" (
    "call_up_id" TEXT NOT NULL,
    "volunteer_id" TEXT NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    "wave" INTEGER NOT NULL,
    "skill" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "why" TEXT NULL,
    "line" INTEGER NOT NULL,
    "asked_at" INTEGER NOT NULL,
    "since" INTEGER NOT NULL,
    "from" INTEGER NOT NULL,
    "until" INTEGER NOT NULL,
    "holds" INTEGER NOT NULL,
    "is_awaited" INTEGER NOT NULL,
    CONSTRAINT "pk_call_up_answers" PRIMARY KEY ("call_up_id", "volunteer_id"),
    CONSTRAINT "fk_call_up_answers_call_ups_call_up_id" FOREIGN KEY ("call_up_id") REFERENCES "call_ups" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_call_up_answers_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_call_up_answers_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT
);

create table "call_up_needs" (
    "call_up_id" TEXT NOT NULL,
    "skill" TEXT NOT NULL,
    "wanted" INTEGER NOT NULL,
    "places" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL,
    CONSTRAINT "pk_call_up_needs" PRIMARY KEY ("call_up_id", "skill"),
    CONSTRAINT "call_up_needs_full" CHECK (taken >= 0 and taken <= places),
    CONSTRAINT "fk_call_up_needs_call_ups_call_up_id" FOREIGN KEY ("call_up_id") REFERENCES "call_ups" ("id") ON DELETE CASCADE
);

create index "ix_call_up_answers_call_up_id_state" ON "call_up_answers" ("call_up_id", "state");

create index "ix_call_up_answers_unit_id" ON "call_up_answers" ("unit_id");

create index "ix_call_up_answers_unit_path_asked_at" ON "call_up_answers" ("unit_path", "asked_at");

create index "ix_call_up_answers_volunteer_id" ON "call_up_answers" ("volunteer_id");

create unique index "ix_call_ups_code" ON "call_ups" ("code");

create index "ix_call_ups_next_look_at" ON "call_ups" ("next_look_at") WHERE next_look_at is not null;

create index "ix_call_ups_reserve_id" ON "call_ups" ("reserve_id");

create index "ix_call_ups_unit_id" ON "call_ups" ("unit_id");

create index "ix_call_ups_unit_path_started_at" ON "call_ups" ("unit_path", "started_at");

create index "ix_reserve_members_volunteer_id" ON "reserve_members" ("volunteer_id");

create index "ix_reserves_unit_id" ON "reserves" ("unit_id");

create index "ix_reserves_unit_path" ON "reserves" ("unit_path");

-- By hand: nobody is called up twice for overlapping times.
create trigger call_up_answers_called_once before insert on call_up_answers
when new.holds and exists (select 1 from call_up_answers a where a.volunteer_id = new.volunteer_id and a.call_up_id <> new.call_up_id and a.holds and a."from" < new.until and a.until > new."from")
begin select raise(abort, 'call_up_answers_called_once'); end;
create trigger call_up_answers_called_once_update before update on call_up_answers
when new.holds and exists (select 1 from call_up_answers a where a.volunteer_id = new.volunteer_id and a.call_up_id <> new.call_up_id and a.holds and a."from" < new.until and a.until > new."from")
begin select raise(abort, 'call_up_answers_called_once'); end;
