-- The institution that the owner of a record shows first, by its key; empty where they leave it to the years.
ALTER TABLE claims ADD COLUMN affiliation TEXT NOT NULL DEFAULT '';
