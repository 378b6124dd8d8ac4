-- What OPCO EP's side decided, to be told to each who holds the dossier.
CREATE TABLE nouvelle (
    personne BLOB NOT NULL REFERENCES personne (id),
    dossier  BLOB NOT NULL REFERENCES dossier (id),
    -- The line of the journal that says it: told to nobody twice.
    journal  BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    -- When it was told, or no longer hers to know.
    dite_at  BIGINT,
    PRIMARY KEY (personne, journal)
);
CREATE INDEX nouvelle_en_attente ON nouvelle (personne, journal) WHERE dite_at IS NULL;

-- What may be waiting for the person in one of her dossiers: when to look at it next.
CREATE TABLE rappel (
    personne BLOB NOT NULL REFERENCES personne (id),
    dossier  BLOB NOT NULL REFERENCES dossier (id),
    -- NULL: not before it changes.
    due_at   BIGINT,
    -- What was told of it so far.
    document TEXT,
    PRIMARY KEY (personne, dossier)
);
CREATE INDEX rappel_du ON rappel (personne, due_at);

-- When to look at what one person is to be told.
CREATE TABLE veille (
    personne   BLOB PRIMARY KEY REFERENCES personne (id),
    due_at     BIGINT,
    -- Her last reminder.
    rappele_at BIGINT
);
CREATE INDEX veille_due ON veille (due_at);

-- How she wants to be told; as the operator set it for whoever has no line.
CREATE TABLE preference (
    personne BLOB PRIMARY KEY REFERENCES personne (id),
    document TEXT NOT NULL
);

INSERT INTO rappel (personne, dossier, due_at)
    SELECT proprietaire, id, 0 FROM dossier WHERE statut NOT IN ('cloture', 'annule', 'refuse');
INSERT INTO veille (personne, due_at) SELECT DISTINCT personne, 0 FROM rappel;
