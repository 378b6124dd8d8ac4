-- Reports as they were made, for a while: the picture and the files of one always say the same.
CREATE TABLE rapport (
    id         UUID PRIMARY KEY,
    personne   UUID NOT NULL REFERENCES personne (id),
    created_at BIGINT NOT NULL,
    document   TEXT NOT NULL
);
CREATE INDEX rapport_personne ON rapport (personne, created_at);
