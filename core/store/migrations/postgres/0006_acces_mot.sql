-- The words of « acces.recherche », a line each: a search is a range of this key, however long the list is.
CREATE TABLE acces_mot (
    personne UUID NOT NULL,
    mot      TEXT COLLATE "C" NOT NULL,
    dossier  UUID NOT NULL,
    PRIMARY KEY (personne, mot, dossier),
    FOREIGN KEY (personne, dossier) REFERENCES acces (personne, dossier) ON DELETE CASCADE
);
CREATE INDEX acces_mot_dossier ON acces_mot (dossier, personne);

-- A list is counted on its index alone.
DROP INDEX acces_liste;
CREATE INDEX acces_liste ON acces (personne, created_at, dossier, statut, siret, droit);

-- To be read from the facts again, words and all.
UPDATE acces SET recherche = NULL;
