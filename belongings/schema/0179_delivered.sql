-- +goose Up
-- What was delivered in a time is asked by its day.
CREATE INDEX given_things_by_day ON given_things (on_day, client_id);
