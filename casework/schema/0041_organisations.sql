-- +goose Up
-- Organisations we work with. Their names rest under the house key.
CREATE TABLE organisations (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	kind     TEXT NOT NULL, -- C keep
	country  TEXT NOT NULL, -- C keep
	name     BLOB NOT NULL, -- C keep
	contact  BLOB NOT NULL, -- B delete
	since    TEXT NOT NULL, -- C keep
	ended    TEXT NOT NULL, -- C keep
	version  BIGINT NOT NULL -- C keep
);
CREATE TABLE organisation_roles (
	organisation_id TEXT NOT NULL, -- C keep
	role            TEXT NOT NULL, -- C keep
	since           TEXT NOT NULL, -- C keep
	until           TEXT NOT NULL, -- C keep
	PRIMARY KEY (organisation_id, role, since)
);
