-- +goose Up
-- What was delivered in a time is asked by its day.
CREATE INDEX appointments_by_day ON appointments (on_day, client_id);
