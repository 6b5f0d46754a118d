-- +goose Up
-- How the house splits what its agreements could pay together, or what no row says
-- the payer of. An empty site, thing or payer is every site, everything, and rows
-- that name none.
CREATE TABLE fund_rules (
	id       TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id  TEXT NOT NULL, -- B keep
	what     TEXT NOT NULL, -- B keep
	payer    TEXT NOT NULL, -- B keep
	since    TEXT NOT NULL, -- B keep
	until    TEXT NOT NULL, -- B keep
	shares   TEXT NOT NULL, -- B keep
	by_staff TEXT NOT NULL, -- B keep
	version  BIGINT NOT NULL -- C keep
);
-- Who pays for one row alone, whatever the rules say. on_day is of a day of hers.
CREATE TABLE fund_overrides (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	source    TEXT NOT NULL, -- B delete
	row_id    TEXT NOT NULL, -- S delete
	on_day    TEXT NOT NULL, -- B delete
	shares    TEXT NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL, -- B delete
	version   BIGINT NOT NULL -- C delete
);
CREATE UNIQUE INDEX fund_overrides_of ON fund_overrides (client_id, source, row_id, on_day);
-- What has no page of its own: a meal, the laundry, ticked for the whole house at
-- once.
CREATE TABLE fund_ticks (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	episode_id TEXT NOT NULL, -- S delete
	site_id    TEXT NOT NULL, -- B delete
	on_day     TEXT NOT NULL, -- B delete
	kind       TEXT NOT NULL, -- B delete
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX fund_ticks_once ON fund_ticks (client_id, on_day, kind);
CREATE INDEX fund_ticks_of_day ON fund_ticks (on_day, site_id);
-- Why somebody was away for whole days, and from when to when where the book at
-- the door does not say it.
CREATE TABLE fund_absences (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	went       TEXT NOT NULL, -- B delete
	back       TEXT NOT NULL, -- B delete
	reason     TEXT NOT NULL, -- B delete
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL -- B delete
);
CREATE INDEX fund_absences_of ON fund_absences (client_id, went);
-- Each closing and opening anew of a month; the newest counts. The sums are what
-- it came to. Why it was opened anew rests under the key of the house.
CREATE TABLE fund_closings (
	id       TEXT NOT NULL PRIMARY KEY, -- B keep
	month    TEXT NOT NULL, -- B keep
	n        INTEGER NOT NULL, -- C keep
	closed   BOOLEAN NOT NULL, -- B keep
	on_day   TEXT NOT NULL, -- B keep
	days     INTEGER NOT NULL, -- B keep
	services INTEGER NOT NULL, -- B keep
	people   INTEGER NOT NULL, -- B keep
	sums     TEXT NOT NULL, -- B keep
	why      BLOB NOT NULL, -- B keep
	by_staff TEXT NOT NULL -- B keep
);
CREATE UNIQUE INDEX fund_closings_of ON fund_closings (month, n);
-- The lines of a closed month, and those of whoever was forgotten before hers was
-- closed: what the house was paid for. number tells one person from another within
-- a year and leads to nobody once her row in fund_numbers is gone.
CREATE TABLE fund_lines (
	id       TEXT NOT NULL PRIMARY KEY, -- B keep
	month    TEXT NOT NULL, -- B keep
	forgotten BOOLEAN NOT NULL, -- B keep
	number   TEXT NOT NULL, -- B keep
	what     TEXT NOT NULL, -- B keep
	source   TEXT NOT NULL, -- B keep
	site_id  TEXT NOT NULL, -- B keep
	on_day   TEXT NOT NULL, -- B keep
	minutes  INTEGER NOT NULL, -- B keep
	staff_id TEXT NOT NULL, -- B keep
	payer    TEXT NOT NULL, -- B keep
	absent   TEXT NOT NULL, -- B keep
	paid     TEXT NOT NULL, -- B keep
	unpaid   TEXT NOT NULL -- B keep
);
CREATE INDEX fund_lines_of ON fund_lines (month, on_day);
CREATE INDEX fund_lines_number ON fund_lines (number);
-- Under which number a client stands in the closed months of a year.
CREATE TABLE fund_numbers (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	year      TEXT NOT NULL, -- B delete
	number    TEXT NOT NULL -- B delete
);
CREATE UNIQUE INDEX fund_numbers_of ON fund_numbers (client_id, year);
CREATE UNIQUE INDEX fund_numbers_once ON fund_numbers (number);
