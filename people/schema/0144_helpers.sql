-- +goose Up
-- Those who interpret, plead, heal or drive for clients: a member of staff, a
-- volunteer, or somebody from outside. What she pledged and until when, between
-- which languages she interprets. Her name stands with staff or outsiders.
CREATE TABLE helpers (
	id              TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id         TEXT NOT NULL, -- B keep
	part            TEXT NOT NULL, -- B keep
	staff_id        TEXT NOT NULL, -- B keep
	outsider_id     TEXT NOT NULL, -- B keep
	organisation_id TEXT NOT NULL, -- B keep
	sex             TEXT NOT NULL, -- B keep
	pairs           TEXT NOT NULL, -- B keep
	pledged_on      TEXT NOT NULL, -- B keep
	pledged_until   TEXT NOT NULL, -- B keep
	ended           TEXT NOT NULL, -- B keep
	version         BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX helpers_of_staff ON helpers (site_id, part, staff_id) WHERE staff_id <> '';
CREATE UNIQUE INDEX helpers_of_outsider ON helpers (part, outsider_id) WHERE outsider_id <> '';
