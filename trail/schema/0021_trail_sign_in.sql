-- +goose Up
-- When each member of staff signed in, for what is new since she was last here.
CREATE INDEX trail_sign_ins ON trail (staff_id, at) WHERE act = 'session.begin';
