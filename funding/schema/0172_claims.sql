-- +goose Up
-- What was asked of a funder for a time, in the smallest coins, and what was paid of
-- it or not paid. The note rests under the key of the house.
CREATE TABLE fund_claims (
	id           TEXT NOT NULL PRIMARY KEY, -- B keep
	agreement_id TEXT NOT NULL, -- B keep
	since        TEXT NOT NULL, -- B keep
	until        TEXT NOT NULL, -- B keep
	ledger       BIGINT NOT NULL, -- B keep
	claimed      BIGINT NOT NULL, -- B keep
	on_day       TEXT NOT NULL, -- B keep
	note         BLOB NOT NULL, -- B keep
	by_staff     TEXT NOT NULL, -- B keep
	version      BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX fund_claims_of ON fund_claims (agreement_id, since);
CREATE TABLE fund_answers (
	id       TEXT NOT NULL PRIMARY KEY, -- B keep
	claim_id TEXT NOT NULL, -- B keep
	paid     BOOLEAN NOT NULL, -- B keep
	amount   BIGINT NOT NULL, -- B keep
	on_day   TEXT NOT NULL, -- B keep
	reason   TEXT NOT NULL, -- B keep
	note     BLOB NOT NULL, -- B keep
	by_staff TEXT NOT NULL -- B keep
);
CREATE INDEX fund_answers_of ON fund_answers (claim_id, id);
