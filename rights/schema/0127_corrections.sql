-- +goose Up
-- What a client says is wrong in her file, and what became of it: open, corrected
-- (a new record stands in the place of the old: link_id), beside (her words stand
-- beside the record), or withdrawn. kind and record_id name what it is about, empty
-- when something is missing. Her words are sealed in part, that of the record.
CREATE TABLE corrections (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	site_id     TEXT NOT NULL, -- B keep
	kind        TEXT NOT NULL, -- B delete
	record_id   TEXT NOT NULL, -- S delete
	part        TEXT NOT NULL, -- B delete
	asked_on    TEXT NOT NULL, -- B coarsen
	due         TEXT NOT NULL, -- B delete
	state       TEXT NOT NULL, -- B keep
	link_id     TEXT NOT NULL, -- S delete
	answered_on TEXT NOT NULL, -- B coarsen
	answered_by TEXT NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	version     BIGINT NOT NULL -- C keep
);
CREATE INDEX corrections_of_client ON corrections (client_id, id);
CREATE INDEX corrections_open ON corrections (due) WHERE state = 'open';
