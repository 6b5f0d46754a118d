-- +goose Up
CREATE TABLE house (
	one      INTEGER NOT NULL PRIMARY KEY, -- C keep
	settings TEXT NOT NULL, -- C keep
	founded  BIGINT NOT NULL, -- C keep
	version  BIGINT NOT NULL -- C keep
);
CREATE TABLE sites (
	id      TEXT NOT NULL PRIMARY KEY, -- C keep
	kind    TEXT NOT NULL, -- C keep
	name    TEXT NOT NULL, -- C keep
	closed  TEXT NOT NULL, -- C keep
	sort    INTEGER NOT NULL, -- C keep
	version BIGINT NOT NULL -- C keep
);
-- Staff names, titles and second factors rest under the house key.
CREATE TABLE staff (
	id        TEXT NOT NULL PRIMARY KEY, -- B keep
	name      BLOB NOT NULL, -- A delete
	title     BLOB NOT NULL, -- B delete
	language  TEXT NOT NULL, -- B delete
	theme     TEXT NOT NULL, -- C delete
	second_factor BLOB NOT NULL, -- A delete
	on_call   BOOLEAN NOT NULL, -- C delete
	phone     BLOB NOT NULL, -- A delete
	joined    TEXT NOT NULL, -- B keep
	ended     TEXT NOT NULL, -- B keep
	version   BIGINT NOT NULL -- C keep
);
CREATE TABLE staff_names (
	token    BLOB NOT NULL PRIMARY KEY, -- A delete
	staff_id TEXT NOT NULL -- A delete
);
CREATE TABLE grants (
	staff_id TEXT NOT NULL, -- B keep
	role     TEXT NOT NULL, -- B keep
	site_id  TEXT NOT NULL, -- B keep
	since    TEXT NOT NULL, -- B keep
	until    TEXT NOT NULL, -- B keep
	PRIMARY KEY (staff_id, role, site_id, since)
);
CREATE TABLE invitations (
	token    BLOB NOT NULL PRIMARY KEY, -- A delete
	staff_id TEXT NOT NULL, -- B delete
	expires  BIGINT NOT NULL, -- B delete
	used     BIGINT NOT NULL -- B delete
);
CREATE TABLE sessions (
	id       TEXT NOT NULL PRIMARY KEY, -- B delete
	token    BLOB NOT NULL, -- A delete
	staff_id TEXT NOT NULL, -- B delete
	ring     BLOB NOT NULL, -- A delete
	began    BIGINT NOT NULL, -- B delete
	seen     BIGINT NOT NULL, -- B delete
	expires  BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX sessions_token ON sessions (token);
-- A form half filled in, sealed under the writer's own key; page is a token of its address.
CREATE TABLE drafts (
	staff_id TEXT NOT NULL, -- A delete
	page     BLOB NOT NULL, -- A delete
	value    BLOB NOT NULL, -- A delete
	at       BIGINT NOT NULL, -- B delete
	PRIMARY KEY (staff_id, page)
);
-- Which numbers the codes of a year have used, and how many of the present width.
-- A number stays used when its client is forgotten: paper may still carry it.
CREATE TABLE code_counter (
	year  INTEGER NOT NULL PRIMARY KEY, -- C keep
	width INTEGER NOT NULL, -- C keep
	given BIGINT NOT NULL -- C keep
);
CREATE TABLE code_numbers (
	year   INTEGER NOT NULL, -- B keep
	number BIGINT NOT NULL, -- B keep
	PRIMARY KEY (year, number)
) WITHOUT ROWID;
