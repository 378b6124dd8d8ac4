-- Who reaches which dossier, with what right, and what the list of one person's dossiers is made of.
CREATE TABLE acces (
    personne   BLOB NOT NULL REFERENCES personne (id),
    dossier    BLOB NOT NULL REFERENCES dossier (id),
    droit      TEXT NOT NULL CHECK (droit IN ('proprietaire', 'redacteur', 'lecteur')),
    -- Of the dossier, as are the columns below: a list is filtered, counted and cut into pages here alone.
    created_at BIGINT NOT NULL,
    statut     TEXT NOT NULL,
    -- Of the Entité that asks.
    siret      TEXT,
    -- What it is found by: folded words, each after a space (src/acces.rs). NULL: to be read from the facts.
    recherche  TEXT,
    PRIMARY KEY (personne, dossier)
);
CREATE INDEX acces_liste ON acces (personne, created_at, dossier, statut, siret);
CREATE INDEX acces_dossier ON acces (dossier);
CREATE INDEX acces_a_lire ON acces (dossier) WHERE recherche IS NULL;

INSERT INTO acces (personne, dossier, droit, created_at, statut)
SELECT proprietaire, id, 'proprietaire', created_at, statut FROM dossier;

-- Lists no longer read it.
DROP INDEX dossier_proprietaire;
