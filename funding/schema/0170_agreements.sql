-- +goose Up
-- What funders have promised to pay. payer is the kind by which the rows of other
-- chapters name it. services and absences are lists of codes. What the agreement
-- is called, its number and the name of the funder's own form rest under the key
-- of the house.
CREATE TABLE fund_agreements (
	id          TEXT NOT NULL PRIMARY KEY, -- B keep
	payer       TEXT NOT NULL, -- B keep
	currency    TEXT NOT NULL, -- B keep
	since       TEXT NOT NULL, -- B keep
	until       TEXT NOT NULL, -- B keep
	pays_days   BOOLEAN NOT NULL, -- B keep
	absent_days INTEGER NOT NULL, -- B keep
	mandate_id  TEXT NOT NULL, -- B keep
	rhythm      TEXT NOT NULL, -- B keep
	due_days    INTEGER NOT NULL, -- B keep
	officer     TEXT NOT NULL, -- B keep
	services    TEXT NOT NULL, -- B keep
	absences    TEXT NOT NULL, -- B keep
	name        BLOB NOT NULL, -- B keep
	number      BLOB NOT NULL, -- B keep
	form        BLOB NOT NULL, -- B keep
	by_staff    TEXT NOT NULL, -- B keep
	version     BIGINT NOT NULL -- C keep
);
-- Who gives the money, itself or through another. parts are ten-thousandths.
CREATE TABLE fund_funders (
	agreement_id    TEXT NOT NULL, -- B keep
	organisation_id TEXT NOT NULL, -- B keep
	through_id      TEXT NOT NULL, -- B keep
	parts           INTEGER NOT NULL, -- B keep
	PRIMARY KEY (agreement_id, organisation_id)
);
CREATE TABLE fund_sites (
	agreement_id TEXT NOT NULL, -- B keep
	site_id      TEXT NOT NULL, -- B keep
	PRIMARY KEY (agreement_id, site_id)
);
-- How much of what was agreed for a time: days, people, services of a kind.
CREATE TABLE fund_targets (
	id           TEXT NOT NULL PRIMARY KEY, -- B keep
	agreement_id TEXT NOT NULL, -- B keep
	what         TEXT NOT NULL, -- B keep
	since        TEXT NOT NULL, -- B keep
	until        TEXT NOT NULL, -- B keep
	number       INTEGER NOT NULL -- B keep
);
CREATE UNIQUE INDEX fund_targets_of ON fund_targets (agreement_id, what, since);
-- What one unit costs from a day on, in the smallest coins. An empty kind is every
-- kind of service that has none of its own.
CREATE TABLE fund_tariffs (
	id           TEXT NOT NULL PRIMARY KEY, -- B keep
	agreement_id TEXT NOT NULL, -- B keep
	unit         TEXT NOT NULL, -- B keep
	kind         TEXT NOT NULL, -- B keep
	since        TEXT NOT NULL, -- B keep
	until        TEXT NOT NULL, -- B keep
	amount       BIGINT NOT NULL -- B keep
);
CREATE UNIQUE INDEX fund_tariffs_of ON fund_tariffs (agreement_id, unit, kind, since);
-- What the house is for, who runs it and how it describes itself, site by site and
-- from a day on: who came before stays under what stood then. The words rest under
-- the key of the house.
CREATE TABLE fund_mandates (
	id              TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id         TEXT NOT NULL, -- B keep
	since           TEXT NOT NULL, -- B keep
	organisation_id TEXT NOT NULL, -- B keep
	words           BLOB NOT NULL, -- B keep
	by_staff        TEXT NOT NULL, -- B keep
	version         BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX fund_mandates_of ON fund_mandates (site_id, since);
