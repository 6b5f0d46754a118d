-- +goose Up
-- Whom somebody asks to stand behind an act as the second, at her own desk: ids,
-- the key of what for, and a digest of what exactly. A row goes when it is used,
-- taken back or refused, or when its day is over. The tag is made under the house
-- key, so that nobody writes an agreement who has only the database.
CREATE TABLE seconds (
	id        TEXT NOT NULL PRIMARY KEY, -- B delete
	act       TEXT NOT NULL, -- B delete
	client_id TEXT NOT NULL, -- S delete
	object_id TEXT NOT NULL, -- B delete
	how       TEXT NOT NULL, -- B delete
	print     TEXT NOT NULL, -- B delete
	n         BIGINT NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	second    TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL, -- B delete
	until     BIGINT NOT NULL, -- B delete
	agreed    BIGINT NOT NULL, -- B delete
	tag       BLOB NOT NULL -- A delete
);
CREATE UNIQUE INDEX seconds_deed ON seconds (by_staff, act, client_id, object_id);
CREATE INDEX seconds_of ON seconds (second, id);
CREATE INDEX seconds_client ON seconds (client_id) WHERE client_id <> '';
CREATE INDEX seconds_until ON seconds (until);
-- What ended one, so that a row put back into the database is not used again.
CREATE INDEX trail_seconds ON trail (object_id) WHERE act IN ('second.use', 'second.end');
