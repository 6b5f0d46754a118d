-- +goose Up
-- What was delivered in a time is asked by its day.
CREATE INDEX calls_by_day ON calls (on_day, client_id);
