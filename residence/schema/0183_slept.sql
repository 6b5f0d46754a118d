-- +goose Up
-- Who slept here in a time is asked of those who had not gone before it, and not of
-- everybody who ever came.
CREATE INDEX stays_by_until ON stays (until, since);
