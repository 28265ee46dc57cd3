-- A mail may go to somebody who has no account yet. SQLite drops no NOT NULL, so the table is made anew.
CREATE TABLE outbox_anew (
    id TEXT PRIMARY KEY,
    account_id TEXT REFERENCES account (id),
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
INSERT INTO outbox_anew SELECT id, account_id, sealed, created_at, expires_at FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_anew RENAME TO outbox;
CREATE INDEX outbox_of_account ON outbox (account_id);

-- Somebody who signs up, until the mail's link is followed. Everything that was typed is sealed.
CREATE TABLE sign_up (
    id TEXT PRIMARY KEY,
    -- A keyed hash of the e-mail address: whoever confirms it, or is erased with it, leaves no other sign-up behind.
    email_hash BLOB NOT NULL,
    -- What the mail's link carries, hashed. NULL until somebody has looked whether the address is a member's.
    token_hash BLOB UNIQUE,
    sealed BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_up_of_email ON sign_up (email_hash);
CREATE INDEX sign_up_expiry ON sign_up (expires_at);

-- A member's new e-mail address, until it is confirmed. Sealed; the newest wins.
CREATE TABLE email_change (
    account_id TEXT PRIMARY KEY REFERENCES account (id),
    -- What it is sealed under.
    id TEXT NOT NULL,
    -- As above: NULL for ever when the address is somebody else's.
    token_hash BLOB UNIQUE,
    sealed BLOB NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX email_change_expiry ON email_change (expires_at);
