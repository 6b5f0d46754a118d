-- +goose Up
-- A child's place at a school or before it.
CREATE TABLE school_places (
	id              TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id       TEXT NOT NULL, -- S cut
	episode_id      TEXT NOT NULL, -- S cut
	kind            TEXT NOT NULL, -- B keep
	organisation_id TEXT NOT NULL, -- B delete
	class           TEXT NOT NULL, -- B delete
	state           TEXT NOT NULL, -- B keep
	earliest        TEXT NOT NULL, -- B coarsen
	latest          TEXT NOT NULL, -- B coarsen
	precision       TEXT NOT NULL, -- B delete
	by_staff        TEXT NOT NULL, -- B delete
	at              BIGINT NOT NULL, -- B delete
	version         BIGINT NOT NULL -- C keep
);
CREATE INDEX school_places_of_client ON school_places (client_id, id);
CREATE INDEX school_places_ahead ON school_places (earliest) WHERE state <> 'ended';

-- What a child wants to do next, in its own words.
CREATE TABLE own_steps (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	earliest  TEXT NOT NULL, -- B delete
	latest    TEXT NOT NULL, -- B delete
	precision TEXT NOT NULL, -- B delete
	with_staff TEXT NOT NULL, -- B delete
	state     TEXT NOT NULL, -- B delete
	settled   TEXT NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL, -- B delete
	version   BIGINT NOT NULL -- C keep
);
CREATE INDEX own_steps_of_client ON own_steps (client_id, id);
CREATE INDEX own_steps_open ON own_steps (earliest) WHERE state = 'open';

-- When a child was told its rights in a way that fits its age.
CREATE TABLE rights_told (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	on_day      TEXT NOT NULL, -- B coarsen
	way         TEXT NOT NULL, -- B keep
	language    TEXT NOT NULL, -- B delete
	interpreted BOOLEAN NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B keep
	at          BIGINT NOT NULL -- B delete
);
CREATE INDEX rights_told_of_client ON rights_told (client_id, on_day);
