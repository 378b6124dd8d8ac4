-- One-time codes that link a chat to the account of an email address. Kept for a day, to count them.
CREATE TABLE code (
    channel    TEXT NOT NULL,
    address    TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- The address the code was sent to; nobody's when no account has it.
    email      TEXT NOT NULL,
    personne   UUID REFERENCES personne (id),
    -- SHA-256 of the code.
    empreinte  BYTEA NOT NULL,
    essais     BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (channel, address, created_at)
);

CREATE INDEX code_email ON code (email, created_at);
