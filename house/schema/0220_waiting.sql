-- +goose Up
-- From when an invitation in place of a forgotten passphrase works: until then the
-- one it is for can stop it.
ALTER TABLE invitations ADD COLUMN opens BIGINT NOT NULL DEFAULT 0; -- B delete
