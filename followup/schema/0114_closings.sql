-- +goose Up
-- Why a time in our care was closed after the follow-up, and by whom.
CREATE TABLE closings (
	episode_id TEXT NOT NULL PRIMARY KEY, -- S cut
	client_id  TEXT NOT NULL, -- S cut
	site_id    TEXT NOT NULL, -- B keep
	reason     TEXT NOT NULL, -- B keep
	on_day     TEXT NOT NULL, -- B coarsen
	by_staff   TEXT NOT NULL -- B delete
);
CREATE INDEX closings_of_client ON closings (client_id);
