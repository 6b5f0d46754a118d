-- +goose Up
-- By whom the consent was given on whose ground something left: as consents have it,
-- unknown where that one does not say, empty where none was found or asked for.
ALTER TABLE disclosures ADD COLUMN consent_by TEXT NOT NULL DEFAULT ''; -- B delete
