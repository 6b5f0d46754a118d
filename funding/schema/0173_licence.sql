-- +goose Up
-- The licence of a site. Its number and who gave it rest under the key of the house.
CREATE TABLE fund_licences (
	id       TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id  TEXT NOT NULL, -- B keep
	since    TEXT NOT NULL, -- B keep
	until    TEXT NOT NULL, -- B keep
	number   BLOB NOT NULL, -- B keep
	office   BLOB NOT NULL, -- B keep
	by_staff TEXT NOT NULL, -- B keep
	version  BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX fund_licences_of ON fund_licences (site_id, since);
-- What the licence asks for: a place, a thing, a paper, and until when it holds or
-- by when it is to be handed in. What it is rests under the key of the house.
CREATE TABLE fund_licence_items (
	id       TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id  TEXT NOT NULL, -- B keep
	kind     TEXT NOT NULL, -- B keep
	what     BLOB NOT NULL, -- B keep
	due      TEXT NOT NULL, -- B keep
	done     TEXT NOT NULL, -- B keep
	by_staff TEXT NOT NULL, -- B keep
	version  BIGINT NOT NULL -- C keep
);
CREATE INDEX fund_licence_items_due ON fund_licence_items (due) WHERE done = '';
-- What the house chose: how many days before something is due it is pointed out, as
-- JSON. One row.
CREATE TABLE fund_settings (
	id      TEXT NOT NULL PRIMARY KEY, -- C keep
	value   TEXT NOT NULL, -- C keep
	version BIGINT NOT NULL -- C keep
);
