-- +goose Up
-- Until when a site is for what a mandate says; empty until another begins.
ALTER TABLE fund_mandates ADD COLUMN until TEXT NOT NULL DEFAULT ''; -- B keep
-- What stood of a mandate and of a licence before it was corrected, one row for each
-- time, with who corrected it. The words rest under the key of the house.
CREATE TABLE fund_mandates_before (
	id              TEXT NOT NULL PRIMARY KEY, -- B keep
	mandate_id      TEXT NOT NULL, -- B keep
	since           TEXT NOT NULL, -- B keep
	until           TEXT NOT NULL, -- B keep
	organisation_id TEXT NOT NULL, -- B keep
	words           BLOB NOT NULL, -- B keep
	by_staff        TEXT NOT NULL, -- B keep
	on_day          TEXT NOT NULL -- B keep
);
CREATE INDEX fund_mandates_before_of ON fund_mandates_before (mandate_id, id);
CREATE TABLE fund_licences_before (
	id         TEXT NOT NULL PRIMARY KEY, -- B keep
	licence_id TEXT NOT NULL, -- B keep
	since      TEXT NOT NULL, -- B keep
	until      TEXT NOT NULL, -- B keep
	number     BLOB NOT NULL, -- B keep
	office     BLOB NOT NULL, -- B keep
	by_staff   TEXT NOT NULL, -- B keep
	on_day     TEXT NOT NULL -- B keep
);
CREATE INDEX fund_licences_before_of ON fund_licences_before (licence_id, id);
