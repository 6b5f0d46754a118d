-- +goose Up
-- Which of the house's own notes went because their time is over: of one kind, at
-- one site, until which day, how many lines, and how many days of notes they make
-- up that no other row of the same act counts. done is 0 while keys are destroyed
-- and rows are not, so that a power cut in between is made good.
CREATE TABLE note_erasures (
	id        TEXT NOT NULL PRIMARY KEY, -- C keep
	record    TEXT NOT NULL, -- C keep
	site_id   TEXT NOT NULL, -- C keep
	until_day TEXT NOT NULL, -- C keep
	days      INTEGER NOT NULL, -- C keep
	lines     INTEGER NOT NULL, -- C keep
	begun     BIGINT NOT NULL, -- C keep
	done      BIGINT NOT NULL, -- C keep
	by_staff  TEXT NOT NULL, -- B keep
	second    TEXT NOT NULL -- B keep: who agreed; empty when one person could
);
CREATE INDEX note_erasures_of ON note_erasures (record, site_id, until_day);
CREATE INDEX note_erasures_begun ON note_erasures (begun);
-- What is left of such notes: how many of a kind there were in a month.
CREATE TABLE note_counts (
	site_id TEXT NOT NULL, -- C keep
	month   TEXT NOT NULL, -- C keep
	thing   TEXT NOT NULL, -- C keep: the table they stood in
	kind    TEXT NOT NULL, -- B keep: a code of it; empty when it has none
	n       INTEGER NOT NULL, -- B keep
	PRIMARY KEY (site_id, month, thing, kind)
);
