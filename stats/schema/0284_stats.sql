-- +goose Up
-- Why staff think that a table of theirs looks as it does (reading), or what stands
-- around it (context): bound to a table and to whole years, in words under the key of
-- the house. A correction is a new row that supersedes the old. site_id is empty for
-- all shelters together.
CREATE TABLE stat_readings (
	id         TEXT NOT NULL PRIMARY KEY, -- C keep
	site_id    TEXT NOT NULL, -- C keep
	chart      TEXT NOT NULL, -- C keep
	from_year  INTEGER NOT NULL, -- C keep
	until_year INTEGER NOT NULL, -- C keep
	label      TEXT NOT NULL, -- C keep
	on_day     TEXT NOT NULL, -- C keep
	supersedes TEXT NOT NULL, -- C keep
	superseded BOOLEAN NOT NULL, -- C keep
	text       BLOB NOT NULL, -- B keep
	by_staff   TEXT NOT NULL, -- B keep
	at         BIGINT NOT NULL -- C keep
);
CREATE INDEX stat_readings_of ON stat_readings (chart, superseded, id);
CREATE UNIQUE INDEX stat_readings_after ON stat_readings (supersedes) WHERE supersedes <> '';
