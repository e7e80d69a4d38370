-- Secret addresses of volunteers' calendars.
create table calendar_links (
    volunteer_id uuid NOT NULL,
    code_hash text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_calendar_links PRIMARY KEY (volunteer_id),
    CONSTRAINT fk_calendar_links_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE CASCADE
);

create unique index ix_calendar_links_code_hash ON calendar_links (code_hash);
