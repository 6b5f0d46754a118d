-- +goose Up
-- Her time at school, how lessons can be made easy, and what she does with money,
-- as last told. Her words are sealed in the care compartment.
CREATE TABLE schoolings (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	episode_id  TEXT NOT NULL, -- S cut
	years_least INTEGER NOT NULL, -- B delete
	years_most  INTEGER NOT NULL, -- B delete
	last_class  INTEGER NOT NULL, -- B delete
	attendance  TEXT NOT NULL, -- B delete
	followed    TEXT NOT NULL, -- B delete
	helps       TEXT NOT NULL, -- B delete
	coins       TEXT NOT NULL, -- B delete
	prices      TEXT NOT NULL, -- B delete
	saving      TEXT NOT NULL, -- B delete
	source      TEXT NOT NULL, -- B delete
	interpreted BOOLEAN NOT NULL, -- B delete
	newest      BOOLEAN NOT NULL, -- C keep
	on_day      TEXT NOT NULL, -- B coarsen
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL, -- B delete
	version     BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX schoolings_newest ON schoolings (client_id) WHERE newest;

-- A course she wishes for, from the wish to the end. state is the last of its steps.
CREATE TABLE courses (
	id              TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id       TEXT NOT NULL, -- S cut
	episode_id      TEXT NOT NULL, -- S cut
	kind            TEXT NOT NULL, -- B keep
	organisation_id TEXT NOT NULL, -- B keep
	earliest        TEXT NOT NULL, -- B coarsen
	latest          TEXT NOT NULL, -- B coarsen
	precision       TEXT NOT NULL, -- B delete
	payer           TEXT NOT NULL, -- B keep
	service         TEXT NOT NULL, -- B keep
	state           TEXT NOT NULL, -- B keep
	three_months    TEXT NOT NULL, -- B keep
	asked_on        TEXT NOT NULL, -- B coarsen
	by_staff        TEXT NOT NULL, -- B delete
	at              BIGINT NOT NULL, -- B delete
	version         BIGINT NOT NULL -- C keep
);
CREATE INDEX courses_of_client ON courses (client_id, id);
CREATE INDEX courses_ahead ON courses (earliest) WHERE state IN ('wished', 'applied', 'enrolled');

-- Steps are only ever added.
CREATE TABLE course_steps (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	course_id TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	step      TEXT NOT NULL, -- B keep
	earliest  TEXT NOT NULL, -- B coarsen
	latest    TEXT NOT NULL, -- B coarsen
	precision TEXT NOT NULL, -- B delete
	why       TEXT NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE INDEX course_steps_of_client ON course_steps (client_id, id);
CREATE INDEX course_steps_finished ON course_steps (latest) WHERE step = 'finished';

-- Work she has found. Whoever employs her is one of the people around her, or an
-- organisation.
CREATE TABLE jobs (
	id              TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id       TEXT NOT NULL, -- S cut
	episode_id      TEXT NOT NULL, -- S cut
	course_id       TEXT NOT NULL, -- S delete
	organisation_id TEXT NOT NULL, -- B delete
	person_id       TEXT NOT NULL, -- S delete
	contract        TEXT NOT NULL, -- B keep
	earliest        TEXT NOT NULL, -- B coarsen
	latest          TEXT NOT NULL, -- B coarsen
	precision       TEXT NOT NULL, -- B delete
	ended           TEXT NOT NULL, -- B coarsen
	why             TEXT NOT NULL, -- B delete
	three_months    TEXT NOT NULL, -- B keep
	asked_on        TEXT NOT NULL, -- B coarsen
	by_staff        TEXT NOT NULL, -- B delete
	at              BIGINT NOT NULL, -- B delete
	version         BIGINT NOT NULL -- C keep
);
CREATE INDEX jobs_of_client ON jobs (client_id, id);
CREATE INDEX jobs_to_ask ON jobs (latest) WHERE three_months = '' AND ended = '';
