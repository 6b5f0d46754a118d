-- +goose Up
-- What was delivered in a time is asked by its day.
CREATE INDEX plan_steps_done ON plan_steps (state_on) WHERE state = 'done';
CREATE INDEX skill_ratings_by_day ON skill_ratings (on_day, client_id);
