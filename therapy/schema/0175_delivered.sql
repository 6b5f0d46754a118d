-- +goose Up
-- What was delivered in a time is asked by its day.
CREATE INDEX therapy_sessions_by_day ON therapy_sessions (on_day);
