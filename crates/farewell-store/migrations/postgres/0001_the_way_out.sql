-- The way out: accounts, sessions, links, departures, jobs, the outbox, reasons, the audit log.
-- Times are epoch milliseconds, identities UUIDs.

CREATE TABLE account (
    id UUID PRIMARY KEY,
    -- The member's key in the directory. NULL once the account is erased and the law keeps nothing of it.
    account_key TEXT UNIQUE,
    -- A keyed hash of that key, written before the first destroying statement. It says "erased" for ever.
    tombstone BYTEA UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('active', 'deactivated', 'erasing', 'erased')),
    deactivated_at BIGINT,
    erase_after BIGINT,
    erase_to_the_minute BOOLEAN NOT NULL DEFAULT false,
    erasing_since BIGINT,
    erased_at BIGINT,
    -- Raised by every run; a worker that comes with a lower one can write nothing.
    fence BIGINT NOT NULL DEFAULT 0,
    language TEXT,
    credentials_changed_at BIGINT,
    created_at BIGINT NOT NULL,
    CHECK ((status = 'deactivated') = (deactivated_at IS NOT NULL AND erase_after IS NOT NULL)),
    CHECK ((status = 'erasing') = (erasing_since IS NOT NULL)),
    CHECK ((status = 'erased') = (erased_at IS NOT NULL)),
    CHECK (status NOT IN ('erasing', 'erased') OR tombstone IS NOT NULL),
    CHECK (account_key IS NOT NULL OR status = 'erased')
);

-- A person has stopped the erasure.
CREATE TABLE hold (
    account_id UUID PRIMARY KEY REFERENCES account (id),
    since BIGINT NOT NULL,
    because TEXT NOT NULL
);

CREATE TABLE session (
    token_hash BYTEA PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    signed_in_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    device TEXT NOT NULL,
    -- Part one of the deactivation was passed; used up by the button.
    identity_confirmed_at BIGINT,
    ended_at BIGINT,
    ended_because TEXT CHECK (ended_because IN ('signed_out', 'deactivated', 'password_changed', 'left', 'replaced')),
    CHECK ((ended_at IS NULL) = (ended_because IS NULL))
);
CREATE INDEX session_of_account ON session (account_id);
CREATE INDEX session_expiry ON session (expires_at);

-- What a mail's link carries, hashed.
CREATE TABLE link (
    token_hash BYTEA PRIMARY KEY,
    purpose TEXT NOT NULL CHECK (purpose IN ('reset_password', 'return')),
    account_id UUID NOT NULL REFERENCES account (id),
    expires_at BIGINT NOT NULL
);
CREATE INDEX link_of_account ON link (account_id);
CREATE INDEX link_expiry ON link (expires_at);

-- One member's way out, for the site: it outlives the person without any link to them.
CREATE TABLE departure (
    id UUID PRIMARY KEY,
    account_id UUID REFERENCES account (id),
    started_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    reason TEXT,
    comment TEXT,
    came_back_at BIGINT,
    erased_at BIGINT
);
CREATE INDEX departure_of_account ON departure (account_id);

CREATE TABLE reason (
    code TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    active BOOLEAN NOT NULL DEFAULT true
);
-- An operator's own wording; without a row the site's texts are used.
CREATE TABLE reason_text (
    code TEXT NOT NULL REFERENCES reason (code),
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (code, language)
);
INSERT INTO reason (code, position) VALUES
    ('registered_by_mistake', 1), ('no_match_found', 2), ('too_many_emails', 3), ('left_business', 4),
    ('worried_about_fraud', 5), ('was_defrauded', 6), ('wrong_email', 7), ('found_a_match', 8), ('no_reply', 9);

-- A job wakes a run and carries no state of its own.
CREATE TABLE job (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    subject UUID NOT NULL,
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    -- Counts the wishes: one that arrives while the job is being done is not lost.
    wishes BIGINT NOT NULL DEFAULT 1,
    lease_until BIGINT,
    lease BIGINT NOT NULL DEFAULT 0,
    problem TEXT,
    UNIQUE (kind, subject)
);
CREATE INDEX job_due ON job (run_at);

-- A mail on its way. Sealed, and gone once delivered or out of date.
CREATE TABLE outbox (
    id UUID PRIMARY KEY,
    account_id UUID NOT NULL REFERENCES account (id),
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX outbox_of_account ON outbox (account_id);

CREATE TABLE audit_event (
    id UUID PRIMARY KEY,
    at BIGINT NOT NULL,
    account_id UUID NOT NULL REFERENCES account (id),
    actor TEXT NOT NULL CHECK (actor IN ('member', 'operator', 'worker')),
    action TEXT NOT NULL,
    because TEXT
);
CREATE INDEX audit_of_account ON audit_event (account_id);
