-- +goose Up
-- People from outside who come near clients: volunteers and guests. Names and
-- contacts rest under the key of the house. Every one of them awaits confirmation
-- in the same words; cleared counts the entries of the watch list that a head has
-- looked at and found to be somebody else.
CREATE TABLE outsiders (
	id           TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id      TEXT NOT NULL, -- B keep
	kind         TEXT NOT NULL, -- B keep
	sex          TEXT NOT NULL, -- B keep
	minor        BOOLEAN NOT NULL, -- B keep
	name         BLOB NOT NULL, -- A delete
	contact      BLOB NOT NULL, -- A delete
	met_on       TEXT NOT NULL, -- B keep
	confirmed_by TEXT NOT NULL, -- B keep
	cleared      INTEGER NOT NULL, -- C keep
	cleared_by   TEXT NOT NULL, -- B keep
	why          BLOB NOT NULL, -- B delete
	ended        TEXT NOT NULL, -- B keep
	version      BIGINT NOT NULL -- C keep
);
CREATE INDEX outsiders_of_site ON outsiders (site_id, id);
-- What is agreed with a volunteer: agreement, vetting, and when she can come.
CREATE TABLE volunteer_terms (
	id           TEXT NOT NULL PRIMARY KEY, -- B keep
	staff_id     TEXT NOT NULL, -- B keep
	agreed_on    TEXT NOT NULL, -- B keep
	vetted_on    TEXT NOT NULL, -- B keep
	vetted_until TEXT NOT NULL, -- B keep
	from_day     TEXT NOT NULL, -- B keep
	until_day    TEXT NOT NULL, -- B keep
	days         TEXT NOT NULL, -- B keep
	version      BIGINT NOT NULL -- C keep
);
-- What a volunteer did, and thanks. What it was rests under the key of the house;
-- nobody in care stands in it.
CREATE TABLE volunteer_lines (
	id          TEXT NOT NULL PRIMARY KEY, -- B keep
	outsider_id TEXT NOT NULL, -- B keep
	kind        TEXT NOT NULL, -- B keep
	on_day      TEXT NOT NULL, -- B keep
	minutes     INTEGER NOT NULL, -- B keep
	what        BLOB NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B keep
	at          BIGINT NOT NULL -- B keep
);
CREATE INDEX volunteer_lines_of ON volunteer_lines (outsider_id, on_day);
