-- Instants are microseconds since the epoch. The same tables and columns as migrations/postgres.

CREATE TABLE mailbox (
    box     TEXT NOT NULL CHECK (box IN ('inbox', 'outbox')),
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    -- When its head may be handed out; while it is leased, when the lease expires; NULL: nothing waits.
    due_at  BIGINT,
    token   BLOB,
    PRIMARY KEY (box, channel, address)
);
CREATE INDEX mailbox_due ON mailbox (box, channel, due_at);

CREATE TABLE inbox (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    channel     TEXT NOT NULL,
    dedupe_key  TEXT NOT NULL,
    address     TEXT,
    batch       TEXT,
    raw         BLOB NOT NULL,
    received_at BIGINT NOT NULL,
    not_before  BIGINT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('pending', 'done', 'dead')),
    attempts    BIGINT NOT NULL,
    token       BLOB,
    error       TEXT,
    UNIQUE (channel, dedupe_key)
);
CREATE INDEX inbox_head ON inbox (channel, address, state, id);
CREATE INDEX inbox_fil ON inbox (channel, address, id);

CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    channel    TEXT NOT NULL,
    address    TEXT NOT NULL,
    payload    TEXT NOT NULL,
    -- Set on what may be sent only once.
    once_key   TEXT UNIQUE,
    created_at BIGINT NOT NULL,
    not_before BIGINT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('pending', 'done', 'dead')),
    attempts   BIGINT NOT NULL,
    ambiguous  BOOLEAN NOT NULL,
    token      BLOB,
    remote_id  TEXT,
    error      TEXT
);
CREATE INDEX outbox_head ON outbox (channel, address, state, id);
CREATE INDEX outbox_fil ON outbox (channel, address, id);

CREATE TABLE carte (
    channel   TEXT NOT NULL,
    address   TEXT NOT NULL,
    remote_id TEXT NOT NULL,
    card      BIGINT NOT NULL,
    PRIMARY KEY (channel, address)
);

CREATE TABLE curseur (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE lease (
    name       TEXT PRIMARY KEY,
    holder     BLOB NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE entite (
    siret          TEXT PRIMARY KEY,
    raison_sociale TEXT NOT NULL,
    enseigne       TEXT,
    rue            TEXT,
    code_postal    TEXT,
    ville          TEXT,
    idcc           TEXT,
    -- Names as they are searched: folded, each between bars (src/annuaire/texte.rs).
    recherche      TEXT NOT NULL
);

CREATE TABLE individu (
    id          BLOB PRIMARY KEY,
    siret       TEXT NOT NULL REFERENCES entite (siret),
    -- What makes two lines the same person: the matricule, else the folded names.
    cle         TEXT NOT NULL,
    nom         TEXT NOT NULL,
    prenom      TEXT NOT NULL,
    email       TEXT,
    telephone   TEXT,
    csp         TEXT,
    rue         TEXT,
    code_postal TEXT,
    ville       TEXT,
    matricule   TEXT,
    recherche   TEXT NOT NULL,
    UNIQUE (siret, cle)
);

CREATE TABLE personne (
    id         BLOB PRIMARY KEY,
    email      TEXT NOT NULL UNIQUE,
    nom        TEXT,
    role       TEXT NOT NULL CHECK (role IN ('adherent', 'conseiller', 'admin')),
    created_at BIGINT NOT NULL
);

CREATE TABLE rattachement (
    personne BLOB NOT NULL REFERENCES personne (id),
    siret    TEXT NOT NULL REFERENCES entite (siret),
    PRIMARY KEY (personne, siret)
);

CREATE TABLE adresse (
    channel  TEXT NOT NULL,
    address  TEXT NOT NULL,
    personne BLOB NOT NULL REFERENCES personne (id),
    bound_at BIGINT NOT NULL,
    PRIMARY KEY (channel, address)
);

CREATE TABLE invitation (
    -- SHA-256 of the token.
    empreinte  BLOB PRIMARY KEY,
    personne   BLOB NOT NULL REFERENCES personne (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);

CREATE TABLE conversation (
    personne BLOB PRIMARY KEY REFERENCES personne (id),
    version  BIGINT NOT NULL,
    -- NULL until the first turn ends.
    document TEXT
);

CREATE TABLE dossier (
    id           BLOB PRIMARY KEY,
    proprietaire BLOB NOT NULL REFERENCES personne (id),
    numero       TEXT UNIQUE,
    dispositif   TEXT NOT NULL,
    revision     TEXT NOT NULL,
    statut       TEXT NOT NULL,
    titre        TEXT,
    demandeur    TEXT,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    sent_at      BIGINT,
    faits        TEXT NOT NULL
);
CREATE INDEX dossier_proprietaire ON dossier (proprietaire, created_at);

CREATE TABLE compteur (
    annee  BIGINT PRIMARY KEY,
    numero BIGINT NOT NULL
);

CREATE TABLE journal (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    dossier BLOB NOT NULL REFERENCES dossier (id),
    at      BIGINT NOT NULL,
    auteur  BLOB NOT NULL REFERENCES personne (id),
    channel TEXT NOT NULL,
    what    TEXT NOT NULL
);
CREATE INDEX journal_dossier ON journal (dossier, id);

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
