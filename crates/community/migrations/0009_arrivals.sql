-- Works that came to nodes that somebody follows, with a snapshot that took another's place.
CREATE TABLE arrivals (
    node TEXT NOT NULL,
    work TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (node, work)
);

CREATE INDEX arrivals_by_time ON arrivals (at);

-- When the owner of an account last looked at what is new.
CREATE TABLE looks (
    account TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    at BIGINT NOT NULL
);

-- The secret in the address of an account's feed.
CREATE TABLE feeds (
    account TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    secret TEXT NOT NULL UNIQUE
);
