-- +goose Up
-- What the chapter said of a service when it was put right: it counts while that is
-- still so. Of what was put right before this was kept, nobody knows.
ALTER TABLE services_mended ADD COLUMN was_minutes INTEGER NOT NULL DEFAULT -1; -- B delete
ALTER TABLE services_mended ADD COLUMN was_payer TEXT NOT NULL DEFAULT ''; -- B delete
DROP INDEX services_mended_on;
CREATE INDEX services_mended_row ON services_mended (source, row_id, id);
