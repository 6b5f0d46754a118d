-- +goose Up
-- Who confirmed that someone around a client is who she says and no danger.
-- Empty while that is awaited.
ALTER TABLE persons ADD COLUMN confirmed_by TEXT NOT NULL DEFAULT ''; -- B delete
