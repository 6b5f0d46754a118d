-- +goose Up
-- One look at one skill: with help, with a reminder, or alone; by a colleague or
-- by the client herself. Nothing is overwritten: the newest of each rater counts.
CREATE TABLE skill_ratings (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	episode_id TEXT NOT NULL, -- S cut
	skill      TEXT NOT NULL, -- B keep
	level      TEXT NOT NULL, -- B keep
	rater      TEXT NOT NULL, -- B keep
	on_day     TEXT NOT NULL, -- B coarsen
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL -- B delete
);
CREATE INDEX skill_ratings_of ON skill_ratings (client_id, skill, id);

-- Skills that this house does not use.
CREATE TABLE skills_hidden (
	skill    TEXT NOT NULL PRIMARY KEY, -- C keep
	since    TEXT NOT NULL, -- C keep
	by_staff TEXT NOT NULL -- C keep
);
