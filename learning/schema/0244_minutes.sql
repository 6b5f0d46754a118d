-- +goose Up
-- How long the house was with her when she began a course.
ALTER TABLE course_steps ADD COLUMN minutes INTEGER NOT NULL DEFAULT 0; -- B keep
