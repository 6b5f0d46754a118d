-- +goose Up
-- A file's strengths stand on top of it, however long its timeline is.
CREATE INDEX notes_strengths ON notes (client_id, on_day, id) WHERE kind = 'strength';
