-- +goose Up
-- Data keys of one owner that were lent to one person for a time, sealed to her.
CREATE TABLE loans (
  staff       TEXT NOT NULL,   -- A delete
  owner       TEXT NOT NULL,   -- S delete
  site        TEXT NOT NULL,   -- A delete
  compartment TEXT NOT NULL,   -- A delete
  number      BIGINT NOT NULL, -- A delete
  until       BIGINT NOT NULL, -- A delete
  value       BLOB NOT NULL,   -- A delete
  PRIMARY KEY (staff, owner, site, compartment, number)
);
CREATE INDEX loans_owner ON loans (owner);
CREATE INDEX loans_until ON loans (until);
