-- +goose Up
-- A claim that adds to another names it; one that was withdrawn says when. Of one time
-- there is one that stands.
ALTER TABLE fund_claims ADD COLUMN hangs_on TEXT NOT NULL DEFAULT ''; -- B keep
ALTER TABLE fund_claims ADD COLUMN withdrawn TEXT NOT NULL DEFAULT ''; -- B keep
DROP INDEX fund_claims_of;
CREATE UNIQUE INDEX fund_claims_of ON fund_claims (agreement_id, since) WHERE hangs_on = '' AND withdrawn = '';
-- Why a claim was withdrawn, under the key of the house.
CREATE TABLE fund_withdrawals (
	claim_id TEXT NOT NULL PRIMARY KEY, -- B keep
	why      BLOB NOT NULL, -- B keep
	by_staff TEXT NOT NULL -- B keep
);
-- An answer that puts another right names it, and says when it did.
ALTER TABLE fund_answers ADD COLUMN instead_of TEXT NOT NULL DEFAULT ''; -- B keep
ALTER TABLE fund_answers ADD COLUMN written TEXT NOT NULL DEFAULT ''; -- B keep
CREATE UNIQUE INDEX fund_answers_instead ON fund_answers (instead_of) WHERE instead_of <> '';
