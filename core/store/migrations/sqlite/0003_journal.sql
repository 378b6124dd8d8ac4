-- A line may be the operator's, who has no account; each says what its author was then.
-- SQLite does not take back a NOT NULL: the table is made anew.
CREATE TABLE journal_new (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    dossier BLOB NOT NULL REFERENCES dossier (id),
    at      BIGINT NOT NULL,
    auteur  BLOB REFERENCES personne (id),
    role    TEXT,
    channel TEXT NOT NULL,
    what    TEXT NOT NULL
);
INSERT INTO journal_new (id, dossier, at, auteur, channel, what)
    SELECT id, dossier, at, auteur, channel, what FROM journal;
DROP TABLE journal;
ALTER TABLE journal_new RENAME TO journal;
CREATE INDEX journal_dossier ON journal (dossier, id);

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
