-- +goose Up
-- What became of her drawings and own works, which are documents of the file and
-- hers: when one was given back to her, and where one may be seen.
CREATE TABLE works (
	document_id TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	given_back  TEXT NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	version     BIGINT NOT NULL -- C keep
);
CREATE TABLE showings (
	id              TEXT NOT NULL PRIMARY KEY, -- S delete
	document_id     TEXT NOT NULL, -- S delete
	client_id       TEXT NOT NULL, -- S cut
	organisation_id TEXT NOT NULL, -- B delete
	from_day        TEXT NOT NULL, -- B delete
	until_day       TEXT NOT NULL, -- B delete
	taken_down      TEXT NOT NULL, -- B delete
	by_staff        TEXT NOT NULL, -- B delete
	at              BIGINT NOT NULL, -- B delete
	version         BIGINT NOT NULL -- C keep
);
CREATE INDEX showings_of_client ON showings (client_id, id);
