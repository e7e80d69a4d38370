-- Secret addresses of volunteers' calendars.
create table "calendar_links" (
    "volunteer_id" TEXT NOT NULL CONSTRAINT "pk_calendar_links" PRIMARY KEY,
    "code_hash" TEXT NOT NULL,
    "made_at" INTEGER NOT NULL,
    CONSTRAINT "fk_calendar_links_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE CASCADE
);

create unique index "ix_calendar_links_code_hash" on "calendar_links" ("code_hash");
