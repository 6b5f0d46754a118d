-- +goose Up
-- What the house chose for this chapter: days, as JSON. One row. Nothing here is
-- the law's.
CREATE TABLE legal_settings (
	id      TEXT NOT NULL PRIMARY KEY, -- C keep
	value   TEXT NOT NULL, -- C keep
	version BIGINT NOT NULL -- C keep
);
