-- +goose Up
-- What was delivered in a time is asked by its day.
CREATE INDEX paper_steps_done ON paper_steps (done) WHERE done <> '';
