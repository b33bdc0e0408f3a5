-- What the owner of a record is also called, a name a line, and whether the ORCID iD that they sign in with stands on it.
ALTER TABLE claims ADD COLUMN names TEXT NOT NULL DEFAULT '';
ALTER TABLE claims ADD COLUMN shows_orcid BIGINT NOT NULL DEFAULT 0;
