-- A line may be the operator's, who has no account; each says what its author was then.
ALTER TABLE journal ALTER COLUMN auteur DROP NOT NULL;
ALTER TABLE journal ADD COLUMN role TEXT;
