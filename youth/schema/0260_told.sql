-- +goose Up
-- What somebody who meets no file is worried about. The words are sealed to who leads
-- the centre and go with the answer: into the file they are about, or for good.
CREATE TABLE youth_told (
	id       TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id  TEXT NOT NULL, -- B keep
	on_day   TEXT NOT NULL, -- B keep
	urgent   BOOLEAN NOT NULL, -- B keep
	state    TEXT NOT NULL, -- B keep
	answered TEXT NOT NULL, -- B keep
	by_staff TEXT NOT NULL, -- B keep
	version  BIGINT NOT NULL -- C keep
);
CREATE INDEX youth_told_of_site ON youth_told (site_id, id);
