-- +goose Up
-- Who was on duty at a site, from when until when; ended is 0 while she is.
CREATE TABLE shifts (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	site_id  TEXT NOT NULL, -- C keep
	staff_id TEXT NOT NULL, -- B keep
	began    BIGINT NOT NULL, -- B keep
	ended    BIGINT NOT NULL, -- B keep
	ended_by TEXT NOT NULL -- B keep
);
CREATE UNIQUE INDEX shifts_open ON shifts (site_id, staff_id) WHERE ended = 0;
CREATE INDEX shifts_of_site ON shifts (site_id, began);

-- What one shift leaves to the next. given is 0 while it is still being written,
-- and there is one such at a site. What is said of the house itself is a sealed
-- word whose owner is the handover.
CREATE TABLE handovers (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	site_id  TEXT NOT NULL, -- C keep
	begun    BIGINT NOT NULL, -- C keep
	given    BIGINT NOT NULL, -- C keep
	by_staff TEXT NOT NULL, -- B keep
	version  BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX handovers_open ON handovers (site_id) WHERE given = 0;
CREATE INDEX handovers_given ON handovers (site_id, given);

-- One line for each of those who live here. Her words are sealed in the identity
-- compartment, which whoever keeps the night reads.
CREATE TABLE handover_lines (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	handover_id TEXT NOT NULL, -- B delete
	client_id   TEXT NOT NULL, -- S delete
	urgency     TEXT NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL, -- B delete
	version     BIGINT NOT NULL -- C delete
);
CREATE UNIQUE INDEX handover_lines_one ON handover_lines (handover_id, client_id);
CREATE INDEX handover_lines_of_client ON handover_lines (client_id, at);

-- Who has read a handover, each once.
CREATE TABLE handover_reads (
	handover_id TEXT NOT NULL, -- C keep
	staff_id    TEXT NOT NULL, -- B keep
	at          BIGINT NOT NULL, -- B keep
	PRIMARY KEY (handover_id, staff_id)
);
