-- +goose Up
-- A step that a colleague took and a look at a skill are services: how long they took,
-- and who pays for the practice, stand here once.
ALTER TABLE plan_steps ADD COLUMN minutes INTEGER NOT NULL DEFAULT 0; -- B keep
ALTER TABLE skill_ratings ADD COLUMN minutes INTEGER NOT NULL DEFAULT 0; -- B keep
ALTER TABLE skill_ratings ADD COLUMN payer TEXT NOT NULL DEFAULT ''; -- B keep
