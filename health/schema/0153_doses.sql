-- +goose Up
-- What became of a dose: given, refused, or she was not there. A correction is a
-- new row. The night writes here too: its words rest in the identity compartment,
-- with the line that it gives by.
CREATE TABLE doses (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S delete
	medicine_id TEXT NOT NULL, -- S delete
	on_day      TEXT NOT NULL, -- A delete
	clock       TEXT NOT NULL, -- A delete
	state       TEXT NOT NULL, -- A delete
	pieces      INTEGER NOT NULL, -- A delete
	newest      BOOLEAN NOT NULL, -- C delete
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX doses_one ON doses (medicine_id, on_day, clock) WHERE newest AND clock <> '';
CREATE INDEX doses_of_client ON doses (client_id, on_day);
