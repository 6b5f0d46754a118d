-- +goose Up
-- The recovery kits of the house, the newest last. One is in force: proven and
-- not ended. Marks know the printed sheets again and say nothing about them;
-- holders, who keeps which sheet, rest under the house key.
CREATE TABLE kits (
	id        TEXT NOT NULL PRIMARY KEY, -- C keep
	number    INTEGER NOT NULL, -- C keep
	drawn     BIGINT NOT NULL, -- C keep
	drawn_by  TEXT NOT NULL, -- B keep
	proven    BIGINT NOT NULL, -- C keep
	drilled   BIGINT NOT NULL, -- C keep
	circles   INTEGER NOT NULL, -- C keep
	marks     BLOB NOT NULL, -- A keep
	holders   BLOB NOT NULL, -- A keep
	used      BIGINT NOT NULL, -- C keep
	used_for  TEXT NOT NULL, -- B keep
	later     INTEGER NOT NULL, -- C keep
	version   BIGINT NOT NULL -- C keep
);
