-- +goose Up
-- That somebody leaves: the last day that is foreseen, and when her leaving was
-- done. Who is with whom stands in the files. Why it was done while clients were
-- with nobody rests under the key of the house.
CREATE TABLE leavings (
	id       TEXT NOT NULL PRIMARY KEY, -- B keep
	last_day TEXT NOT NULL, -- B keep
	why      BLOB NOT NULL, -- B delete
	alone    INTEGER NOT NULL, -- C keep
	begun_by TEXT NOT NULL, -- B keep
	done_on  TEXT NOT NULL, -- B keep
	done_by  TEXT NOT NULL, -- B keep
	version  BIGINT NOT NULL -- C keep
);
