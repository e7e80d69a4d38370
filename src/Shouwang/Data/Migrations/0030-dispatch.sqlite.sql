-- Service menu, codes, orders, offers, assignments, reviews.
create table "dispatch_settings" (
    "unit_id" TEXT NOT NULL CONSTRAINT "pk_dispatch_settings" PRIMARY KEY,
    "policy_json" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_dispatch_settings_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE CASCADE
);

create table "door_codes" (
    "id" TEXT NOT NULL CONSTRAINT "pk_door_codes" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "address_index" TEXT NOT NULL,
    "latitude" REAL NULL,
    "longitude" REAL NULL,
    "made_at" INTEGER NOT NULL,
    "revoked_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_door_codes_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create table "menu_items" (
    "id" TEXT NOT NULL CONSTRAINT "pk_menu_items" PRIMARY KEY,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "english_name" TEXT NULL,
    "icon" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "skill" TEXT NULL,
    "standard_minutes" INTEGER NOT NULL,
    "people_needed" INTEGER NOT NULL,
    "urgency" TEXT NOT NULL,
    "safety_rule" TEXT NULL,
    "order" INTEGER NOT NULL,
    "is_offered" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_menu_items_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create table "orders" (
    "id" TEXT NOT NULL CONSTRAINT "pk_orders" PRIMARY KEY,
    "number" TEXT NOT NULL,
    "tracking_hash" TEXT NOT NULL,
    "menu_item_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "skill" TEXT NULL,
    "people_needed" INTEGER NOT NULL,
    "urgency" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "placed_at" INTEGER NOT NULL,
    "due_at" INTEGER NOT NULL,
    "from" INTEGER NOT NULL,
    "until" INTEGER NOT NULL,
    "latitude" REAL NULL,
    "longitude" REAL NULL,
    "contact_name" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "phone_index" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "address_index" TEXT NOT NULL,
    "note" TEXT NULL,
    "door_code_id" TEXT NULL,
    "wished_gender" TEXT NULL,
    "wished_language" TEXT NULL,
    "state" TEXT NOT NULL,
    "state_since" INTEGER NOT NULL,
    "mode" TEXT NOT NULL,
    "team_id" TEXT NULL,
    "handler_id" TEXT NOT NULL,
    "handler_path" TEXT NOT NULL,
    "handler_since" INTEGER NOT NULL,
    "wave" INTEGER NOT NULL,
    "dispatched_at" INTEGER NULL,
    "accepted_at" INTEGER NULL,
    "started_at" INTEGER NULL,
    "completed_at" INTEGER NULL,
    "closed_at" INTEGER NULL,
    "end_reason" TEXT NULL,
    "exception" TEXT NOT NULL,
    "exception_since" INTEGER NULL,
    "overdue_noted_at" INTEGER NULL,
    "next_look_at" INTEGER NULL,
    "duplicate_of" TEXT NULL,
    "undo_mark" TEXT NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_orders_menu_items_menu_item_id" FOREIGN KEY ("menu_item_id") REFERENCES "menu_items" ("id") ON DELETE RESTRICT,
    CONSTRAINT "fk_orders_units_unit_id" FOREIGN KEY ("unit_id") REFERENCES "units" ("id") ON DELETE RESTRICT
);

create table "exclusions" (
    "id" TEXT NOT NULL CONSTRAINT "pk_exclusions" PRIMARY KEY,
    "phone_index" TEXT NOT NULL,
    "volunteer_id" TEXT NOT NULL,
    "wish" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "since" INTEGER NOT NULL,
    "lifted_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_exclusions_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT
);

create table "assignments" (
    "id" TEXT NOT NULL CONSTRAINT "pk_assignments" PRIMARY KEY,
    "order_id" TEXT NOT NULL,
    "volunteer_id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "from" INTEGER NOT NULL,
    "until" INTEGER NOT NULL,
    "accepted_at" INTEGER NOT NULL,
    "set_out_at" INTEGER NULL,
    "reminded_at" INTEGER NULL,
    "checked_in_at" INTEGER NULL,
    "checked_out_at" INTEGER NULL,
    "state" TEXT NOT NULL,
    "hand_over_note" TEXT NULL,
    CONSTRAINT "assignments_place" CHECK (place >= 1),
    CONSTRAINT "fk_assignments_orders_order_id" FOREIGN KEY ("order_id") REFERENCES "orders" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_assignments_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT
);

create table "follow_ups" (
    "id" TEXT NOT NULL CONSTRAINT "pk_follow_ups" PRIMARY KEY,
    "order_id" TEXT NOT NULL,
    "review_id" TEXT NOT NULL,
    "owner_id" TEXT NULL,
    "opened_at" INTEGER NOT NULL,
    "due_at" INTEGER NOT NULL,
    "outcome" TEXT NULL,
    "closed_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "unit_id" TEXT NOT NULL,
    "unit_path" TEXT NOT NULL,
    CONSTRAINT "fk_follow_ups_orders_order_id" FOREIGN KEY ("order_id") REFERENCES "orders" ("id") ON DELETE CASCADE
);

create table "offers" (
    "id" TEXT NOT NULL CONSTRAINT "pk_offers" PRIMARY KEY,
    "order_id" TEXT NOT NULL,
    "volunteer_id" TEXT NOT NULL,
    "wave" INTEGER NOT NULL,
    "offered_at" INTEGER NOT NULL,
    "expires_at" INTEGER NOT NULL,
    "answered_at" INTEGER NULL,
    "state" TEXT NOT NULL,
    "reasons" TEXT NOT NULL,
    "pin_reason" TEXT NULL,
    "decline_reason" TEXT NULL,
    CONSTRAINT "fk_offers_orders_order_id" FOREIGN KEY ("order_id") REFERENCES "orders" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_offers_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT
);

create table "order_photos" (
    "id" TEXT NOT NULL CONSTRAINT "pk_order_photos" PRIMARY KEY,
    "order_id" TEXT NOT NULL,
    "volunteer_id" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "media_type" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    CONSTRAINT "fk_order_photos_orders_order_id" FOREIGN KEY ("order_id") REFERENCES "orders" ("id") ON DELETE CASCADE,
    CONSTRAINT "fk_order_photos_volunteers_volunteer_id" FOREIGN KEY ("volunteer_id") REFERENCES "volunteers" ("id") ON DELETE RESTRICT
);

create table "reviews" (
    "id" TEXT NOT NULL CONSTRAINT "pk_reviews" PRIMARY KEY,
    "order_id" TEXT NOT NULL,
    "side" TEXT NOT NULL,
    "volunteer_id" TEXT NULL,
    "stars" INTEGER NOT NULL,
    "words" TEXT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "reviews_stars" CHECK (stars between 1 and 5),
    CONSTRAINT "fk_reviews_orders_order_id" FOREIGN KEY ("order_id") REFERENCES "orders" ("id") ON DELETE CASCADE
);

create unique index "assignments_one_place_one_volunteer" ON "assignments" ("order_id", "place") WHERE state in ('Accepted', 'OnTheWay', 'CheckedIn', 'Finished');

create unique index "assignments_one_volunteer_one_place" ON "assignments" ("order_id", "volunteer_id") WHERE state in ('Accepted', 'OnTheWay', 'CheckedIn', 'Finished');

create index "ix_assignments_order_id" ON "assignments" ("order_id");

create index "ix_assignments_volunteer_id_from" ON "assignments" ("volunteer_id", "from");

create unique index "door_codes_one_in_force" ON "door_codes" ("address_index") WHERE revoked_at is null;

create unique index "ix_door_codes_code_hash" ON "door_codes" ("code_hash");

create index "ix_door_codes_unit_id" ON "door_codes" ("unit_id");

create index "ix_door_codes_unit_path_kind" ON "door_codes" ("unit_path", "kind");

create unique index "exclusions_one_in_force" ON "exclusions" ("phone_index", "volunteer_id") WHERE lifted_at is null;

create index "ix_exclusions_volunteer_id" ON "exclusions" ("volunteer_id");

create index "follow_ups_open" ON "follow_ups" ("unit_path", "due_at") WHERE closed_at is null;

create index "ix_follow_ups_order_id" ON "follow_ups" ("order_id");

create unique index "ix_menu_items_unit_id_code" ON "menu_items" ("unit_id", "code");

create index "ix_offers_order_id" ON "offers" ("order_id");

create index "ix_offers_volunteer_id_offered_at" ON "offers" ("volunteer_id", "offered_at");

create index "ix_order_photos_order_id" ON "order_photos" ("order_id");

create index "ix_order_photos_volunteer_id" ON "order_photos" ("volunteer_id");

create index "ix_orders_address_index_placed_at" ON "orders" ("address_index", "placed_at");

create index "ix_orders_completed_at" ON "orders" ("completed_at");

create index "ix_orders_menu_item_id" ON "orders" ("menu_item_id");

create unique index "ix_orders_number" ON "orders" ("number");

create index "ix_orders_phone_index_placed_at" ON "orders" ("phone_index", "placed_at");

create unique index "ix_orders_tracking_hash" ON "orders" ("tracking_hash");

create index "ix_orders_unit_id" ON "orders" ("unit_id");

create index "ix_orders_unit_path_placed_at" ON "orders" ("unit_path", "placed_at");

create index "orders_exceptions" ON "orders" ("exception_since") WHERE exception_since is not null;

create index "orders_next_look" ON "orders" ("next_look_at") WHERE next_look_at is not null;

create index "orders_open_by_due" ON "orders" ("due_at", "number") WHERE closed_at is null;

create index "orders_open_by_unit" ON "orders" ("unit_path", "state", "kind", "urgency", "due_at") WHERE closed_at is null;

create index "ix_reviews_order_id" ON "reviews" ("order_id");
