-- +goose Up
-- What she takes and when. Name and dose are sealed; a change is a new row from
-- its own day on. The line that the night gives by rests in the identity
-- compartment while the medicine is due at night.
CREATE TABLE medicines (
	id              TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id       TEXT NOT NULL, -- S cut
	episode_id      TEXT NOT NULL, -- S cut
	times           TEXT NOT NULL, -- A delete
	as_needed       BOOLEAN NOT NULL, -- A delete
	at_night        BOOLEAN NOT NULL, -- A delete
	from_day        TEXT NOT NULL, -- A delete
	until_day       TEXT NOT NULL, -- A delete
	stopped         TEXT NOT NULL, -- A delete
	why             TEXT NOT NULL, -- A delete
	organisation_id TEXT NOT NULL, -- B delete
	person_id       TEXT NOT NULL, -- S delete
	night_line      BOOLEAN NOT NULL, -- A delete
	supersedes      TEXT NOT NULL, -- S delete
	newest          BOOLEAN NOT NULL, -- C keep
	by_staff        TEXT NOT NULL, -- B delete
	at              BIGINT NOT NULL, -- B delete
	version         BIGINT NOT NULL -- C keep
);
CREATE INDEX medicines_of_client ON medicines (client_id, id);
CREATE UNIQUE INDEX medicines_once ON medicines (supersedes) WHERE supersedes <> '';
