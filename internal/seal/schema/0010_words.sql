-- +goose Up
-- Sealed words, apart from the coded columns so that counting never reads them.
CREATE TABLE words (
  site        TEXT NOT NULL,   -- B delete
  owner       TEXT NOT NULL,   -- S delete
  tbl         TEXT NOT NULL,   -- B delete
  row         TEXT NOT NULL,   -- S delete
  field       TEXT NOT NULL,   -- B delete
  compartment TEXT NOT NULL,   -- B delete
  number      BIGINT NOT NULL, -- B delete
  value       BLOB NOT NULL,   -- S delete
  PRIMARY KEY (owner, tbl, row, field)
) WITHOUT ROWID;
