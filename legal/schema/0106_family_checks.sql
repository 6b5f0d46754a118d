-- +goose Up
-- What one source says about one person in the family check of a return: who
-- recruited, who profited, who knew. Without a person it speaks of the family as a
-- whole. A correction is a new row; words are sealed in safety.
CREATE TABLE family_accounts (
	id              TEXT NOT NULL PRIMARY KEY, -- S delete
	return_id       TEXT NOT NULL, -- S delete
	client_id       TEXT NOT NULL, -- S cut
	person_id       TEXT NOT NULL, -- S delete
	source          TEXT NOT NULL, -- B keep
	interpreted     BOOLEAN NOT NULL, -- B delete
	organisation_id TEXT NOT NULL, -- B delete
	recruited       TEXT NOT NULL, -- B keep
	profited        TEXT NOT NULL, -- B keep
	knew            TEXT NOT NULL, -- B keep
	on_day          TEXT NOT NULL, -- B coarsen
	supersedes      TEXT NOT NULL, -- S delete
	superseded      BOOLEAN NOT NULL, -- B delete
	by_staff        TEXT NOT NULL, -- B delete
	at              BIGINT NOT NULL -- B coarsen
);
CREATE INDEX family_accounts_of_client ON family_accounts (client_id, return_id);

-- The risk matrix of a return; the newest counts.
CREATE TABLE return_risks (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	return_id  TEXT NOT NULL, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	on_day     TEXT NOT NULL, -- B coarsen
	superseded BOOLEAN NOT NULL, -- B delete
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL -- B coarsen
);
CREATE UNIQUE INDEX return_risks_standing ON return_risks (return_id) WHERE NOT superseded;
CREATE INDEX return_risks_of_client ON return_risks (client_id);
CREATE TABLE return_risk_answers (
	risk_id    TEXT NOT NULL, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	question   TEXT NOT NULL, -- B keep
	likelihood INTEGER NOT NULL, -- B delete
	harm       INTEGER NOT NULL, -- B delete
	PRIMARY KEY (risk_id, question)
);
CREATE INDEX return_risk_answers_of_client ON return_risk_answers (client_id);

-- Her own answer to going; the newest counts.
CREATE TABLE return_answers (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	return_id   TEXT NOT NULL, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	answer      TEXT NOT NULL, -- B keep
	interpreted BOOLEAN NOT NULL, -- B delete
	on_day      TEXT NOT NULL, -- B coarsen
	superseded  BOOLEAN NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL -- B coarsen
);
CREATE UNIQUE INDEX return_answers_standing ON return_answers (return_id) WHERE NOT superseded;
CREATE INDEX return_answers_of_client ON return_answers (client_id, return_id);

-- A signature stands under the answers that print names, and under no others.
CREATE TABLE return_signatures (
	id           TEXT NOT NULL PRIMARY KEY, -- S delete
	return_id    TEXT NOT NULL, -- S delete
	client_id    TEXT NOT NULL, -- S cut
	place        TEXT NOT NULL, -- B keep
	print        TEXT NOT NULL, -- S delete
	on_day       TEXT NOT NULL, -- B coarsen
	by_staff     TEXT NOT NULL, -- B delete
	withdrawn_at BIGINT NOT NULL, -- B delete
	withdrawn_by TEXT NOT NULL -- B delete
);
CREATE UNIQUE INDEX return_signatures_place ON return_signatures (return_id, print, place) WHERE withdrawn_at = 0;
CREATE UNIQUE INDEX return_signatures_hand ON return_signatures (return_id, print, by_staff) WHERE withdrawn_at = 0;
CREATE INDEX return_signatures_of_client ON return_signatures (client_id);

-- An exception asked of a head and what was answered, in writing: the reasons are
-- sealed in safety.
CREATE TABLE return_exceptions (
	id           TEXT NOT NULL PRIMARY KEY, -- S delete
	return_id    TEXT NOT NULL, -- S delete
	client_id    TEXT NOT NULL, -- S cut
	asked_on     TEXT NOT NULL, -- B coarsen
	asked_by     TEXT NOT NULL, -- B delete
	answer       TEXT NOT NULL, -- B keep
	answered_on  TEXT NOT NULL, -- B coarsen
	answered_by  TEXT NOT NULL, -- B delete
	print        TEXT NOT NULL, -- S delete
	withdrawn_at BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX return_exceptions_asked ON return_exceptions (return_id) WHERE answer = '';
CREATE INDEX return_exceptions_of_client ON return_exceptions (client_id);
