-- +goose Up
-- A visit to a doctor or a doctor's visit here. A held one is the service
-- delivered, with its minutes and payer.
CREATE TABLE appointments (
	id              TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id       TEXT NOT NULL, -- S cut
	episode_id      TEXT NOT NULL, -- S cut
	kind            TEXT NOT NULL, -- A delete
	on_day          TEXT NOT NULL, -- B coarsen
	at_clock        TEXT NOT NULL, -- B delete
	organisation_id TEXT NOT NULL, -- B keep
	person_id       TEXT NOT NULL, -- S delete
	escort          TEXT NOT NULL, -- B delete
	doctor_sex      TEXT NOT NULL, -- A delete
	interpreter     TEXT NOT NULL, -- B delete
	transport       TEXT NOT NULL, -- B delete
	payer           TEXT NOT NULL, -- B keep
	service         TEXT NOT NULL, -- B keep
	state           TEXT NOT NULL, -- B keep
	why_not         TEXT NOT NULL, -- B delete
	minutes         INTEGER NOT NULL, -- B keep
	by_staff        TEXT NOT NULL, -- B keep
	at              BIGINT NOT NULL, -- B delete
	version         BIGINT NOT NULL -- C keep
);
CREATE INDEX appointments_of_client ON appointments (client_id, on_day, id);
CREATE INDEX appointments_planned ON appointments (on_day, client_id) WHERE state = 'planned';
