-- +goose Up
-- Who stands on the list of a sheet that has one, and how: by name, by code, or as
-- nobody. No name and no code is kept here. days are ten-thousandths, amount the
-- smallest coins.
CREATE TABLE report_lines (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	report_id TEXT NOT NULL, -- B keep
	n         INTEGER NOT NULL, -- B delete
	client_id TEXT NOT NULL, -- S cut
	shown     TEXT NOT NULL, -- B delete
	days      BIGINT NOT NULL, -- B keep
	services  INTEGER NOT NULL, -- B keep
	amount    BIGINT NOT NULL -- B keep
);
CREATE INDEX report_lines_of ON report_lines (report_id, n);
CREATE INDEX report_lines_of_client ON report_lines (client_id);
