-- +goose Up
-- Offers of a turn of the roster to a colleague, alone or in exchange for one of hers.
-- Nobody's duty: the roster says who is planned.
CREATE TABLE roster_swaps (
	id         TEXT NOT NULL PRIMARY KEY, -- C keep
	site_id    TEXT NOT NULL, -- C keep
	duty_id    TEXT NOT NULL, -- B keep
	back_id    TEXT NOT NULL, -- B keep
	on_day     TEXT NOT NULL, -- B keep
	from_staff TEXT NOT NULL, -- B keep
	to_staff   TEXT NOT NULL, -- B keep
	state      TEXT NOT NULL, -- B keep
	at         BIGINT NOT NULL, -- B keep
	answered   BIGINT NOT NULL -- B keep
);
CREATE UNIQUE INDEX roster_swaps_open ON roster_swaps (duty_id) WHERE state = 'offered';
CREATE INDEX roster_swaps_of_site ON roster_swaps (site_id, state);
