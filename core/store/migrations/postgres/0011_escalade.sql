-- Exchanges of a person with people of OPCO EP, by email on their side.
CREATE TABLE escalade (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    personne      UUID NOT NULL REFERENCES personne (id),
    dossier       UUID REFERENCES dossier (id),
    -- What it is about, as JSON: the same in all its letters.
    sujet         TEXT NOT NULL,
    -- Where she spoke last: answers are said there.
    channel       TEXT NOT NULL,
    address       TEXT NOT NULL,
    created_at    BIGINT NOT NULL,
    closed_at     BIGINT,
    -- Since when an answer is waited for, and when its lack is told.
    attend_depuis BIGINT,
    echeance      BIGINT,
    relances      BIGINT NOT NULL,
    -- Message-ID of the last answer.
    recu          TEXT,
    -- Since when mail does not leave; she was told.
    retard        BIGINT
);
CREATE UNIQUE INDEX escalade_ouverte ON escalade (personne) WHERE closed_at IS NULL;
CREATE INDEX escalade_personne ON escalade (personne, id);
CREATE INDEX escalade_echeance ON escalade (echeance) WHERE echeance IS NOT NULL;
