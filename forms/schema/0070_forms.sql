-- +goose Up
-- The shelf: forms that the house brought, and those that come with the program
-- once somebody answered them. One row is one version; form_key is what versions
-- of a form have in common, and no text of anybody's. Nothing here is about a
-- person.
CREATE TABLE forms (
	id          TEXT NOT NULL PRIMARY KEY, -- C keep
	form_key    TEXT NOT NULL, -- C keep
	hash        TEXT NOT NULL, -- C keep
	compartment TEXT NOT NULL, -- C keep
	shipped     BOOLEAN NOT NULL, -- C keep
	retired     TEXT NOT NULL, -- C keep
	by_staff    TEXT NOT NULL, -- B keep
	at          BIGINT NOT NULL, -- C keep
	version     BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX forms_hash ON forms (hash);

-- The workbooks as they came, under the house key, apart from what is counted.
CREATE TABLE form_workbooks (
	form_id TEXT NOT NULL PRIMARY KEY, -- C keep
	content BLOB NOT NULL -- C keep
);

-- A form that somebody fills in about a client. Every answer is a sealed word of
-- the compartment; only what can be counted stands here.
CREATE TABLE answered_forms (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	episode_id  TEXT NOT NULL, -- S cut
	form_id     TEXT NOT NULL, -- B keep
	compartment TEXT NOT NULL, -- B keep
	state       TEXT NOT NULL, -- B keep
	on_day      TEXT NOT NULL, -- B coarsen
	source      TEXT NOT NULL, -- B keep
	interpreted BOOLEAN NOT NULL, -- B keep
	supersedes  TEXT NOT NULL, -- S delete
	superseded  BOOLEAN NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B keep
	at          BIGINT NOT NULL, -- B coarsen
	version     BIGINT NOT NULL -- C keep
);
CREATE INDEX answered_forms_of_client ON answered_forms (client_id, id);
CREATE INDEX answered_forms_of_form ON answered_forms (form_id, client_id);
CREATE UNIQUE INDEX answered_forms_correction ON answered_forms (supersedes) WHERE supersedes <> '';
