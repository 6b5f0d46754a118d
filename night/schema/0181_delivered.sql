-- +goose Up
-- What was delivered in a time is asked by its day.
CREATE INDEX outs_by_time ON outs (went);
