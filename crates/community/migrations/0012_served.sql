-- The snapshot that was served last, and where it lies: what the next one brings is found by comparing the two.
CREATE TABLE served (
    snapshot TEXT NOT NULL,
    folder TEXT NOT NULL
);
