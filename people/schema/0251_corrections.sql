-- +goose Up
-- What stood of somebody from outside before it was corrected, one row for each
-- time. Name and contact rest under the key of the house, as they do where they
-- stand now.
CREATE TABLE outsider_before (
	id          TEXT NOT NULL PRIMARY KEY, -- B keep
	outsider_id TEXT NOT NULL, -- B keep
	name        BLOB NOT NULL, -- A delete
	contact     BLOB NOT NULL, -- A delete
	sex         TEXT NOT NULL, -- B keep
	minor       BOOLEAN NOT NULL, -- B keep
	other_sex   BOOLEAN NOT NULL, -- B keep
	by_staff    TEXT NOT NULL, -- B keep
	at          BIGINT NOT NULL -- B keep
);
CREATE INDEX outsider_before_of ON outsider_before (outsider_id, id);
-- A line of a volunteer that was a mistake: it stays to be read and counts no more.
ALTER TABLE volunteer_lines ADD COLUMN struck_by TEXT NOT NULL DEFAULT ''; -- B keep
-- What was said of a booking before it was corrected.
CREATE TABLE helper_settled_before (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	booking_id TEXT NOT NULL, -- S delete
	state      TEXT NOT NULL, -- B delete
	minutes    INTEGER NOT NULL, -- B delete
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL -- B delete
);
CREATE INDEX helper_settled_before_of ON helper_settled_before (client_id, id);
