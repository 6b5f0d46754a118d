-- +goose Up
-- What the house itself says in a letter to its supporters, one text for each
-- language. It is printed only after one of those who lead has read this very text.
CREATE TABLE collection_letters (
	id            TEXT NOT NULL PRIMARY KEY, -- C keep
	collection_id TEXT NOT NULL, -- C keep
	kind          TEXT NOT NULL, -- C keep
	language      TEXT NOT NULL, -- C keep
	words         BLOB NOT NULL, -- B keep
	read_by       TEXT NOT NULL, -- B keep
	read_on       TEXT NOT NULL, -- B keep
	by_staff      TEXT NOT NULL, -- B keep
	at            BIGINT NOT NULL, -- B keep
	version       BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX collection_letters_one ON collection_letters (collection_id, kind, language);
