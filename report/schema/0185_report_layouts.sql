-- +goose Up
-- Layouts that the house brought. What each is called rests under the key of the
-- house; a layout never changes, so that a frozen sheet keeps its own.
CREATE TABLE report_layouts (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	name     BLOB NOT NULL, -- C keep
	digest   TEXT NOT NULL, -- C keep
	retired  TEXT NOT NULL, -- C keep
	by_staff TEXT NOT NULL, -- B keep
	at       BIGINT NOT NULL, -- C keep
	version  BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX report_layouts_digest ON report_layouts (digest);
-- The workbooks, under the key of the house.
CREATE TABLE report_workbooks (
	layout_id TEXT NOT NULL PRIMARY KEY, -- C keep
	content   BLOB NOT NULL -- C keep
);
