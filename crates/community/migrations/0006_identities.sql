-- Who an account is elsewhere: the subject of an OpenID provider. `orcid` is empty where the subject is none.
-- An account without an address of mail has its own id in `accounts.email`, and one without a password an empty one.
CREATE TABLE identities (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    orcid TEXT NOT NULL,
    created BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);

CREATE INDEX identities_by_account ON identities (account);

-- Browsers on their way to a provider and back. `account` is whom what comes back is connected with; empty where somebody
-- signs in.
CREATE TABLE departures (
    state TEXT PRIMARY KEY,
    browser TEXT NOT NULL,
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    next TEXT NOT NULL,
    expires BIGINT NOT NULL
);
