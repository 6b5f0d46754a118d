-- +goose Up
-- A short contact on the way to trust: what was seen, coded; the words are
-- sealed. mood is the author's own mark and nobody else's. A correction is a new
-- row, superseded the mark on the old one.
CREATE TABLE trust_contacts (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S delete
	episode_id TEXT NOT NULL, -- S delete
	on_day     TEXT NOT NULL, -- B delete
	signs      TEXT NOT NULL, -- A delete
	mood       TEXT NOT NULL, -- A delete
	supersedes TEXT NOT NULL, -- S delete
	superseded BOOLEAN NOT NULL, -- B delete
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL -- B delete
);
CREATE INDEX trust_contacts_of ON trust_contacts (episode_id, id);
CREATE UNIQUE INDEX trust_contacts_once ON trust_contacts (supersedes) WHERE supersedes <> '';

-- One professional's word that trust is there. withdrawn is the day it was taken
-- back; empty while it stands.
CREATE TABLE trust_proposals (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S delete
	episode_id TEXT NOT NULL, -- S delete
	role       TEXT NOT NULL, -- B delete
	on_day     TEXT NOT NULL, -- B delete
	withdrawn  TEXT NOT NULL, -- B delete
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX trust_proposals_one ON trust_proposals (episode_id, role) WHERE withdrawn = '';
CREATE INDEX trust_proposals_of ON trust_proposals (episode_id, id);

-- What the client said when she was asked; the newest counts.
CREATE TABLE trust_answers (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S delete
	episode_id  TEXT NOT NULL, -- S delete
	answer      TEXT NOT NULL, -- A delete
	on_day      TEXT NOT NULL, -- B delete
	interpreted BOOLEAN NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL -- B delete
);
CREATE INDEX trust_answers_of ON trust_answers (episode_id, id);

-- The day trust was reached. ended is the day it was taken back, ended_as by
-- whom: staff or client. There may be several, one after the other.
CREATE TABLE trust_milestones (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	episode_id TEXT NOT NULL, -- S cut
	reached    TEXT NOT NULL, -- B coarsen
	ended      TEXT NOT NULL, -- B coarsen
	ended_as   TEXT NOT NULL, -- B delete
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX trust_milestones_one ON trust_milestones (episode_id) WHERE ended = '';
CREATE INDEX trust_milestones_of ON trust_milestones (client_id, id);
