-- +goose Up
-- Visits of people from outside: who invited them, when, where, and whether the
-- rules were told. Why they come rests under the key of the house.
CREATE TABLE visits (
	id       TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id  TEXT NOT NULL, -- B keep
	place    TEXT NOT NULL, -- B keep
	on_day   TEXT NOT NULL, -- B keep
	at_clock TEXT NOT NULL, -- B keep
	purpose  BLOB NOT NULL, -- B delete
	inviter  TEXT NOT NULL, -- B keep
	state    TEXT NOT NULL, -- B keep
	rules    BOOLEAN NOT NULL, -- B keep
	by_staff TEXT NOT NULL, -- B keep
	version  BIGINT NOT NULL -- C keep
);
CREATE INDEX visits_ahead ON visits (on_day);
CREATE TABLE visit_guests (
	visit_id    TEXT NOT NULL, -- B keep
	outsider_id TEXT NOT NULL, -- B keep
	PRIMARY KEY (visit_id, outsider_id)
);
-- Whether a client agreed to meet the guests of a visit, asked before it.
CREATE TABLE visit_meetings (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	visit_id  TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	answer    TEXT NOT NULL, -- B delete
	language  TEXT NOT NULL, -- B delete
	on_day    TEXT NOT NULL, -- B delete
	newest    BOOLEAN NOT NULL, -- C keep
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX visit_meetings_newest ON visit_meetings (visit_id, client_id) WHERE newest;
CREATE INDEX visit_meetings_of ON visit_meetings (client_id, id);
