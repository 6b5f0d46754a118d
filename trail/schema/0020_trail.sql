-- +goose Up
CREATE TABLE trail (
	id         TEXT NOT NULL PRIMARY KEY, -- C keep
	at         BIGINT NOT NULL, -- C keep
	staff_id   TEXT NOT NULL, -- B keep
	session_id TEXT NOT NULL, -- B delete
	act        TEXT NOT NULL, -- C keep
	client_id  TEXT NOT NULL, -- S delete
	site_id    TEXT NOT NULL, -- B keep
	object_id  TEXT NOT NULL, -- B delete
	opened     TEXT NOT NULL, -- B keep
	digest     BLOB NOT NULL, -- C keep
	salt       BLOB NOT NULL, -- A delete
	leaf       BLOB NOT NULL -- C keep
);
CREATE INDEX trail_of_client ON trail (client_id, id) WHERE client_id <> '';
