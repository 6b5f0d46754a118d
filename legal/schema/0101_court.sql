-- +goose Up
-- Whether the client wishes to take part in court. Each answer is a row; the
-- newest counts, and nothing else in the house asks for it.
CREATE TABLE court_wishes (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	n           INTEGER NOT NULL, -- C keep
	episode_id  TEXT NOT NULL, -- S cut
	wish        TEXT NOT NULL, -- B keep
	on_day      TEXT NOT NULL, -- B coarsen
	source      TEXT NOT NULL, -- B delete
	interpreted BOOLEAN NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX court_wishes_of_client ON court_wishes (client_id, n);

-- A case in which she has a part. Its number, notes and statement are sealed;
-- statement says whether her lawyer wants one kept here.
CREATE TABLE court_cases (
	id              TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id       TEXT NOT NULL, -- S cut
	episode_id      TEXT NOT NULL, -- S cut
	kind            TEXT NOT NULL, -- B keep
	role            TEXT NOT NULL, -- B keep
	stage           TEXT NOT NULL, -- B keep
	lawyer_person   TEXT NOT NULL, -- S delete
	lawyer_staff    TEXT NOT NULL, -- B delete
	payer           TEXT NOT NULL, -- B keep
	organisation_id TEXT NOT NULL, -- B delete
	statement       BOOLEAN NOT NULL, -- B delete
	opened          TEXT NOT NULL, -- B coarsen
	by_staff        TEXT NOT NULL, -- B delete
	at              BIGINT NOT NULL, -- B delete
	version         BIGINT NOT NULL -- C keep
);
CREATE INDEX court_cases_of_client ON court_cases (client_id, id);
CREATE TABLE court_stages (
	case_id   TEXT NOT NULL, -- S delete
	n         INTEGER NOT NULL, -- C keep
	client_id TEXT NOT NULL, -- S cut
	stage     TEXT NOT NULL, -- B keep
	since     TEXT NOT NULL, -- B coarsen
	by_staff  TEXT NOT NULL, -- B delete
	PRIMARY KEY (case_id, n)
);
CREATE INDEX court_stages_of_client ON court_stages (client_id);
CREATE TABLE court_measures (
	case_id   TEXT NOT NULL, -- S delete
	measure   TEXT NOT NULL, -- B keep
	client_id TEXT NOT NULL, -- S cut
	state     TEXT NOT NULL, -- B keep
	PRIMARY KEY (case_id, measure)
);
CREATE INDEX court_measures_of_client ON court_measures (client_id);

-- Compensation asked for, awarded, paid, in whole units of currency. A struck
-- row was written by mistake and counts no more.
CREATE TABLE compensations (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	case_id   TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	step      TEXT NOT NULL, -- B keep
	amount    BIGINT NOT NULL, -- B keep
	currency  TEXT NOT NULL, -- B keep
	on_day    TEXT NOT NULL, -- B coarsen
	struck    BOOLEAN NOT NULL, -- B delete
	by_staff  TEXT NOT NULL -- B delete
);
CREATE INDEX compensations_of_client ON compensations (client_id, id);

-- Days by which something must be handed in or answered.
CREATE TABLE court_deadlines (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	case_id   TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	kind      TEXT NOT NULL, -- B keep
	due       TEXT NOT NULL, -- B coarsen
	met       TEXT NOT NULL, -- B coarsen
	by_staff  TEXT NOT NULL, -- B delete
	version   BIGINT NOT NULL -- C keep
);
CREATE INDEX court_deadlines_of_client ON court_deadlines (client_id, due);
CREATE INDEX court_deadlines_open ON court_deadlines (due) WHERE met = '';

-- A day in court or with the police. What was wished for her safety has one of
-- the states of asked-state; present and lawyer are yes, no or not known.
CREATE TABLE hearings (
	id              TEXT NOT NULL PRIMARY KEY, -- S delete
	case_id         TEXT NOT NULL, -- S delete
	client_id       TEXT NOT NULL, -- S cut
	kind            TEXT NOT NULL, -- B keep
	on_day          TEXT NOT NULL, -- B coarsen
	clock           TEXT NOT NULL, -- B delete
	organisation_id TEXT NOT NULL, -- B delete
	interpreter_staff  TEXT NOT NULL, -- B delete
	interpreter_person TEXT NOT NULL, -- S delete
	language        TEXT NOT NULL, -- B delete
	entrance        TEXT NOT NULL, -- B keep
	video           TEXT NOT NULL, -- B keep
	prepared        TEXT NOT NULL, -- B coarsen
	present         TEXT NOT NULL, -- B keep
	lawyer          TEXT NOT NULL, -- B keep
	result          TEXT NOT NULL, -- B keep
	minutes         INTEGER NOT NULL, -- B keep
	payer           TEXT NOT NULL, -- B keep
	by_staff        TEXT NOT NULL, -- B delete
	at              BIGINT NOT NULL, -- B delete
	version         BIGINT NOT NULL -- C keep
);
CREATE INDEX hearings_of_client ON hearings (client_id, on_day);
CREATE INDEX hearings_by_day ON hearings (on_day, client_id);
CREATE TABLE hearing_escorts (
	hearing_id TEXT NOT NULL, -- S delete
	staff_id   TEXT NOT NULL, -- B keep
	client_id  TEXT NOT NULL, -- S cut
	PRIMARY KEY (hearing_id, staff_id)
);
CREATE INDEX hearing_escorts_of_client ON hearing_escorts (client_id);

-- Until when she may recover and reflect before anything is asked of her. The
-- newest row counts; an empty until says that no such day is known.
CREATE TABLE court_reflections (
	client_id  TEXT NOT NULL, -- S delete
	n          INTEGER NOT NULL, -- C keep
	episode_id TEXT NOT NULL, -- S cut
	since      TEXT NOT NULL, -- B coarsen
	until      TEXT NOT NULL, -- B coarsen
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL, -- B delete
	PRIMARY KEY (client_id, n)
);
