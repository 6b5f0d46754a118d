-- +goose Up
-- Sheets as they were approved. number counts the sheets of one agreement and one
-- time; the newest that was not reopened stands. apart says whether people were
-- told apart by what they are. Figures (as they left), what they were reckoned from
-- and why rest under the key of the house; digest is theirs.
CREATE TABLE reports (
	id           TEXT NOT NULL PRIMARY KEY, -- B keep
	agreement_id TEXT NOT NULL, -- B keep
	since        TEXT NOT NULL, -- B keep
	until        TEXT NOT NULL, -- B keep
	number       INTEGER NOT NULL, -- C keep
	layout       TEXT NOT NULL, -- C keep
	languages    TEXT NOT NULL, -- C keep
	threshold    INTEGER NOT NULL, -- C keep
	apart        BOOLEAN NOT NULL, -- C keep
	names        BOOLEAN NOT NULL, -- C keep
	digest       TEXT NOT NULL, -- C keep
	figures      BLOB NOT NULL, -- B keep
	inputs       BLOB NOT NULL, -- B keep
	despite      BLOB NOT NULL, -- B keep
	approved_on  TEXT NOT NULL, -- B keep
	approved_by  TEXT NOT NULL, -- B keep
	reopened_on  TEXT NOT NULL, -- B keep
	reopened_by  TEXT NOT NULL, -- B keep
	why          BLOB NOT NULL, -- B keep
	version      BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX reports_number ON reports (agreement_id, since, until, number);
CREATE UNIQUE INDEX reports_standing ON reports (agreement_id, since, until) WHERE reopened_on = '';
