-- +goose Up
-- Those who give. Names and addresses rest under the key of the house. A supporter
-- who wishes to be forgotten loses both; what she gave stays in the book.
CREATE TABLE supporters (
	id        TEXT NOT NULL PRIMARY KEY, -- B keep
	number    INTEGER NOT NULL, -- C keep
	kind      TEXT NOT NULL, -- B keep
	language  TEXT NOT NULL, -- B keep
	name      BLOB NOT NULL, -- A delete
	contact   BLOB NOT NULL, -- A delete
	since     TEXT NOT NULL, -- B keep
	forgotten TEXT NOT NULL, -- B keep
	version   BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX supporters_number ON supporters (number);
-- What a supporter answered, one line for each answer: may she be written to, may
-- she be named. The newest counts, from the moment it is written.
CREATE TABLE supporter_answers (
	id           TEXT NOT NULL PRIMARY KEY, -- B keep
	supporter_id TEXT NOT NULL, -- B keep
	purpose      TEXT NOT NULL, -- B keep
	yes          BOOLEAN NOT NULL, -- B keep
	on_day       TEXT NOT NULL, -- B keep
	newest       BOOLEAN NOT NULL, -- C keep
	by_staff     TEXT NOT NULL, -- B keep
	at           BIGINT NOT NULL -- B keep
);
CREATE UNIQUE INDEX supporter_answers_newest ON supporter_answers (supporter_id, purpose) WHERE newest;
-- Suggestions: what somebody proposed, who is to be thanked for it, and the
-- collection that came of it.
CREATE TABLE suggestions (
	id            TEXT NOT NULL PRIMARY KEY, -- B keep
	on_day        TEXT NOT NULL, -- B keep
	supporter_id  TEXT NOT NULL, -- B keep
	collection_id TEXT NOT NULL, -- B keep
	taken         TEXT NOT NULL, -- B keep
	what          BLOB NOT NULL, -- B keep
	credit        BLOB NOT NULL, -- A delete
	by_staff      TEXT NOT NULL, -- B keep
	at            BIGINT NOT NULL, -- B keep
	version       BIGINT NOT NULL -- C keep
);
CREATE INDEX suggestions_open ON suggestions (taken, id);
