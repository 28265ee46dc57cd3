-- Comments on the help page, written by anybody. Nothing says who wrote one.
CREATE TABLE comment (
    id TEXT PRIMARY KEY,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'published', 'hidden')),
    written_at INTEGER NOT NULL,
    language TEXT NOT NULL,
    -- As it was typed; NULL for a visitor.
    name TEXT,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX comment_newest ON comment (state, written_at);

-- Sessions that were signed out from another of the member's devices; for a program of the version before they are
-- just signed out. A table of its own: what such a program has prepared must not get another column while it runs.
CREATE TABLE session_ended_elsewhere (
    token_hash BLOB PRIMARY KEY REFERENCES session (token_hash) ON DELETE CASCADE
) STRICT;
