-- What the brake has held back, and what a rehearsal has found.

-- An erasure that waits for a person, or that a person has let go.
CREATE TABLE brake (
    account_id TEXT PRIMARY KEY REFERENCES account (id),
    since INTEGER NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('accounts', 'rows_per_account')),
    allowed INTEGER NOT NULL,
    released_at INTEGER
) STRICT;

-- Whoever lets an erasure begin holds this one row until the end of the transaction, so that two workers never
-- count the same day at once.
CREATE TABLE brake_turn (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    taken INTEGER NOT NULL
) STRICT;
INSERT INTO brake_turn (one, taken) VALUES (1, 0);

CREATE INDEX audit_by_action ON audit_event (action, at);

-- What would have been done to an account on its date: tables and counts, as JSON.
CREATE TABLE observation (
    account_id TEXT PRIMARY KEY REFERENCES account (id),
    at INTEGER NOT NULL,
    steps TEXT NOT NULL
) STRICT;

-- A keyed hash of nothing: it tells whether a file of keys belongs to this database.
CREATE TABLE key_mark (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    mark BLOB NOT NULL
) STRICT;
