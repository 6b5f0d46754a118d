-- +goose Up
-- Who pays for one lesson of a youth centre alone, whatever the rules say: for each who
-- was there. Nobody who was there stands in it.
CREATE TABLE fund_lesson_shares (
	lesson_id TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id   TEXT NOT NULL, -- B keep
	on_day    TEXT NOT NULL, -- B keep
	shares    TEXT NOT NULL, -- B keep
	by_staff  TEXT NOT NULL, -- B keep
	version   BIGINT NOT NULL -- C keep
);
CREATE INDEX fund_lesson_shares_on ON fund_lesson_shares (on_day, site_id);
