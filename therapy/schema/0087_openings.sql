-- +goose Up
-- Private notes about a client were opened in an emergency, by two people
-- together. The reason is a sealed word.
CREATE TABLE therapy_openings (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S delete
	first     TEXT NOT NULL, -- B keep
	second    TEXT NOT NULL, -- B keep
	at        BIGINT NOT NULL -- B coarsen
);
CREATE INDEX therapy_openings_of_client ON therapy_openings (client_id, id);

-- Whose notes they were; seen_at is when she let it be known that she has read of
-- it, and 0 until then.
CREATE TABLE therapy_openings_told (
	opening_id TEXT NOT NULL, -- S delete
	staff_id   TEXT NOT NULL, -- B delete
	seen_at    BIGINT NOT NULL, -- B delete
	PRIMARY KEY (opening_id, staff_id)
);
CREATE INDEX therapy_openings_unseen ON therapy_openings_told (staff_id) WHERE seen_at = 0;
