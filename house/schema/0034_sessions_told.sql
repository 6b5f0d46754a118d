-- +goose Up
-- What is said of a session to its owner, so that she knows it again.
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT ''; -- B delete
ALTER TABLE sessions ADD COLUMN own_machine BOOLEAN NOT NULL DEFAULT FALSE; -- B delete
-- Whom a refused sign-in was meant for.
CREATE INDEX trail_refused ON trail (object_id, at) WHERE act = 'session.refused';
CREATE INDEX sessions_staff ON sessions (staff_id);
