-- +goose Up
-- Where each line stands in the tree: 0 until it is laid there, then 1, 2, 3 …
ALTER TABLE trail ADD COLUMN placed BIGINT NOT NULL DEFAULT 0; -- C keep
CREATE INDEX trail_unplaced ON trail (id) WHERE placed = 0;
CREATE INDEX trail_placed ON trail (placed);
-- The hashes of the tree, by their place in it.
CREATE TABLE trail_hashes (
	n    BIGINT NOT NULL PRIMARY KEY, -- C keep
	hash BLOB NOT NULL -- C keep
);
-- What the house has signed of the tree.
CREATE TABLE trail_checkpoints (
	size BIGINT NOT NULL PRIMARY KEY, -- C keep
	at   BIGINT NOT NULL, -- C keep
	note TEXT NOT NULL -- C keep
);
