-- +goose Up
-- When the owner of a session last proved that it is she.
ALTER TABLE sessions ADD COLUMN proven BIGINT NOT NULL DEFAULT 0; -- B delete
