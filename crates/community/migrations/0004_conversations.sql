-- What the owner of a record is open to; empty where they are not.
ALTER TABLE claims ADD COLUMN open_to TEXT NOT NULL DEFAULT '';

-- Two accounts that talk, or might: `person` is whose page the invitation was made on. An account that is deleted leaves
-- an empty name behind, and its words go with it.
CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    inviter TEXT NOT NULL,
    invited TEXT NOT NULL,
    created BIGINT NOT NULL,
    state TEXT NOT NULL,
    topic TEXT NOT NULL,
    works TEXT NOT NULL
);

CREATE INDEX conversations_by_inviter ON conversations (inviter);

CREATE INDEX conversations_by_invited ON conversations (invited);

CREATE TABLE messages (
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    author TEXT NOT NULL,
    at BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (conversation, number)
);

-- Up to which message somebody has read.
CREATE TABLE readings (
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    PRIMARY KEY (conversation, account)
);

CREATE TABLE blocks (
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    blocked TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    created BIGINT NOT NULL,
    PRIMARY KEY (account, blocked)
);

CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    account TEXT NOT NULL,
    at BIGINT NOT NULL,
    reason TEXT NOT NULL
);
