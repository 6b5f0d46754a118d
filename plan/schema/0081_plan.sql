-- +goose Up
-- The plan of one time in our care: where it is meant to lead and when to look
-- at it again. Neither has to be known.
CREATE TABLE plans (
	episode_id  TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S delete
	destination TEXT NOT NULL, -- B keep
	review_on   TEXT NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL, -- B delete
	version     BIGINT NOT NULL -- C keep
);
CREATE INDEX plans_review ON plans (review_on) WHERE review_on <> '';

-- Every destination the plan has had.
CREATE TABLE plan_destinations (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S delete
	episode_id  TEXT NOT NULL, -- S delete
	destination TEXT NOT NULL, -- B delete
	since       TEXT NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL -- B delete
);
CREATE INDEX plan_destinations_of ON plan_destinations (episode_id, id);

-- One line of a plan: an area, a goal in her words (sealed in compartment), where
-- she stands. open_end: what is wanted is honestly not known yet. state is open,
-- reached, changed or dropped; whether an open line waits for trust is derived.
-- client_says is whether she agrees with how it ended.
CREATE TABLE plan_lines (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	episode_id  TEXT NOT NULL, -- S cut
	area        TEXT NOT NULL, -- B keep
	compartment TEXT NOT NULL, -- C keep
	urgent      BOOLEAN NOT NULL, -- B delete
	open_end    BOOLEAN NOT NULL, -- B delete
	baseline    INTEGER NOT NULL, -- A delete
	state       TEXT NOT NULL, -- B keep
	state_on    TEXT NOT NULL, -- B coarsen
	client_says TEXT NOT NULL, -- B keep
	source      TEXT NOT NULL, -- B delete
	interpreted BOOLEAN NOT NULL, -- B delete
	since       TEXT NOT NULL, -- B coarsen
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL, -- B delete
	version     BIGINT NOT NULL -- C keep
);
CREATE INDEX plan_lines_of ON plan_lines (episode_id, id);
CREATE INDEX plan_lines_by_client ON plan_lines (client_id, area);

-- One step of a line: who does it (a colleague, the client, or someone around
-- her), when as exactly as it is known, who pays, which kind of service it is.
-- state is open, done or dropped.
CREATE TABLE plan_steps (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	line_id   TEXT NOT NULL, -- S cut
	who       TEXT NOT NULL, -- B delete
	staff_id  TEXT NOT NULL, -- B delete
	person_id TEXT NOT NULL, -- S delete
	earliest  TEXT NOT NULL, -- B delete
	latest    TEXT NOT NULL, -- B delete
	precision TEXT NOT NULL, -- C delete
	place     TEXT NOT NULL, -- B delete
	out_door  BOOLEAN NOT NULL, -- B delete
	payer     TEXT NOT NULL, -- B keep
	service   TEXT NOT NULL, -- B keep
	state     TEXT NOT NULL, -- B keep
	state_on  TEXT NOT NULL, -- B coarsen
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL, -- B delete
	version   BIGINT NOT NULL -- C keep
);
CREATE INDEX plan_steps_of ON plan_steps (line_id, id);
CREATE INDEX plan_steps_due ON plan_steps (latest) WHERE state = 'open' AND latest <> '';
CREATE INDEX plan_steps_by_client ON plan_steps (client_id, state);

-- A look at the plan together. looked_at are the lines that were spoken of.
CREATE TABLE plan_reviews (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	episode_id  TEXT NOT NULL, -- S cut
	on_day      TEXT NOT NULL, -- B coarsen
	looked_at   TEXT NOT NULL, -- S delete
	present     BOOLEAN NOT NULL, -- B keep
	read_aloud  BOOLEAN NOT NULL, -- B keep
	interpreted BOOLEAN NOT NULL, -- B delete
	agreed      TEXT NOT NULL, -- B keep
	next_on     TEXT NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL -- B delete
);
CREATE INDEX plan_reviews_of ON plan_reviews (episode_id, id);

-- What she hopes for, in her words (sealed), and what became of it.
CREATE TABLE aspirations (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	episode_id TEXT NOT NULL, -- S cut
	since      TEXT NOT NULL, -- B coarsen
	earliest   TEXT NOT NULL, -- B delete
	latest     TEXT NOT NULL, -- B delete
	precision  TEXT NOT NULL, -- C delete
	closing    TEXT NOT NULL, -- B keep
	closed_on  TEXT NOT NULL, -- B coarsen
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL, -- B delete
	version    BIGINT NOT NULL -- C keep
);
CREATE INDEX aspirations_of ON aspirations (client_id, id);
