-- +goose Up
-- One person in our care. Codes in columns; her names and words are sealed
-- elsewhere (table words). History is never required: every code may be empty.
-- short_id is drawn at random and stands for her in the name index.
CREATE TABLE clients (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	short_id    BIGINT NOT NULL, -- S delete
	site_id     TEXT NOT NULL, -- B keep
	code        TEXT NOT NULL, -- S delete
	number      TEXT NOT NULL, -- S delete
	sex         TEXT NOT NULL, -- B keep
	age_band    TEXT NOT NULL, -- B keep
	birth_year  INTEGER NOT NULL, -- B delete
	language    TEXT NOT NULL, -- B delete
	citizenship TEXT NOT NULL, -- B coarsen
	undetermined BOOLEAN NOT NULL, -- B delete
	origin_country TEXT NOT NULL, -- B keep
	origin_region TEXT NOT NULL, -- B delete
	education   TEXT NOT NULL, -- B delete
	marital     TEXT NOT NULL, -- B delete
	children    INTEGER NOT NULL, -- B delete
	child_of    TEXT NOT NULL, -- S delete
	past        BOOLEAN NOT NULL, -- B keep
	created_at  BIGINT NOT NULL, -- B coarsen
	created_by  TEXT NOT NULL, -- B delete
	version     BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX clients_code ON clients (code);
CREATE UNIQUE INDEX clients_short ON clients (short_id);
CREATE INDEX clients_number ON clients (number, id);
CREATE INDEX clients_by_site ON clients (site_id, id);
CREATE INDEX clients_children ON clients (child_of) WHERE child_of <> '';

-- One time in our care. Stage, stays, consents, assignments and trafficking
-- facts hang here; the person stays one.
CREATE TABLE episodes (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	site_id    TEXT NOT NULL, -- B keep
	opened     TEXT NOT NULL, -- B coarsen
	closed     TEXT NOT NULL, -- B coarsen
	stage      TEXT NOT NULL, -- B keep
	stage_since TEXT NOT NULL, -- B coarsen
	request_id TEXT NOT NULL, -- S delete
	version    BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX episodes_open ON episodes (client_id) WHERE closed = '';
CREATE INDEX episodes_of_client ON episodes (client_id, id);
CREATE INDEX episodes_by_stage ON episodes (stage, client_id);
CREATE INDEX episodes_open_at ON episodes (site_id, client_id) WHERE closed = '';

-- When each stage began: the strip on the file.
CREATE TABLE stages (
	episode_id TEXT NOT NULL, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	stage      TEXT NOT NULL, -- B keep
	since      TEXT NOT NULL, -- B coarsen
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL, -- B delete
	PRIMARY KEY (episode_id, stage, at)
);

CREATE TABLE assignments (
	episode_id TEXT NOT NULL, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	staff_id   TEXT NOT NULL, -- B keep
	role       TEXT NOT NULL, -- B keep
	since      TEXT NOT NULL, -- B coarsen
	until      TEXT NOT NULL, -- B coarsen
	PRIMARY KEY (client_id, staff_id, role, since, episode_id)
);
CREATE INDEX assignments_of_staff ON assignments (staff_id, until, client_id);

-- A conflict of interest. named are the people left; closed are the compartments
-- whose keys are re-keyed to them so far.
CREATE TABLE conflicts (
	client_id TEXT NOT NULL, -- S delete
	staff_id  TEXT NOT NULL, -- S delete
	set_by    TEXT NOT NULL, -- S delete
	set_at    BIGINT NOT NULL, -- S delete
	lifted_by TEXT NOT NULL, -- S delete
	lifted_at BIGINT NOT NULL, -- S delete
	named     TEXT NOT NULL, -- S delete
	closed    TEXT NOT NULL, -- B delete
	PRIMARY KEY (client_id, staff_id, set_at)
);
CREATE INDEX conflicts_of_staff ON conflicts (staff_id, client_id) WHERE lifted_at = 0;

-- Name index, see tokens.go. The key of a site's index comes from its identity
-- circle. The people left after a conflict of interest have an index of their
-- own, whose key is sealed as a word of the owner "names:" and its id.
CREATE TABLE name_indexes (
	id      TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id TEXT NOT NULL, -- B keep
	named   TEXT NOT NULL -- B keep
);
CREATE UNIQUE INDEX name_indexes_of_site ON name_indexes (site_id, named);
CREATE TABLE name_tokens (
	token    BIGINT NOT NULL, -- S delete
	short_id BIGINT NOT NULL, -- S delete
	PRIMARY KEY (token, short_id)
) WITHOUT ROWID;

-- The tokens of one client, packed, so that they can be taken out of the index
-- again. Without any, her names await the index.
CREATE TABLE name_sets (
	short_id BIGINT NOT NULL PRIMARY KEY, -- S delete
	tokens   BLOB NOT NULL -- S delete
);

CREATE TABLE tags (
	client_id TEXT NOT NULL, -- S delete
	tag       TEXT NOT NULL, -- B delete
	PRIMARY KEY (client_id, tag)
);
CREATE INDEX tags_by_tag ON tags (tag, client_id);

-- A note's words are sealed under its compartment. A correction is a new row
-- that supersedes the old; nothing is overwritten.
CREATE TABLE notes (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	episode_id  TEXT NOT NULL, -- S cut
	kind        TEXT NOT NULL, -- B keep
	compartment TEXT NOT NULL, -- B keep
	on_day      TEXT NOT NULL, -- B coarsen
	source      TEXT NOT NULL, -- B keep
	interpreted BOOLEAN NOT NULL, -- B keep
	supersedes  TEXT NOT NULL, -- S delete
	superseded  BOOLEAN NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B keep
	at          BIGINT NOT NULL -- B coarsen
);
CREATE INDEX notes_of_client ON notes (client_id, on_day, id);

-- What whoever is on duty must know at once, one line each.
CREATE TABLE alerts (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	kind       TEXT NOT NULL, -- B keep
	since      TEXT NOT NULL, -- B coarsen
	until      TEXT NOT NULL, -- B coarsen
	by_staff   TEXT NOT NULL, -- B delete
	version    BIGINT NOT NULL -- C keep
);
CREATE INDEX alerts_of_client ON alerts (client_id, until);

-- Kin and other people around a client. Names and contacts are sealed.
CREATE TABLE persons (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	role        TEXT NOT NULL, -- B keep
	compartment TEXT NOT NULL, -- B keep
	knows       TEXT NOT NULL, -- B delete
	source      TEXT NOT NULL, -- B delete
	interpreted BOOLEAN NOT NULL, -- B delete
	ended       TEXT NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	version     BIGINT NOT NULL -- C keep
);
CREATE INDEX persons_of_client ON persons (client_id);

-- Possible exploiters, findable by name token under the house's watch key.
CREATE TABLE watch_tokens (
	token     BLOB NOT NULL, -- S delete
	person_id TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S delete
	PRIMARY KEY (token, person_id)
);

CREATE TABLE consents (
	id           TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id    TEXT NOT NULL, -- S cut
	episode_id   TEXT NOT NULL, -- S cut
	purpose      TEXT NOT NULL, -- B keep
	recipient    TEXT NOT NULL, -- B delete
	fields       TEXT NOT NULL, -- B delete
	language     TEXT NOT NULL, -- B delete
	method       TEXT NOT NULL, -- B keep
	interpreted  BOOLEAN NOT NULL, -- B delete
	refused      BOOLEAN NOT NULL, -- B keep
	given_at     BIGINT NOT NULL, -- B coarsen
	until        TEXT NOT NULL, -- B coarsen
	withdrawn_at BIGINT NOT NULL, -- B coarsen
	by_staff     TEXT NOT NULL, -- B delete
	version      BIGINT NOT NULL -- C keep
);
CREATE INDEX consents_of_client ON consents (client_id, purpose);

CREATE TABLE documents (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	episode_id  TEXT NOT NULL, -- S cut
	kind        TEXT NOT NULL, -- B keep
	compartment TEXT NOT NULL, -- B keep
	media       TEXT NOT NULL, -- B delete
	size        BIGINT NOT NULL, -- B delete
	pages       INTEGER NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL -- B coarsen
);
CREATE INDEX documents_of_client ON documents (client_id);
CREATE TABLE document_chunks (
	document_id TEXT NOT NULL, -- A delete
	n           INTEGER NOT NULL, -- A delete
	value       BLOB NOT NULL, -- A delete
	PRIMARY KEY (document_id, n)
);

-- Trafficking facts of an episode, coded as HTCDS 2.0. A correction is a new
-- row; the newest (largest id) counts.
CREATE TABLE trafficking (
	id            TEXT NOT NULL PRIMARY KEY, -- S delete
	episode_id    TEXT NOT NULL, -- S cut
	client_id     TEXT NOT NULL, -- S cut
	status        TEXT NOT NULL, -- B keep
	decided_by    TEXT NOT NULL, -- B keep
	decided_on    TEXT NOT NULL, -- B coarsen
	from_earliest TEXT NOT NULL, -- B coarsen
	from_latest   TEXT NOT NULL, -- B coarsen
	from_precision TEXT NOT NULL, -- B delete
	until_earliest TEXT NOT NULL, -- B coarsen
	until_latest  TEXT NOT NULL, -- B coarsen
	until_precision TEXT NOT NULL, -- B delete
	months_least  INTEGER NOT NULL, -- B delete
	months_most   INTEGER NOT NULL, -- B delete
	age_when      INTEGER NOT NULL, -- B delete
	recruiter     TEXT NOT NULL, -- B keep
	exit_mode     TEXT NOT NULL, -- B keep
	source        TEXT NOT NULL, -- B delete
	interpreted   BOOLEAN NOT NULL, -- B delete
	newest        BOOLEAN NOT NULL, -- C keep
	by_staff      TEXT NOT NULL, -- B delete
	at            BIGINT NOT NULL, -- B delete
	version       BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX trafficking_newest ON trafficking (episode_id) WHERE newest;
CREATE INDEX trafficking_of_client ON trafficking (client_id);
-- The answers that may be several: list names a code list (htcds/exploitation …).
CREATE TABLE trafficking_codes (
	trafficking_id TEXT NOT NULL, -- S delete
	client_id      TEXT NOT NULL, -- S cut
	list           TEXT NOT NULL, -- B keep
	code           TEXT NOT NULL, -- B keep
	PRIMARY KEY (trafficking_id, list, code)
);
CREATE TABLE trafficking_places (
	trafficking_id TEXT NOT NULL, -- S delete
	n              INTEGER NOT NULL, -- C delete
	client_id      TEXT NOT NULL, -- S cut
	kind           TEXT NOT NULL, -- B keep
	country        TEXT NOT NULL, -- B keep
	region         TEXT NOT NULL, -- B delete
	earliest       TEXT NOT NULL, -- B delete
	latest         TEXT NOT NULL, -- B delete
	precision      TEXT NOT NULL, -- B delete
	PRIMARY KEY (trafficking_id, n)
);

CREATE TABLE client_languages (
	client_id TEXT NOT NULL, -- S delete
	language  TEXT NOT NULL, -- B delete
	speaks    BOOLEAN NOT NULL, -- B delete
	literacy  TEXT NOT NULL, -- B delete
	PRIMARY KEY (client_id, language)
);
