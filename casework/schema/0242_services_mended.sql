-- +goose Up
-- What was put right of a service that stands in its own chapter: how long it took and
-- who pays. The newest counts; what stood there before stays where it was written.
CREATE TABLE services_mended (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	source    TEXT NOT NULL, -- B delete
	row_id    TEXT NOT NULL, -- S delete
	on_day    TEXT NOT NULL, -- B delete
	minutes   INTEGER NOT NULL, -- B delete
	payer     TEXT NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE INDEX services_mended_on ON services_mended (source, on_day, id);
CREATE INDEX services_mended_of ON services_mended (client_id, id);
