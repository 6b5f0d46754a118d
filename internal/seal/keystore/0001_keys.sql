-- +goose Up
-- The key store: who can open what. Every key in it is wrapped; ids only, no names.

CREATE TABLE house (
  id   INTEGER PRIMARY KEY, -- A delete
  body TEXT NOT NULL        -- A delete
);

CREATE TABLE secrets (
  name  TEXT PRIMARY KEY, -- A delete
  value BLOB NOT NULL     -- A delete
);

CREATE TABLE tide (
  id INTEGER PRIMARY KEY, -- A delete
  n  BIGINT NOT NULL      -- A delete
);
INSERT INTO tide (id, n) VALUES (1, 1);

CREATE TABLE people (
  staff  TEXT PRIMARY KEY, -- A delete
  public BLOB NOT NULL,    -- A delete
  slot   BLOB NOT NULL     -- A delete
);

CREATE TABLE supervision (
  site     TEXT PRIMARY KEY, -- A delete
  turn     BIGINT NOT NULL,  -- A delete
  public   BLOB NOT NULL,    -- A delete
  first    TEXT NOT NULL,    -- A delete
  half_one BLOB NOT NULL,    -- A delete
  second   TEXT NOT NULL,    -- A delete
  half_two BLOB NOT NULL     -- A delete
);

-- A circle has one row for each epoch still in use; owner is empty, or the one
-- owner whose words are open to named people only.
CREATE TABLE circles (
  site        TEXT NOT NULL,    -- A delete
  compartment TEXT NOT NULL,    -- A delete
  owner       TEXT NOT NULL,    -- S delete
  epoch       BIGINT NOT NULL,  -- A delete
  public      BLOB NOT NULL,    -- A delete
  stale       BOOLEAN NOT NULL, -- A delete
  PRIMARY KEY (site, compartment, owner, epoch)
);
CREATE INDEX circles_owner ON circles (owner);

CREATE TABLE wraps (
  site        TEXT NOT NULL,   -- A delete
  compartment TEXT NOT NULL,   -- A delete
  owner       TEXT NOT NULL,   -- S delete
  epoch       BIGINT NOT NULL, -- A delete
  holder      TEXT NOT NULL,   -- A delete
  value       BLOB NOT NULL,   -- A delete
  PRIMARY KEY (site, compartment, owner, epoch, holder)
);
CREATE INDEX wraps_holder ON wraps (holder, owner);
CREATE INDEX wraps_owner ON wraps (owner);

CREATE TABLE waiting (
  site        TEXT NOT NULL, -- A delete
  compartment TEXT NOT NULL, -- A delete
  staff       TEXT NOT NULL, -- A delete
  PRIMARY KEY (site, compartment, staff)
);

-- Data keys. The owner leads, because everything asked of this table is asked
-- about an owner, and forgetting one must be quick and sure.
CREATE TABLE keys (
  owner       TEXT NOT NULL,    -- S delete
  site        TEXT NOT NULL,    -- A delete
  compartment TEXT NOT NULL,    -- A delete
  number      BIGINT NOT NULL,  -- A delete
  named       BOOLEAN NOT NULL, -- A delete
  epoch       BIGINT NOT NULL,  -- A delete
  outside     BOOLEAN NOT NULL, -- A delete
  value       BLOB NOT NULL,    -- A delete
  made        BIGINT NOT NULL,  -- A delete
  PRIMARY KEY (owner, site, compartment, number)
) WITHOUT ROWID;
