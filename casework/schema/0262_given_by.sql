-- +goose Up
-- Who gave a consent: she herself, a parent or guardian, a court or a guardianship
-- body, or somebody else, whose right a sealed word says; empty is not written down.
-- assent is what she herself said where another gave it. other_guardian: somebody
-- looked, and it was not the guardian who is a danger to her.
ALTER TABLE consents ADD COLUMN given_by TEXT NOT NULL DEFAULT ''; -- B keep
ALTER TABLE consents ADD COLUMN assent TEXT NOT NULL DEFAULT ''; -- B delete
ALTER TABLE consents ADD COLUMN other_guardian BOOLEAN NOT NULL DEFAULT FALSE; -- B delete
