-- +goose Up
-- The first night for which there was the bed; empty for beds of before this was kept.
-- The last day is closed.
ALTER TABLE beds ADD COLUMN opened TEXT NOT NULL DEFAULT ''; -- C keep
