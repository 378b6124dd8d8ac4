-- Who decides through the API, what was answered to a repeat, and the list of the console.
CREATE TABLE cle_api (
    id         BLOB PRIMARY KEY,
    nom        TEXT NOT NULL,
    -- SHA-256 of the key.
    empreinte  BLOB NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE UNIQUE INDEX cle_api_nom ON cle_api (nom) WHERE revoked_at IS NULL;

CREATE TABLE reponse_api (
    cle         BLOB NOT NULL REFERENCES cle_api (id),
    -- The caller's Idempotency-Key.
    idempotence TEXT NOT NULL,
    -- SHA-256 of what was asked.
    empreinte   BLOB NOT NULL,
    created_at  BIGINT NOT NULL,
    -- HTTP status and body; NULL only within the transaction that decides.
    statut      BIGINT,
    corps       TEXT,
    PRIMARY KEY (cle, idempotence)
);
CREATE INDEX reponse_api_age ON reponse_api (created_at);

-- The key that decided, where one did.
ALTER TABLE journal ADD COLUMN cle BLOB REFERENCES cle_api (id);

CREATE INDEX dossier_envoyes ON dossier (sent_at, id) WHERE sent_at IS NOT NULL;
CREATE INDEX dossier_envoyes_statut ON dossier (statut, sent_at, id) WHERE sent_at IS NOT NULL;
