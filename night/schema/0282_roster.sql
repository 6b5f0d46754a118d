-- +goose Up
-- Who is planned to be on duty, from when and for how long. on_day is the day on which
-- it begins, starts a clock time of the house.
CREATE TABLE roster_duties (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	site_id  TEXT NOT NULL, -- C keep
	staff_id TEXT NOT NULL, -- B keep
	on_day   TEXT NOT NULL, -- B keep
	starts   TEXT NOT NULL, -- B keep
	minutes  INTEGER NOT NULL, -- B keep
	asleep   BOOLEAN NOT NULL, -- B keep
	by_staff TEXT NOT NULL, -- B keep
	at       BIGINT NOT NULL -- B keep
);
CREATE UNIQUE INDEX roster_duties_once ON roster_duties (site_id, staff_id, on_day, starts);
CREATE INDEX roster_duties_of_site ON roster_duties (site_id, on_day);
CREATE INDEX roster_duties_of_staff ON roster_duties (staff_id, on_day);

-- What a site asks of its own roster. Nothing is chosen beforehand; 0 and empty ask
-- nothing.
CREATE TABLE roster_rules (
	id      TEXT NOT NULL PRIMARY KEY, -- C keep
	longest INTEGER NOT NULL, -- C keep
	awake   INTEGER NOT NULL, -- C keep
	pair    BOOLEAN NOT NULL, -- C keep
	begins  TEXT NOT NULL, -- C keep
	ends    TEXT NOT NULL, -- C keep
	version BIGINT NOT NULL -- C keep
);
