-- +goose Up
-- What was before, never asked at the door. Each line stands until another
-- supersedes it or it is taken out as a mistake; nothing is overwritten.
CREATE TABLE prior_harms (
	id              TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id       TEXT NOT NULL, -- S cut
	kind            TEXT NOT NULL, -- B keep
	from_earliest   TEXT NOT NULL, -- B coarsen
	from_latest     TEXT NOT NULL, -- B coarsen
	from_precision  TEXT NOT NULL, -- B delete
	until_earliest  TEXT NOT NULL, -- B coarsen
	until_latest    TEXT NOT NULL, -- B coarsen
	until_precision TEXT NOT NULL, -- B delete
	source          TEXT NOT NULL, -- B delete
	interpreted     BOOLEAN NOT NULL, -- B delete
	supersedes      TEXT NOT NULL, -- S delete
	ended           TEXT NOT NULL, -- B delete
	by_staff        TEXT NOT NULL, -- B delete
	at              BIGINT NOT NULL -- B delete
);
CREATE INDEX prior_harms_of_client ON prior_harms (client_id, ended);

-- Risks at home that were other people's. They are about third persons: apart
-- from her own facts, and in no export.
CREATE TABLE household_risks (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S delete
	kind        TEXT NOT NULL, -- B delete
	whose       TEXT NOT NULL, -- B delete
	source      TEXT NOT NULL, -- B delete
	interpreted BOOLEAN NOT NULL, -- B delete
	supersedes  TEXT NOT NULL, -- S delete
	ended       TEXT NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL -- B delete
);
CREATE INDEX household_risks_of_client ON household_risks (client_id, ended);

-- Who was near and could have known: counted by kind, so that others learn.
CREATE TABLE missed_chances (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	kind        TEXT NOT NULL, -- B keep
	earliest    TEXT NOT NULL, -- B coarsen
	latest      TEXT NOT NULL, -- B coarsen
	precision   TEXT NOT NULL, -- B delete
	source      TEXT NOT NULL, -- B delete
	interpreted BOOLEAN NOT NULL, -- B delete
	supersedes  TEXT NOT NULL, -- S delete
	ended       TEXT NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL -- B delete
);
CREATE INDEX missed_chances_of_client ON missed_chances (client_id, ended);

-- Three answers about the whole, each yes, no, unknown or empty. The one with the
-- largest number counts.
CREATE TABLE before_marks (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	number      INTEGER NOT NULL, -- C delete
	domestic    TEXT NOT NULL, -- B keep
	parents     TEXT NOT NULL, -- B keep
	children    TEXT NOT NULL, -- B keep
	source      TEXT NOT NULL, -- B delete
	interpreted BOOLEAN NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX before_marks_number ON before_marks (client_id, number);
