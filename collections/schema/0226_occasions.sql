-- +goose Up
-- At which lesson of another chapter something was used; empty where the line stands
-- by itself. No person stands beside a lesson here.
ALTER TABLE thing_uses ADD COLUMN occasion TEXT NOT NULL DEFAULT ''; -- C keep
CREATE INDEX thing_uses_occasion ON thing_uses (occasion) WHERE occasion <> '';
