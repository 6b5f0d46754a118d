-- +goose Up
-- Whom somebody met who came to the house unannounced. That somebody came stands
-- with the visits; this is the client's.
CREATE TABLE visit_met (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	visit_id  TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	on_day    TEXT NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX visit_met_once ON visit_met (visit_id, client_id);
CREATE INDEX visit_met_of ON visit_met (client_id, id);
