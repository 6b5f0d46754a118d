-- +goose Up
-- Whose time is over is counted from the files that were closed long ago, each morning.
CREATE INDEX episodes_closed ON episodes (closed, client_id) WHERE closed <> '';
