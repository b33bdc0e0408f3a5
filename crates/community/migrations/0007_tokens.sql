-- What programs show instead of a session.
CREATE TABLE tokens (
    secret TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    name TEXT NOT NULL
);

CREATE INDEX tokens_by_account ON tokens (account);
