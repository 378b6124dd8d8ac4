-- Rights on a dossier that its owner offers to a colleague: in « acces » once they are accepted.
CREATE TABLE partage (
    id         UUID PRIMARY KEY,
    dossier    UUID NOT NULL REFERENCES dossier (id),
    de         UUID NOT NULL REFERENCES personne (id),
    pour       UUID NOT NULL REFERENCES personne (id),
    -- 'proprietaire' hands the dossier on.
    droit      TEXT NOT NULL CHECK (droit IN ('proprietaire', 'redacteur', 'lecteur')),
    etat       TEXT NOT NULL CHECK (etat IN ('propose', 'accepte', 'refuse', 'retire')),
    created_at BIGINT NOT NULL,
    -- Past it, one that waits is as good as withdrawn.
    expires_at BIGINT NOT NULL,
    decided_at BIGINT
);
-- One waits per colleague and dossier.
CREATE UNIQUE INDEX partage_en_attente ON partage (dossier, pour) WHERE etat = 'propose';
CREATE INDEX partage_recus ON partage (pour) WHERE etat = 'propose';
