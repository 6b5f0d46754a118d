-- +goose Up
-- How many clients are with each colleague today is counted without reading who was
-- with whom in all the years before.
CREATE INDEX assignments_now ON assignments (staff_id, role, client_id) WHERE until = '';
