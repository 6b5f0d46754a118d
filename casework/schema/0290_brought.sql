-- +goose Up
-- How many files each of the house's people brought on a day, and how much: nobody
-- fills the disk by herself. Of what, and for whom, is not said; yesterday's goes.
CREATE TABLE brought (
	staff_id TEXT NOT NULL, -- B keep
	day      TEXT NOT NULL, -- C keep
	n        INTEGER NOT NULL, -- C keep
	bytes    BIGINT NOT NULL, -- C keep
	PRIMARY KEY (staff_id, day)
);
