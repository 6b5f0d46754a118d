-- +goose Up
-- A story of hers that might leave the house. The words rest in the care
-- compartment of her file. edition grows with each change of the text; what was
-- said of an earlier one counts no more.
CREATE TABLE stories (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	episode_id TEXT NOT NULL, -- S cut
	number     INTEGER NOT NULL, -- B delete
	language   TEXT NOT NULL, -- B delete
	edition    INTEGER NOT NULL, -- B delete
	since      TEXT NOT NULL, -- B delete
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX stories_number ON stories (client_id, number);

-- What was looked at in one edition, point by point.
CREATE TABLE story_checks (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	story_id  TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	edition   INTEGER NOT NULL, -- B delete
	point     TEXT NOT NULL, -- B delete
	answer    TEXT NOT NULL, -- B delete
	newest    BOOLEAN NOT NULL, -- C keep
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX story_checks_newest ON story_checks (story_id, point) WHERE newest;
CREATE INDEX story_checks_of ON story_checks (client_id, id);

-- Her own answer about this story and nothing else: for what, until when. own says
-- that the wish was hers. The newest counts.
CREATE TABLE story_answers (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	story_id    TEXT NOT NULL, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	yes         BOOLEAN NOT NULL, -- B delete
	uses        TEXT NOT NULL, -- B delete
	on_day      TEXT NOT NULL, -- B delete
	until_day   TEXT NOT NULL, -- B delete
	language    TEXT NOT NULL, -- B delete
	method      TEXT NOT NULL, -- B delete
	interpreted BOOLEAN NOT NULL, -- B delete
	own         BOOLEAN NOT NULL, -- B delete
	withdrawn   TEXT NOT NULL, -- B delete
	newest      BOOLEAN NOT NULL, -- C keep
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX story_answers_newest ON story_answers (story_id) WHERE newest;
CREATE INDEX story_answers_of ON story_answers (client_id, id);

-- That she read one edition, or had it read to her, and what she said.
CREATE TABLE story_readings (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	story_id  TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	edition   INTEGER NOT NULL, -- B delete
	answer    TEXT NOT NULL, -- B delete
	way       TEXT NOT NULL, -- B delete
	on_day    TEXT NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE INDEX story_readings_of ON story_readings (client_id, id);

-- Who of the house agreed to one edition leaving.
CREATE TABLE story_signatures (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	story_id  TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	edition   INTEGER NOT NULL, -- B delete
	answer_id TEXT NOT NULL, -- S delete
	leads     BOOLEAN NOT NULL, -- B delete
	on_day    TEXT NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX story_signatures_one ON story_signatures (story_id, edition, answer_id, by_staff);
CREATE INDEX story_signatures_of ON story_signatures (client_id, id);

-- Where it was shown, and what became of asking to take it down.
CREATE TABLE story_places (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	story_id  TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	used_for  TEXT NOT NULL, -- B delete
	on_day    TEXT NOT NULL, -- B delete
	asked_on  TEXT NOT NULL, -- B delete
	down_on   TEXT NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL, -- B delete
	version   BIGINT NOT NULL -- C keep
);
CREATE INDEX story_places_of ON story_places (client_id, id);

-- What the house chose for stories, as JSON. One row. Nothing here is the law's.
CREATE TABLE story_settings (
	id      TEXT NOT NULL PRIMARY KEY, -- C keep
	value   TEXT NOT NULL, -- C keep
	version BIGINT NOT NULL -- C keep
);
