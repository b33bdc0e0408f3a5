-- Who says that a person of the graph is them. `person` is a key, as in `follows`.
CREATE TABLE claims (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created BIGINT NOT NULL,
    state TEXT NOT NULL,
    domain TEXT NOT NULL,
    reason TEXT NOT NULL
);

CREATE UNIQUE INDEX claims_one_owner ON claims (person) WHERE state = 'accepted';

CREATE UNIQUE INDEX claims_one_each ON claims (person, account) WHERE state IN ('asked', 'accepted');

CREATE INDEX claims_by_account ON claims (account);

-- What became of claims. Only ever added to; accounts that are deleted stay as ids that mean nothing any more.
CREATE TABLE claim_events (
    number BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    claim TEXT NOT NULL,
    person TEXT NOT NULL,
    account TEXT NOT NULL,
    event TEXT NOT NULL,
    actor TEXT NOT NULL,
    note TEXT NOT NULL
);

CREATE INDEX claim_events_by_person ON claim_events (person);
