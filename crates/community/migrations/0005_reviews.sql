-- What owners say of the works on their records: `mine` or `not-mine`. It counts while they own the record.
CREATE TABLE reviews (
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    work TEXT NOT NULL,
    verdict TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account, person, work)
);

CREATE INDEX reviews_by_person ON reviews (person);

-- Who says that somebody else's record is right. It counts while they own a record themselves.
CREATE TABLE confirmations (
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    person TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account, person)
);

CREATE INDEX confirmations_by_person ON confirmations (person);
