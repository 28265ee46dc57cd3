-- A mail may go to somebody who has no account yet.
ALTER TABLE outbox ALTER COLUMN account_id DROP NOT NULL;

-- Somebody who signs up, until the mail's link is followed. Everything that was typed is sealed.
CREATE TABLE sign_up (
    id UUID PRIMARY KEY,
    -- A keyed hash of the e-mail address: whoever confirms it, or is erased with it, leaves no other sign-up behind.
    email_hash BYTEA NOT NULL,
    -- What the mail's link carries, hashed. NULL until somebody has looked whether the address is a member's.
    token_hash BYTEA UNIQUE,
    sealed BYTEA NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sign_up_of_email ON sign_up (email_hash);
CREATE INDEX sign_up_expiry ON sign_up (expires_at);

-- A member's new e-mail address, until it is confirmed. Sealed; the newest wins.
CREATE TABLE email_change (
    account_id UUID PRIMARY KEY REFERENCES account (id),
    -- What it is sealed under.
    id UUID NOT NULL,
    -- As above: NULL for ever when the address is somebody else's.
    token_hash BYTEA UNIQUE,
    sealed BYTEA NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX email_change_expiry ON email_change (expires_at);
