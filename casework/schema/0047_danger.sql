-- +goose Up
-- Parts of a file opened in danger to one person for a time. Why is said in her
-- file, in the safety compartment.
CREATE TABLE danger_openings (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S delete
	staff_id  TEXT NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	second    TEXT NOT NULL, -- B delete
	parts     TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL, -- B delete
	until     BIGINT NOT NULL, -- B delete
	ended     BIGINT NOT NULL -- B delete
);
CREATE INDEX danger_openings_of ON danger_openings (client_id, staff_id, until);
