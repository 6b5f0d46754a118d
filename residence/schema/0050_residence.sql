-- +goose Up
-- sex: female, male, or empty for a room without a rule. children: whether a
-- child may sleep here. closed: the day it was given up; empty while in use.
CREATE TABLE rooms (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	site_id  TEXT NOT NULL, -- C keep
	name     TEXT NOT NULL, -- C keep
	sex      TEXT NOT NULL, -- C keep
	children BOOLEAN NOT NULL, -- C keep
	closed   TEXT NOT NULL, -- C keep
	sort     INTEGER NOT NULL, -- C keep
	version  BIGINT NOT NULL -- C keep
);
CREATE INDEX rooms_of_site ON rooms (site_id, sort);
CREATE UNIQUE INDEX rooms_name ON rooms (site_id, name) WHERE closed = '';
-- An extra bed has no name and is closed as soon as it is empty.
CREATE TABLE beds (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	site_id  TEXT NOT NULL, -- C keep
	room_id  TEXT NOT NULL, -- C keep
	name     TEXT NOT NULL, -- C keep
	extra    BOOLEAN NOT NULL, -- C keep
	closed   TEXT NOT NULL, -- C keep
	sort     INTEGER NOT NULL, -- C keep
	version  BIGINT NOT NULL -- C keep
);
CREATE INDEX beds_of_site ON beds (site_id, sort) WHERE closed = '';
CREATE UNIQUE INDEX beds_name ON beds (room_id, name) WHERE closed = '' AND name <> '';
-- A bed nobody may be given, from a night until a night.
CREATE TABLE out_of_service (
	id      TEXT NOT NULL PRIMARY KEY, -- C keep
	bed_id  TEXT NOT NULL, -- C keep
	reason  TEXT NOT NULL, -- C keep
	since   TEXT NOT NULL, -- C keep
	until   TEXT NOT NULL, -- C keep
	version BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX out_of_service_open ON out_of_service (bed_id) WHERE until = '';
CREATE INDEX out_of_service_beds ON out_of_service (bed_id, until);
-- One unbroken time in one bed. until is the first night away; empty while she
-- sleeps here. A client without consent leaves only code, bed and time.
-- override holds the bed rules that were set aside; the reason is a sealed word.
-- children is how many came with her and have no bed of their own.
CREATE TABLE stays (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	episode_id TEXT NOT NULL, -- S cut
	site_id    TEXT NOT NULL, -- B keep
	bed_id     TEXT NOT NULL, -- B delete
	since      TEXT NOT NULL, -- B coarsen
	until      TEXT NOT NULL, -- B coarsen
	ended_as   TEXT NOT NULL, -- B keep
	override   TEXT NOT NULL, -- B keep
	children   INTEGER NOT NULL, -- B delete
	admitted_by TEXT NOT NULL, -- B delete
	admitted_at BIGINT NOT NULL, -- B coarsen
	version    BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX stays_bed ON stays (bed_id) WHERE until = '';
CREATE UNIQUE INDEX stays_client ON stays (client_id) WHERE until = '';
CREATE INDEX stays_of_client ON stays (client_id, since);
CREATE INDEX stays_of_bed ON stays (bed_id, until);
CREATE INDEX stays_of_site ON stays (site_id, until, since);
-- Two clients who must not share a room, the smaller id first.
CREATE TABLE apart (
	client_id TEXT NOT NULL, -- S delete
	other_id  TEXT NOT NULL, -- S delete
	by_staff  TEXT NOT NULL, -- B delete
	since     TEXT NOT NULL, -- B delete
	PRIMARY KEY (client_id, other_id)
);
CREATE INDEX apart_other ON apart (other_id);
