-- +goose Up
-- A look at the risks, together with the client. A new look is a new row.
-- Reports is how many contacts and changes had been reported by then: whatever
-- was reported since makes another look due.
CREATE TABLE risk_reviews (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	episode_id  TEXT NOT NULL, -- S cut
	number      INTEGER NOT NULL, -- C delete
	reports     INTEGER NOT NULL, -- C delete
	on_day      TEXT NOT NULL, -- B coarsen
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX risk_reviews_number ON risk_reviews (client_id, number);
CREATE TABLE risk_answers (
	review_id   TEXT NOT NULL, -- S cut
	client_id   TEXT NOT NULL, -- S cut
	question    TEXT NOT NULL, -- B keep
	likelihood  INTEGER NOT NULL, -- B keep
	harm        INTEGER NOT NULL, -- B keep
	source      TEXT NOT NULL, -- B delete
	interpreted BOOLEAN NOT NULL, -- B delete
	PRIMARY KEY (review_id, question)
);
CREATE INDEX risk_answers_of_client ON risk_answers (client_id);

-- Contact with the exploiter, or a change, as someone on duty noticed it.
CREATE TABLE risk_reports (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	number    INTEGER NOT NULL, -- C delete
	kind      TEXT NOT NULL, -- B keep
	on_day    TEXT NOT NULL, -- B coarsen
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX risk_reports_number ON risk_reports (client_id, number);

-- What ties a client to an exploiter, for the psychologist and the director.
CREATE TABLE bonds (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S delete
	number    INTEGER NOT NULL, -- C delete
	level     TEXT NOT NULL, -- B delete
	on_day    TEXT NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX bonds_number ON bonds (client_id, number);
CREATE TABLE bond_instances (
	bond_id   TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S delete
	kind      TEXT NOT NULL, -- B delete
	PRIMARY KEY (bond_id, kind)
);
CREATE INDEX bond_instances_of_client ON bond_instances (client_id);

-- Rules for calls and visits as they are now: kept apart from their reason, so
-- that the night can keep them without knowing it. A set without rules lifts
-- those before it.
CREATE TABLE contact_rule_sets (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	number    INTEGER NOT NULL, -- C delete
	newest    BOOLEAN NOT NULL, -- C delete
	until     TEXT NOT NULL, -- B delete
	explained BOOLEAN NOT NULL, -- B delete
	on_day    TEXT NOT NULL, -- B coarsen
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX contact_rule_sets_number ON contact_rule_sets (client_id, number);
CREATE UNIQUE INDEX contact_rule_sets_newest ON contact_rule_sets (client_id) WHERE newest;
CREATE TABLE contact_rules (
	set_id    TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	rule      TEXT NOT NULL, -- B delete
	PRIMARY KEY (set_id, rule)
);
CREATE INDEX contact_rules_of_client ON contact_rules (client_id);
