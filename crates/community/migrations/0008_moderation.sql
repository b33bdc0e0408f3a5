-- Who decides about claims, reports and hidings on the pages.
CREATE TABLE moderators (
    account TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    at BIGINT NOT NULL
);

-- People who are not to be shown, or whom somebody asks not to show; whoever asks needs no account.
CREATE TABLE hidings (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    email TEXT NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    state TEXT NOT NULL
);

CREATE INDEX hidings_by_person ON hidings (person);
