-- +goose Up
-- What was exported when, by whom, and to which keys: it has left the house.
CREATE TABLE exports (
	id         TEXT NOT NULL PRIMARY KEY, -- C keep
	at         BIGINT NOT NULL, -- C keep
	by_staff   TEXT NOT NULL, -- B keep
	second     TEXT NOT NULL, -- B keep
	recipients TEXT NOT NULL, -- C keep
	sum        BLOB NOT NULL -- C keep
);
