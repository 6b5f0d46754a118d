-- +goose Up
-- What the rows of a file (or, where the line is about no file, of the house)
-- come to after the line: the sum of what trail_states keeps of them. It is set
-- when the line is laid and stands in its leaf.
ALTER TABLE trail ADD COLUMN state TEXT NOT NULL DEFAULT ''; -- S delete
-- Into which tables the transaction of the line wrote, until the line is laid.
ALTER TABLE trail ADD COLUMN wrote TEXT NOT NULL DEFAULT ''; -- B delete
CREATE INDEX trail_bound ON trail (client_id, placed) WHERE state <> '';
-- The digests of all rows of a file, table by table; '' is the house.
CREATE TABLE trail_states (
	client_id TEXT NOT NULL PRIMARY KEY, -- S delete
	parts     BLOB NOT NULL -- S delete
);
