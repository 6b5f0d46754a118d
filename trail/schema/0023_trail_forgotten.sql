-- +goose Up
-- The leaves of lines about somebody who was erased, in the order in which the
-- line of that erasure names them: its digest is over them.
CREATE TABLE trail_forgotten (
	leaf    BLOB NOT NULL PRIMARY KEY, -- C keep
	line_id TEXT NOT NULL, -- C keep
	n       BIGINT NOT NULL -- C keep
);
CREATE INDEX trail_forgotten_by ON trail_forgotten (line_id, n);
