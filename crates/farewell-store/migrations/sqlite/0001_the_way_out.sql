-- The way out: accounts, sessions, links, departures, jobs, the outbox, reasons, the audit log.
-- Times are epoch milliseconds, identities UUIDs as text.

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    -- The member's key in the directory. NULL once the account is erased and the law keeps nothing of it.
    account_key TEXT UNIQUE,
    -- A keyed hash of that key, written before the first destroying statement. It says "erased" for ever.
    tombstone BLOB UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('active', 'deactivated', 'erasing', 'erased')),
    deactivated_at INTEGER,
    erase_after INTEGER,
    erase_to_the_minute INTEGER NOT NULL DEFAULT 0,
    erasing_since INTEGER,
    erased_at INTEGER,
    -- Raised by every run; a worker that comes with a lower one can write nothing.
    fence INTEGER NOT NULL DEFAULT 0,
    language TEXT,
    credentials_changed_at INTEGER,
    created_at INTEGER NOT NULL,
    CHECK ((status = 'deactivated') = (deactivated_at IS NOT NULL AND erase_after IS NOT NULL)),
    CHECK ((status = 'erasing') = (erasing_since IS NOT NULL)),
    CHECK ((status = 'erased') = (erased_at IS NOT NULL)),
    CHECK (status NOT IN ('erasing', 'erased') OR tombstone IS NOT NULL),
    CHECK (account_key IS NOT NULL OR status = 'erased')
) STRICT;

-- A person has stopped the erasure.
CREATE TABLE hold (
    account_id TEXT PRIMARY KEY REFERENCES account (id),
    since INTEGER NOT NULL,
    because TEXT NOT NULL
) STRICT;

CREATE TABLE session (
    token_hash BLOB PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    signed_in_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    device TEXT NOT NULL,
    -- Part one of the deactivation was passed; used up by the button.
    identity_confirmed_at INTEGER,
    ended_at INTEGER,
    ended_because TEXT CHECK (ended_because IN ('signed_out', 'deactivated', 'password_changed', 'left', 'replaced')),
    CHECK ((ended_at IS NULL) = (ended_because IS NULL))
) STRICT;
CREATE INDEX session_of_account ON session (account_id);
CREATE INDEX session_expiry ON session (expires_at);

-- What a mail's link carries, hashed.
CREATE TABLE link (
    token_hash BLOB PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('reset_password', 'return')),
    account_id TEXT NOT NULL REFERENCES account (id),
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX link_of_account ON link (account_id);
CREATE INDEX link_expiry ON link (expires_at);

-- One member's way out, for the site: it outlives the person without any link to them.
CREATE TABLE departure (
    id TEXT PRIMARY KEY,
    account_id TEXT REFERENCES account (id),
    started_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    reason TEXT,
    comment TEXT,
    came_back_at INTEGER,
    erased_at INTEGER
) STRICT;
CREATE INDEX departure_of_account ON departure (account_id);

CREATE TABLE reason (
    code TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    active INTEGER NOT NULL DEFAULT 1
) STRICT;
-- An operator's own wording; without a row the site's texts are used.
CREATE TABLE reason_text (
    code TEXT NOT NULL REFERENCES reason (code),
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (code, language)
) STRICT;
INSERT INTO reason (code, position) VALUES
    ('registered_by_mistake', 1), ('no_match_found', 2), ('too_many_emails', 3), ('left_business', 4),
    ('worried_about_fraud', 5), ('was_defrauded', 6), ('wrong_email', 7), ('found_a_match', 8), ('no_reply', 9);

-- A job wakes a run and carries no state of its own.
CREATE TABLE job (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    run_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- Counts the wishes: one that arrives while the job is being done is not lost.
    wishes INTEGER NOT NULL DEFAULT 1,
    lease_until INTEGER,
    lease INTEGER NOT NULL DEFAULT 0,
    problem TEXT,
    UNIQUE (kind, subject)
) STRICT;
CREATE INDEX job_due ON job (run_at);

-- A mail on its way. Sealed, and gone once delivered or out of date.
CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_of_account ON outbox (account_id);

CREATE TABLE audit_event (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    actor TEXT NOT NULL CHECK (actor IN ('member', 'operator', 'worker')),
    action TEXT NOT NULL,
    because TEXT
) STRICT;
CREATE INDEX audit_of_account ON audit_event (account_id);
