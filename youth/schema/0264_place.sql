-- +goose Up
-- Where a group meets: a room, or a place outside, whose words may say with whom. Sealed
-- under the key of the house; only ever what holds now.
ALTER TABLE youth_slots ADD COLUMN place BLOB NOT NULL DEFAULT ''; -- B delete
