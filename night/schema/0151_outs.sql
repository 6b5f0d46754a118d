-- +goose Up
-- Who has gone out. expected and back are 0 while nobody has said; where she goes,
-- if she wants to say it, is sealed in the identity compartment.
CREATE TABLE outs (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S delete
	site_id    TEXT NOT NULL, -- B delete
	went       BIGINT NOT NULL, -- B delete
	expected   BIGINT NOT NULL, -- B delete
	back       BIGINT NOT NULL, -- B delete
	by_staff   TEXT NOT NULL, -- B delete
	back_by    TEXT NOT NULL, -- B delete
	version    BIGINT NOT NULL -- C delete
);
CREATE UNIQUE INDEX outs_open ON outs (client_id) WHERE back = 0;
CREATE INDEX outs_of_client ON outs (client_id, went);
CREATE INDEX outs_of_site ON outs (site_id, client_id) WHERE back = 0;

-- What was done when somebody was not back: the steps of the house, by number, and
-- when each was taken.
CREATE TABLE out_steps (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	out_id    TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S delete
	step      INTEGER NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX out_steps_once ON out_steps (out_id, step);
CREATE INDEX out_steps_of_client ON out_steps (client_id);

-- A roll call. ended is 0 while it goes on, and there is one such at a site. How
-- many should have been there and how many were found is all that stays of it.
CREATE TABLE roll_calls (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	site_id  TEXT NOT NULL, -- C keep
	began    BIGINT NOT NULL, -- C keep
	ended    BIGINT NOT NULL, -- C keep
	places   INTEGER NOT NULL, -- B keep
	found    INTEGER NOT NULL, -- B keep
	by_staff TEXT NOT NULL, -- B keep
	ended_by TEXT NOT NULL -- B keep
);
CREATE UNIQUE INDEX roll_calls_open ON roll_calls (site_id) WHERE ended = 0;

-- Beds and rooms that were ticked in a roll call that goes on. They are gone with
-- its end: what is left of it are the counts.
CREATE TABLE roll_ticks (
	roll_id  TEXT NOT NULL, -- C keep
	place    TEXT NOT NULL, -- C keep
	by_staff TEXT NOT NULL, -- B delete
	at       BIGINT NOT NULL, -- B delete
	PRIMARY KEY (roll_id, place)
);

-- Pages that the house writes for itself: what is done when somebody is not back,
-- numbers for the night. The words rest under the key of the house.
CREATE TABLE house_pages (
	site_id  TEXT NOT NULL, -- C keep
	kind     TEXT NOT NULL, -- C keep
	words    BLOB NOT NULL, -- A keep
	by_staff TEXT NOT NULL, -- B keep
	at       BIGINT NOT NULL, -- C keep
	version  BIGINT NOT NULL, -- C keep
	PRIMARY KEY (site_id, kind)
);
