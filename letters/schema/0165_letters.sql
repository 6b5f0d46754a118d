-- +goose Up
-- Letters about a client to an office. What they say rests in the file, in the
-- compartment that kind speaks of; edition grows with each change, and what a
-- colleague looked at before counts no more. What left is frozen there too.
CREATE TABLE client_letters (
	id              TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id       TEXT NOT NULL, -- S cut
	episode_id      TEXT NOT NULL, -- S cut
	number          INTEGER NOT NULL, -- B delete
	kind            TEXT NOT NULL, -- B delete
	language        TEXT NOT NULL, -- B delete
	template_id     TEXT NOT NULL, -- B delete
	organisation_id TEXT NOT NULL, -- S delete
	named           BOOLEAN NOT NULL, -- B delete
	basis           TEXT NOT NULL, -- B delete
	facts           TEXT NOT NULL, -- B delete
	edition         INTEGER NOT NULL, -- B delete
	since           TEXT NOT NULL, -- B delete
	seen_edition    INTEGER NOT NULL, -- B delete
	seen_by         TEXT NOT NULL, -- B delete
	handed_on       TEXT NOT NULL, -- B delete
	handed_by       TEXT NOT NULL, -- B delete
	out_number      INTEGER NOT NULL, -- C keep
	out_year        INTEGER NOT NULL, -- C keep
	dropped_on      TEXT NOT NULL, -- B delete
	by_staff        TEXT NOT NULL, -- B delete
	at              BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX client_letters_number ON client_letters (client_id, number);
CREATE UNIQUE INDEX client_letters_out ON client_letters (out_year, out_number) WHERE out_number > 0;

-- Letters with gaps that the house brought. What each is called, and the file, rest
-- under the key of the house; one never changes, so that a letter keeps its own.
CREATE TABLE letter_templates (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	kind     TEXT NOT NULL, -- C keep
	language TEXT NOT NULL, -- C keep
	name     BLOB NOT NULL, -- C keep
	digest   TEXT NOT NULL, -- C keep
	retired  TEXT NOT NULL, -- C keep
	by_staff TEXT NOT NULL, -- B keep
	at       BIGINT NOT NULL, -- C keep
	version  BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX letter_templates_digest ON letter_templates (digest);
CREATE TABLE letter_files (
	template_id TEXT NOT NULL PRIMARY KEY, -- C keep
	content     BLOB NOT NULL -- C keep
);

-- How the house heads its letters, under its own key. One row.
CREATE TABLE letter_settings (
	id      TEXT NOT NULL PRIMARY KEY, -- C keep
	head    BLOB NOT NULL, -- C keep
	version BIGINT NOT NULL -- C keep
);

-- Journals of services that were handed to an inspector: of which month, by name or
-- by code, to whom. Who stood in one is in the register of what was given.
CREATE TABLE journals (
	id              TEXT NOT NULL PRIMARY KEY, -- C keep
	month           TEXT NOT NULL, -- C keep
	named           BOOLEAN NOT NULL, -- C keep
	organisation_id TEXT NOT NULL, -- C keep
	basis           TEXT NOT NULL, -- C keep
	lines           INTEGER NOT NULL, -- C keep
	on_day          TEXT NOT NULL, -- C keep
	by_staff        TEXT NOT NULL, -- B keep
	at              BIGINT NOT NULL -- C keep
);
