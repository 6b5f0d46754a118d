-- +goose Up
-- Who pays for what she was given.
ALTER TABLE given_things ADD COLUMN payer TEXT NOT NULL DEFAULT ''; -- B keep
