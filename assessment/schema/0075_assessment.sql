-- +goose Up
-- One assessment of a client: the first, or a later one beside it. It may pause
-- and go on; nothing in it is required.
CREATE TABLE assessments (
	id            TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id     TEXT NOT NULL, -- S cut
	episode_id    TEXT NOT NULL, -- S cut
	number        INTEGER NOT NULL, -- B keep
	opened        TEXT NOT NULL, -- B coarsen
	finished      TEXT NOT NULL, -- B coarsen
	overridden    TEXT NOT NULL, -- B coarsen
	overridden_by TEXT NOT NULL, -- B delete
	taken         TEXT NOT NULL, -- B coarsen
	taken_by      TEXT NOT NULL, -- B delete
	by_staff      TEXT NOT NULL -- B delete
);
CREATE UNIQUE INDEX assessments_number ON assessments (client_id, number);
CREATE INDEX assessments_to_take ON assessments (client_id) WHERE taken = '' AND (finished <> '' OR overridden <> '');

-- What was written of one area. Writing again is a new row; the newest counts.
-- Words stand under the area's own part of the file.
CREATE TABLE assessment_areas (
	id            TEXT NOT NULL PRIMARY KEY, -- S delete
	assessment_id TEXT NOT NULL, -- S cut
	client_id     TEXT NOT NULL, -- S cut
	area          TEXT NOT NULL, -- B keep
	number        INTEGER NOT NULL, -- C delete
	level         INTEGER NOT NULL, -- B keep
	urgency       TEXT NOT NULL, -- B keep
	source        TEXT NOT NULL, -- B delete
	interpreted   BOOLEAN NOT NULL, -- B delete
	on_day        TEXT NOT NULL, -- B coarsen
	by_staff      TEXT NOT NULL, -- B delete
	at            BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX assessment_areas_number ON assessment_areas (assessment_id, area, number);
CREATE INDEX assessment_areas_of_client ON assessment_areas (client_id);
