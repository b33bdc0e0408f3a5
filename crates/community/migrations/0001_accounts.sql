-- Times are seconds since 1970-01-01T00:00:00Z. Secrets are kept as hashes.
CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    created BIGINT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    password TEXT NOT NULL
);

CREATE TABLE sessions (
    secret TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created BIGINT NOT NULL,
    seen BIGINT NOT NULL,
    agent TEXT NOT NULL
);

CREATE INDEX sessions_by_account ON sessions (account);

-- What waits for somebody to open a letter: an account to be made, or a password to be replaced.
CREATE TABLE letters (
    secret TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    expires BIGINT NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password TEXT NOT NULL
);

CREATE INDEX letters_by_email ON letters (email);

-- How often something was tried within a stretch of time.
CREATE TABLE tries (
    subject TEXT NOT NULL,
    since BIGINT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (subject, since)
);
