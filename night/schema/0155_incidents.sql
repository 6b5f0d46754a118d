-- +goose Up
-- Something that happened in the house: what kind, when, where, who was told. What
-- happened is a sealed word whose owner is the incident and names nobody; what
-- concerns one client stands in her own part.
CREATE TABLE incidents (
	id         TEXT NOT NULL PRIMARY KEY, -- C keep
	site_id    TEXT NOT NULL, -- C keep
	kind       TEXT NOT NULL, -- B keep
	urgency    TEXT NOT NULL, -- B keep
	place      TEXT NOT NULL, -- B keep
	told       TEXT NOT NULL, -- B keep
	on_day     TEXT NOT NULL, -- B keep
	at_clock   TEXT NOT NULL, -- B keep
	by_staff   TEXT NOT NULL, -- B keep
	settled_on TEXT NOT NULL, -- B keep
	settled_by TEXT NOT NULL, -- B keep
	version    BIGINT NOT NULL -- C keep
);
CREATE INDEX incidents_of_site ON incidents (site_id, on_day);
-- A client's part in it. Her words are sealed in the identity compartment of her
-- own file; no file tells of another's part.
CREATE TABLE incident_parts (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	incident_id TEXT NOT NULL, -- S delete
	client_id   TEXT NOT NULL, -- S delete
	part        TEXT NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL, -- B delete
	version     BIGINT NOT NULL -- C delete
);
CREATE UNIQUE INDEX incident_parts_once ON incident_parts (incident_id, client_id);
CREATE INDEX incident_parts_of_client ON incident_parts (client_id, id);
