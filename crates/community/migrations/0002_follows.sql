-- Nodes are named by their keys, kind and id, which mean the same in every snapshot.
CREATE TABLE follows (
    account TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    node TEXT NOT NULL,
    created BIGINT NOT NULL,
    PRIMARY KEY (account, node)
);

CREATE INDEX follows_by_node ON follows (node);

-- Numbers the changes of what everybody sees: one row, which each change locks, so that numbers appear in their order.
CREATE TABLE revision (
    number BIGINT NOT NULL
);

INSERT INTO revision (number) VALUES (0);

CREATE TABLE changes (
    number BIGINT PRIMARY KEY,
    node TEXT NOT NULL
);
