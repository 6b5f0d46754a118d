-- +goose Up
-- The way back to a family or a country, one open at a time. aim counts how often
-- it changed where she goes or who receives her there. Wish, place and reasons are
-- sealed in safety.
CREATE TABLE returns (
	id              TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id       TEXT NOT NULL, -- S cut
	episode_id      TEXT NOT NULL, -- S cut
	kind            TEXT NOT NULL, -- B keep
	state           TEXT NOT NULL, -- B keep
	country         TEXT NOT NULL, -- B keep
	region          TEXT NOT NULL, -- B delete
	nationality     TEXT NOT NULL, -- B keep
	nationality_on  TEXT NOT NULL, -- B coarsen
	paper           TEXT NOT NULL, -- B keep
	paper_id        TEXT NOT NULL, -- S delete
	escort_staff    TEXT NOT NULL, -- B delete
	organisation_id TEXT NOT NULL, -- B delete
	told_on         TEXT NOT NULL, -- B coarsen
	travel_on       TEXT NOT NULL, -- B coarsen
	arrive_by       TEXT NOT NULL, -- B coarsen
	departed_on     TEXT NOT NULL, -- B coarsen
	arrived_on      TEXT NOT NULL, -- B coarsen
	arrived_by      TEXT NOT NULL, -- B keep
	aside_on        TEXT NOT NULL, -- B coarsen
	aside_as        TEXT NOT NULL, -- B keep
	opened          TEXT NOT NULL, -- B coarsen
	aim             BIGINT NOT NULL, -- C delete
	by_staff        TEXT NOT NULL, -- B delete
	version         BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX returns_open ON returns (client_id) WHERE state IN ('wish', 'preparing', 'on-the-way');
CREATE INDEX returns_of_client ON returns (client_id, id);
CREATE INDEX returns_travel ON returns (travel_on) WHERE state IN ('wish', 'preparing', 'on-the-way');
CREATE INDEX returns_arrive ON returns (arrive_by) WHERE state IN ('wish', 'preparing', 'on-the-way');

-- Who has a part in a return: receives her, is called there, goes with her.
CREATE TABLE return_people (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	return_id TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	person_id TEXT NOT NULL, -- S delete
	part      TEXT NOT NULL, -- B keep
	since     TEXT NOT NULL, -- B coarsen
	until     TEXT NOT NULL, -- B coarsen
	by_staff  TEXT NOT NULL -- B delete
);
CREATE UNIQUE INDEX return_people_standing ON return_people (return_id, person_id, part) WHERE until = '';
CREATE INDEX return_people_of_client ON return_people (client_id);

-- Who tried to reach the local contact, and whether it worked.
CREATE TABLE return_calls (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	return_id TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	person_id TEXT NOT NULL, -- S delete
	reached   BOOLEAN NOT NULL, -- B keep
	on_day    TEXT NOT NULL, -- B coarsen
	by_staff  TEXT NOT NULL -- B delete
);
CREATE INDEX return_calls_of_client ON return_calls (client_id);
