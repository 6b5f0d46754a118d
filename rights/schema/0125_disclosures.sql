-- +goose Up
-- Who was given what of whose file, on what ground, and whether she knows. parts
-- and fields say what it was; what was handed over is kept nowhere. object_id is
-- the record that it came from: a visit, a step with an office, an order. To whom
-- and what in words are sealed in the care compartment.
CREATE TABLE disclosures (
	id              TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id       TEXT NOT NULL, -- S cut
	site_id         TEXT NOT NULL, -- B keep
	way             TEXT NOT NULL, -- B keep
	basis           TEXT NOT NULL, -- B keep
	recipient       TEXT NOT NULL, -- B keep
	organisation_id TEXT NOT NULL, -- B delete
	object_id       TEXT NOT NULL, -- S delete
	parts           TEXT NOT NULL, -- B delete
	fields          TEXT NOT NULL, -- B delete
	told            TEXT NOT NULL, -- B keep
	told_on         TEXT NOT NULL, -- B delete
	why_not         TEXT NOT NULL, -- B delete
	on_day          TEXT NOT NULL, -- B coarsen
	by_staff        TEXT NOT NULL, -- B delete
	approved_by     TEXT NOT NULL, -- B delete
	at              BIGINT NOT NULL, -- B coarsen
	version         BIGINT NOT NULL -- C keep
);
CREATE INDEX disclosures_of_client ON disclosures (client_id, id);
CREATE INDEX disclosures_of_object ON disclosures (object_id) WHERE object_id <> '';
CREATE INDEX disclosures_untold ON disclosures (on_day) WHERE told = 'not-yet';
