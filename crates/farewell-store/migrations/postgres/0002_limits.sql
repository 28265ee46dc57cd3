-- How often something was tried. Nothing says who or from where: a keyed hash stands for it.
CREATE TABLE attempt (
    subject BYTEA PRIMARY KEY,
    -- When every try of the past is paid off.
    free_at BIGINT NOT NULL
);
CREATE INDEX attempt_free ON attempt (free_at);

-- A forgotten password, before anybody has looked whether there is such a member. Sealed.
CREATE TABLE recovery_request (
    id UUID PRIMARY KEY,
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);
