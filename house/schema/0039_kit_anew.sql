-- +goose Up
-- Why the kit in force must be made anew: somebody left who keeps a sheet or led
-- the house, or a sheet was lost or seen. Empty while it need not.
ALTER TABLE kits ADD COLUMN anew TEXT NOT NULL DEFAULT ''; -- C keep
