-- +goose Up
-- What was backed up when, as far as this house knows: where to rests under the
-- house key.
CREATE TABLE backups (
	sequence BIGINT NOT NULL PRIMARY KEY, -- C keep
	at       BIGINT NOT NULL, -- C keep
	place    BLOB NOT NULL, -- C keep
	bytes    BIGINT NOT NULL, -- C keep
	row_count BIGINT NOT NULL, -- C keep
	tried    BIGINT NOT NULL, -- C keep
	by_staff TEXT NOT NULL -- B keep
);
