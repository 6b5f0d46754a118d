-- +goose Up
-- What was counted in the locked box, beside what should have been there: the last
-- count, what was brought, and what was given since.
CREATE TABLE box_counts (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S delete
	medicine_id TEXT NOT NULL, -- S delete
	counted     INTEGER NOT NULL, -- A delete
	brought     INTEGER NOT NULL, -- A delete
	expected    INTEGER NOT NULL, -- A delete
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL -- B delete
);
CREATE INDEX box_counts_of_client ON box_counts (client_id, at);
