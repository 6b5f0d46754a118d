-- +goose Up
-- One time the client was asked how things stand in the seven outcomes that
-- survivors chose. A correction is a new row, superseded the mark on the old.
CREATE TABLE outcome_ratings (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	episode_id  TEXT NOT NULL, -- S cut
	occasion    TEXT NOT NULL, -- B keep
	on_day      TEXT NOT NULL, -- B coarsen
	language    TEXT NOT NULL, -- B delete
	alone       BOOLEAN NOT NULL, -- B keep
	interpreted BOOLEAN NOT NULL, -- B delete
	superseded  BOOLEAN NOT NULL, -- B keep
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL -- B delete
);
CREATE INDEX outcome_ratings_of ON outcome_ratings (client_id, on_day);

-- What she answered, from 1 to 5. What she passed over has no row.
CREATE TABLE outcome_answers (
	rating_id TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	outcome   TEXT NOT NULL, -- B keep
	step      INTEGER NOT NULL, -- B keep
	PRIMARY KEY (rating_id, outcome)
);
