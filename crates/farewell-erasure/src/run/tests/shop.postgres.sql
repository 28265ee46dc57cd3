CREATE TABLE members (
    id INTEGER PRIMARY KEY, username VARCHAR(20) NOT NULL UNIQUE, email TEXT UNIQUE, full_name TEXT, born DATE,
    points INTEGER NOT NULL DEFAULT 0, invited_by INTEGER REFERENCES members (id), main_address INTEGER);
CREATE INDEX members_invited_by ON members (invited_by);
CREATE INDEX members_main_address ON members (main_address);
CREATE TABLE addresses (id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES members (id) ON DELETE CASCADE, street TEXT);
ALTER TABLE members ADD FOREIGN KEY (main_address) REFERENCES addresses (id);
CREATE INDEX addresses_member ON addresses (member_id);
CREATE TABLE devices (id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES members (id), token BYTEA);
CREATE INDEX devices_member ON devices (member_id);
CREATE TABLE device_logs (id INTEGER PRIMARY KEY, device_id INTEGER NOT NULL REFERENCES devices (id) ON DELETE CASCADE, line TEXT);
CREATE INDEX device_logs_device ON device_logs (device_id);
CREATE TABLE orders (
    id INTEGER PRIMARY KEY, buyer_id INTEGER NOT NULL REFERENCES members (id), approved_by INTEGER REFERENCES members (id),
    address_id INTEGER REFERENCES addresses (id), created_at TIMESTAMP NOT NULL, closed_at TIMESTAMPTZ, phone TEXT, note TEXT);
CREATE INDEX orders_buyer ON orders (buyer_id);
CREATE INDEX orders_approved ON orders (approved_by);
CREATE INDEX orders_address ON orders (address_id);
CREATE TABLE order_items (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders (id), what TEXT, gift TEXT);
CREATE INDEX order_items_order ON order_items (order_id);
CREATE TABLE payments (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders (id), iban TEXT);
CREATE INDEX payments_order ON payments (order_id);
CREATE TABLE messages (
    id BIGINT PRIMARY KEY, sender_id INTEGER REFERENCES members (id), recipient_id INTEGER REFERENCES members (id), body TEXT NOT NULL);
CREATE INDEX messages_sender ON messages (sender_id);
CREATE INDEX messages_recipient ON messages (recipient_id);
CREATE TABLE attachments (id INTEGER PRIMARY KEY, message_id BIGINT NOT NULL REFERENCES messages (id), file TEXT);
CREATE INDEX attachments_message ON attachments (message_id);
CREATE TABLE reviews (id INTEGER PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES members (id), nickname TEXT, ip TEXT, seen_on TEXT, body TEXT);
CREATE INDEX reviews_author ON reviews (author_id);
CREATE TABLE votes (
    review_id INTEGER NOT NULL REFERENCES reviews (id), member_id INTEGER NOT NULL REFERENCES members (id), value INTEGER,
    PRIMARY KEY (member_id, review_id));
CREATE INDEX votes_review ON votes (review_id);
CREATE TABLE comments (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES members (id), parent_id INTEGER REFERENCES comments (id) ON DELETE RESTRICT, body TEXT);
CREATE INDEX comments_author ON comments (author_id);
CREATE INDEX comments_parent ON comments (parent_id);
CREATE TABLE photos (id INTEGER PRIMARY KEY, owner_id INTEGER NOT NULL REFERENCES members (id), title TEXT);
CREATE INDEX photos_owner ON photos (owner_id);
CREATE TABLE newsletter (address TEXT PRIMARY KEY, since TEXT);
CREATE INDEX newsletter_address ON newsletter (lower(address));
CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT);
