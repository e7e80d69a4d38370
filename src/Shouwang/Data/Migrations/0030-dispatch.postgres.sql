-- Service menu, codes, orders, offers, assignments, reviews.
create table dispatch_settings (
    unit_id uuid NOT NULL,
    policy_json text NOT NULL,
    version integer NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_dispatch_settings PRIMARY KEY (unit_id),
    CONSTRAINT fk_dispatch_settings_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE CASCADE
);

create table door_codes (
    id uuid NOT NULL,
    kind character varying(40) NOT NULL,
    code_hash text NOT NULL,
    address text NOT NULL,
    address_index text NOT NULL,
    latitude double precision,
    longitude double precision,
    made_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_door_codes PRIMARY KEY (id),
    CONSTRAINT fk_door_codes_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create table menu_items (
    id uuid NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    english_name text,
    icon text NOT NULL,
    form character varying(40) NOT NULL,
    skill text,
    standard_minutes integer NOT NULL,
    people_needed integer NOT NULL,
    urgency character varying(40) NOT NULL,
    safety_rule text,
    "order" integer NOT NULL,
    is_offered boolean NOT NULL,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_menu_items PRIMARY KEY (id),
    CONSTRAINT fk_menu_items_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create table orders (
    id uuid NOT NULL,
    number text NOT NULL,
    tracking_hash text NOT NULL,
    menu_item_id uuid NOT NULL,
    kind text NOT NULL,
    form character varying(40) NOT NULL,
    skill text,
    people_needed integer NOT NULL,
    urgency character varying(40) NOT NULL,
    source character varying(40) NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    "from" timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    latitude double precision,
    longitude double precision,
    contact_name text NOT NULL,
    phone text NOT NULL,
    phone_index text NOT NULL,
    address text NOT NULL,
    address_index text NOT NULL,
    note text,
    door_code_id uuid,
    wished_gender character varying(40),
    wished_language text,
    state character varying(40) NOT NULL,
    state_since timestamp with time zone NOT NULL,
    mode character varying(40) NOT NULL,
    team_id uuid,
    handler_id uuid NOT NULL,
    handler_path text NOT NULL,
    handler_since timestamp with time zone NOT NULL,
    wave integer NOT NULL,
    dispatched_at timestamp with time zone,
    accepted_at timestamp with time zone,
    started_at timestamp with time zone,
    completed_at timestamp with time zone,
    closed_at timestamp with time zone,
    end_reason text,
    exception character varying(40) NOT NULL,
    exception_since timestamp with time zone,
    overdue_noted_at timestamp with time zone,
    next_look_at timestamp with time zone,
    duplicate_of uuid,
    undo_mark text,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_orders PRIMARY KEY (id),
    CONSTRAINT fk_orders_menu_items_menu_item_id FOREIGN KEY (menu_item_id) REFERENCES menu_items (id) ON DELETE RESTRICT,
    CONSTRAINT fk_orders_units_unit_id FOREIGN KEY (unit_id) REFERENCES units (id) ON DELETE RESTRICT
);

create table exclusions (
    id uuid NOT NULL,
    phone_index text NOT NULL,
    volunteer_id uuid NOT NULL,
    wish character varying(40) NOT NULL,
    reason text NOT NULL,
    since timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_exclusions PRIMARY KEY (id),
    CONSTRAINT fk_exclusions_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE RESTRICT
);

create table assignments (
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    place integer NOT NULL,
    "from" timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone NOT NULL,
    set_out_at timestamp with time zone,
    reminded_at timestamp with time zone,
    checked_in_at timestamp with time zone,
    checked_out_at timestamp with time zone,
    state character varying(40) NOT NULL,
    hand_over_note text,
    CONSTRAINT pk_assignments PRIMARY KEY (id),
    CONSTRAINT assignments_place CHECK (place >= 1),
    CONSTRAINT fk_assignments_orders_order_id FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT fk_assignments_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE RESTRICT
);

create table follow_ups (
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    review_id uuid NOT NULL,
    owner_id uuid,
    opened_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    outcome text,
    closed_at timestamp with time zone,
    version integer NOT NULL,
    unit_id uuid NOT NULL,
    unit_path text COLLATE "C" NOT NULL,
    CONSTRAINT pk_follow_ups PRIMARY KEY (id),
    CONSTRAINT fk_follow_ups_orders_order_id FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE
);

create table offers (
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    wave integer NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    state character varying(40) NOT NULL,
    reasons text NOT NULL,
    pin_reason text,
    decline_reason text,
    CONSTRAINT pk_offers PRIMARY KEY (id),
    CONSTRAINT fk_offers_orders_order_id FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT fk_offers_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE RESTRICT
);

create table order_photos (
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    volunteer_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    media_type text NOT NULL,
    content text NOT NULL,
    CONSTRAINT pk_order_photos PRIMARY KEY (id),
    CONSTRAINT fk_order_photos_orders_order_id FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
    CONSTRAINT fk_order_photos_volunteers_volunteer_id FOREIGN KEY (volunteer_id) REFERENCES volunteers (id) ON DELETE RESTRICT
);

create table reviews (
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    side character varying(40) NOT NULL,
    volunteer_id uuid,
    stars integer NOT NULL,
    words text,
    at timestamp with time zone NOT NULL,
    CONSTRAINT pk_reviews PRIMARY KEY (id),
    CONSTRAINT reviews_stars CHECK (stars between 1 and 5),
    CONSTRAINT fk_reviews_orders_order_id FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE
);

create unique index assignments_one_place_one_volunteer ON assignments (order_id, place) WHERE state in ('Accepted', 'OnTheWay', 'CheckedIn', 'Finished');

create unique index assignments_one_volunteer_one_place ON assignments (order_id, volunteer_id) WHERE state in ('Accepted', 'OnTheWay', 'CheckedIn', 'Finished');

create index ix_assignments_order_id ON assignments (order_id);

create index ix_assignments_volunteer_id_from ON assignments (volunteer_id, "from");

create unique index door_codes_one_in_force ON door_codes (address_index) WHERE revoked_at is null;

create unique index ix_door_codes_code_hash ON door_codes (code_hash);

create index ix_door_codes_unit_id ON door_codes (unit_id);

create index ix_door_codes_unit_path_kind ON door_codes (unit_path, kind);

create unique index exclusions_one_in_force ON exclusions (phone_index, volunteer_id) WHERE lifted_at is null;

create index ix_exclusions_volunteer_id ON exclusions (volunteer_id);

create index follow_ups_open ON follow_ups (unit_path, due_at) WHERE closed_at is null;

create index ix_follow_ups_order_id ON follow_ups (order_id);

create unique index ix_menu_items_unit_id_code ON menu_items (unit_id, code);

create index ix_offers_order_id ON offers (order_id);

create index ix_offers_volunteer_id_offered_at ON offers (volunteer_id, offered_at);

create index ix_order_photos_order_id ON order_photos (order_id);

create index ix_order_photos_volunteer_id ON order_photos (volunteer_id);

create index ix_orders_address_index_placed_at ON orders (address_index, placed_at);

create index ix_orders_completed_at ON orders (completed_at);

create index ix_orders_menu_item_id ON orders (menu_item_id);

create unique index ix_orders_number ON orders (number);

create index ix_orders_phone_index_placed_at ON orders (phone_index, placed_at);

create unique index ix_orders_tracking_hash ON orders (tracking_hash);

create index ix_orders_unit_id ON orders (unit_id);

create index ix_orders_unit_path_placed_at ON orders (unit_path, placed_at);

create index orders_exceptions ON orders (exception_since) WHERE exception_since is not null;

create index orders_next_look ON orders (next_look_at) WHERE next_look_at is not null;

create index orders_open_by_due ON orders (due_at, number) WHERE closed_at is null;

create index orders_open_by_unit ON orders (unit_path, state, kind, urgency, due_at) WHERE closed_at is null;

create index ix_reviews_order_id ON reviews (order_id);
