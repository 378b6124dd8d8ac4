-- Email addresses that letters came back from. An address is taken off when its owner writes from it.
CREATE TABLE contact (
    address       TEXT PRIMARY KEY,
    -- The row of the outbox that came back last, and why (RFC 3463).
    letter        BIGINT NOT NULL,
    status        TEXT,
    at            BIGINT NOT NULL,
    -- Since when nothing is written there; NULL: letters were late, and may arrive.
    failing_since BIGINT
);

-- Bounces name a letter by its Message-ID.
CREATE INDEX outbox_remote ON outbox (remote_id) WHERE remote_id IS NOT NULL;
