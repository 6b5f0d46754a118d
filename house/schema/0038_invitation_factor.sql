-- +goose Up
-- Whether the second step of the one invited is lost too and goes when she accepts.
ALTER TABLE invitations ADD COLUMN factor_lost BOOLEAN NOT NULL DEFAULT FALSE; -- B delete
