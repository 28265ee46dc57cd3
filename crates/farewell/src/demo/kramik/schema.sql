-- Kramik, a small market hall on the web: the database as its own developers would have it.
-- Farewell is a guest here. Times are UTC text, 'YYYY-MM-DD HH:MM:SS'; money is in cents.

CREATE TABLE members (
    -- A number is never given twice: whoever comes next is not taken for somebody who was erased.
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Without regard to case: that is how people type them, and how the index finds them.
    username          TEXT    NOT NULL COLLATE NOCASE UNIQUE,
    email             TEXT    COLLATE NOCASE UNIQUE,
    password_hash     TEXT,
    full_name         TEXT    NOT NULL,
    gender            TEXT,
    locale            TEXT    NOT NULL DEFAULT 'pl',
    phone             TEXT,
    bio               TEXT,
    avatar_color      TEXT,
    status            TEXT    NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'deactivated')),
    created_at        TEXT    NOT NULL,
    email_verified_at TEXT,
    last_seen_at      TEXT
);

CREATE TABLE addresses (
    id          INTEGER PRIMARY KEY,
    member_id   INTEGER NOT NULL REFERENCES members (id),
    label       TEXT,
    recipient   TEXT    NOT NULL,
    street      TEXT    NOT NULL,
    postal_code TEXT    NOT NULL,
    city        TEXT    NOT NULL,
    country     TEXT    NOT NULL DEFAULT 'PL',
    is_default  INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX addresses_member ON addresses (member_id);

-- Companies, not people.
CREATE TABLE suppliers (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,
    city    TEXT NOT NULL,
    country TEXT NOT NULL,
    website TEXT
);

CREATE TABLE categories (
    id        INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES categories (id),
    slug      TEXT    NOT NULL UNIQUE,
    name_en   TEXT    NOT NULL,
    name_pl   TEXT    NOT NULL
);
CREATE INDEX categories_parent ON categories (parent_id);

CREATE TABLE products (
    id             INTEGER PRIMARY KEY,
    supplier_id    INTEGER NOT NULL REFERENCES suppliers (id),
    category_id    INTEGER NOT NULL REFERENCES categories (id),
    slug           TEXT    NOT NULL UNIQUE,
    name_en        TEXT    NOT NULL,
    name_pl        TEXT    NOT NULL,
    description_en TEXT    NOT NULL,
    description_pl TEXT    NOT NULL,
    price_cents    INTEGER NOT NULL,
    currency       TEXT    NOT NULL DEFAULT 'PLN',
    stock          INTEGER NOT NULL DEFAULT 0,
    created_at     TEXT    NOT NULL
);
CREATE INDEX products_supplier ON products (supplier_id);
CREATE INDEX products_category ON products (category_id);

CREATE TABLE orders (
    id          INTEGER PRIMARY KEY,
    number      TEXT    NOT NULL UNIQUE,
    buyer_id    INTEGER REFERENCES members (id),
    status      TEXT    NOT NULL CHECK (status IN ('open', 'shipped', 'closed', 'cancelled')),
    total_cents INTEGER NOT NULL,
    currency    TEXT    NOT NULL DEFAULT 'PLN',
    ship_name   TEXT,
    ship_street TEXT,
    ship_city   TEXT,
    phone       TEXT,
    note        TEXT,
    created_at  TEXT    NOT NULL,
    closed_at   TEXT
);
CREATE INDEX orders_buyer ON orders (buyer_id);

CREATE TABLE order_items (
    id          INTEGER PRIMARY KEY,
    order_id    INTEGER NOT NULL REFERENCES orders (id),
    product_id  INTEGER NOT NULL REFERENCES products (id),
    quantity    INTEGER NOT NULL CHECK (quantity > 0),
    price_cents INTEGER NOT NULL
);
CREATE INDEX order_items_order ON order_items (order_id);
CREATE INDEX order_items_product ON order_items (product_id);

CREATE TABLE payments (
    id           INTEGER PRIMARY KEY,
    order_id     INTEGER NOT NULL REFERENCES orders (id),
    method       TEXT    NOT NULL CHECK (method IN ('card', 'transfer', 'blik')),
    amount_cents INTEGER NOT NULL,
    payer_name   TEXT,
    card_last4   TEXT,
    paid_at      TEXT    NOT NULL
);
CREATE INDEX payments_order ON payments (order_id);

CREATE TABLE invoices (
    id            INTEGER PRIMARY KEY,
    order_id      INTEGER NOT NULL REFERENCES orders (id),
    number        TEXT    NOT NULL UNIQUE,
    buyer_name    TEXT,
    buyer_address TEXT,
    total_cents   INTEGER NOT NULL,
    tax_cents     INTEGER NOT NULL,
    issued_at     TEXT    NOT NULL
);
CREATE INDEX invoices_order ON invoices (order_id);

CREATE TABLE wish_lists (
    id         INTEGER PRIMARY KEY,
    member_id  INTEGER NOT NULL REFERENCES members (id),
    name       TEXT    NOT NULL,
    is_public  INTEGER NOT NULL DEFAULT 0,
    created_at TEXT    NOT NULL
);
CREATE INDEX wish_lists_member ON wish_lists (member_id);

CREATE TABLE wish_list_items (
    wish_list_id INTEGER NOT NULL REFERENCES wish_lists (id),
    product_id   INTEGER NOT NULL REFERENCES products (id),
    note         TEXT,
    added_at     TEXT    NOT NULL,
    PRIMARY KEY (wish_list_id, product_id)
);
CREATE INDEX wish_list_items_product ON wish_list_items (product_id);

-- What a visitor reads below a product. The nickname is a copy, as such things are.
CREATE TABLE reviews (
    id         INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES products (id),
    author_id  INTEGER REFERENCES members (id),
    nickname   TEXT    NOT NULL,
    rating     INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
    body       TEXT    NOT NULL,
    created_at TEXT    NOT NULL
);
CREATE INDEX reviews_product ON reviews (product_id);
CREATE INDEX reviews_author ON reviews (author_id);

CREATE TABLE conversations (
    id         INTEGER PRIMARY KEY,
    started_by INTEGER REFERENCES members (id),
    product_id INTEGER REFERENCES products (id),
    subject    TEXT,
    created_at TEXT    NOT NULL
);
CREATE INDEX conversations_started_by ON conversations (started_by);
CREATE INDEX conversations_product ON conversations (product_id);

-- Two people own one message: it stays for the other when one of them leaves.
CREATE TABLE messages (
    id              INTEGER PRIMARY KEY,
    conversation_id INTEGER NOT NULL REFERENCES conversations (id),
    sender_id       INTEGER REFERENCES members (id),
    recipient_id    INTEGER REFERENCES members (id),
    body            TEXT    NOT NULL,
    sent_at         TEXT    NOT NULL,
    read_at         TEXT
);
CREATE INDEX messages_conversation ON messages (conversation_id);
CREATE INDEX messages_sender ON messages (sender_id);
CREATE INDEX messages_recipient ON messages (recipient_id);

CREATE TABLE notification_settings (
    member_id      INTEGER PRIMARY KEY REFERENCES members (id),
    order_updates  INTEGER NOT NULL DEFAULT 1,
    messages       INTEGER NOT NULL DEFAULT 1,
    offers         INTEGER NOT NULL DEFAULT 0,
    quiet_hours    TEXT
);

CREATE TABLE devices (
    id           INTEGER PRIMARY KEY,
    member_id    INTEGER NOT NULL REFERENCES members (id),
    name         TEXT,
    push_token   TEXT    NOT NULL UNIQUE,
    last_seen_at TEXT    NOT NULL
);
CREATE INDEX devices_member ON devices (member_id);

-- The app's own sign-ins.
CREATE TABLE app_sessions (
    token      TEXT    PRIMARY KEY,
    member_id  INTEGER NOT NULL REFERENCES members (id),
    user_agent TEXT,
    ip         TEXT,
    created_at TEXT    NOT NULL,
    expires_at TEXT    NOT NULL
);
CREATE INDEX app_sessions_member ON app_sessions (member_id);

-- Older than the accounts: it knows e-mail addresses only, so no foreign key leads here.
CREATE TABLE newsletter (
    email         TEXT PRIMARY KEY,
    language      TEXT NOT NULL,
    came_from     TEXT,
    subscribed_at TEXT NOT NULL
);
