-- +goose Up
-- What a client answered when she was asked, alone, whether somebody may help her:
-- yes or no, no reason, and how near that person stands to her if she said so.
CREATE TABLE helper_answers (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	helper_id TEXT NOT NULL, -- S delete
	answer    TEXT NOT NULL, -- B delete
	near      TEXT NOT NULL, -- B delete
	language  TEXT NOT NULL, -- B delete
	on_day    TEXT NOT NULL, -- B delete
	newest    BOOLEAN NOT NULL, -- C keep
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX helper_answers_newest ON helper_answers (client_id, helper_id) WHERE newest;
-- One time at which somebody helps one client, and for what. What was held counts
-- as hours, without her.
CREATE TABLE helper_bookings (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	helper_id TEXT NOT NULL, -- B keep
	site_id   TEXT NOT NULL, -- B keep
	kind      TEXT NOT NULL, -- B keep
	on_day    TEXT NOT NULL, -- B coarsen
	at_clock  TEXT NOT NULL, -- B delete
	from_lang TEXT NOT NULL, -- B keep
	to_lang   TEXT NOT NULL, -- B keep
	minutes   INTEGER NOT NULL, -- B keep
	state     TEXT NOT NULL, -- B keep
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL, -- B delete
	version   BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX helper_bookings_once ON helper_bookings (helper_id, on_day, at_clock) WHERE state = 'planned' AND at_clock <> '';
CREATE INDEX helper_bookings_of_client ON helper_bookings (client_id, on_day);
CREATE INDEX helper_bookings_of_helper ON helper_bookings (helper_id, on_day);
