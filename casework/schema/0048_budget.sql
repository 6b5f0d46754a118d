-- +goose Up
-- Whose files somebody has looked into, day by day.
CREATE INDEX trail_looks ON trail (staff_id, at, client_id) WHERE opened <> '';
-- Who goes on beyond the budget of a day: for what, and who let her.
CREATE TABLE look_days (
	staff_id TEXT NOT NULL, -- B keep
	day      TEXT NOT NULL, -- B keep
	reason   TEXT NOT NULL, -- C keep
	let_by   TEXT NOT NULL, -- B keep
	PRIMARY KEY (staff_id, day)
);
