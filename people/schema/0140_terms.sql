-- +goose Up
-- On what terms somebody works here: how she is engaged, since when and until
-- when, as far as that is known. Her title stands with her name, under the key of
-- the house.
CREATE TABLE staff_terms (
	staff_id        TEXT NOT NULL PRIMARY KEY, -- B keep
	engaged         TEXT NOT NULL, -- B keep
	began_earliest  TEXT NOT NULL, -- B keep
	began_latest    TEXT NOT NULL, -- B keep
	began_precision TEXT NOT NULL, -- B keep
	ends_earliest   TEXT NOT NULL, -- B keep
	ends_latest     TEXT NOT NULL, -- B keep
	ends_precision  TEXT NOT NULL, -- B keep
	version         BIGINT NOT NULL -- C keep
);
-- What she worked at before, what she learned, what she is qualified for, and when
-- she had supervision. What it is called and where it was rest under the key of
-- the house. A line that was wrong is struck, and a right one added.
CREATE TABLE staff_records (
	id        TEXT NOT NULL PRIMARY KEY, -- B keep
	staff_id  TEXT NOT NULL, -- B keep
	kind      TEXT NOT NULL, -- B keep
	earliest  TEXT NOT NULL, -- B keep
	latest    TEXT NOT NULL, -- B keep
	precision TEXT NOT NULL, -- B keep
	hours     INTEGER NOT NULL, -- B keep
	expires   TEXT NOT NULL, -- B keep
	what      BLOB NOT NULL, -- B delete
	place     BLOB NOT NULL, -- B delete
	struck    BOOLEAN NOT NULL, -- C keep
	by_staff  TEXT NOT NULL, -- B keep
	at        BIGINT NOT NULL, -- B keep
	version   BIGINT NOT NULL -- C keep
);
CREATE INDEX staff_records_of ON staff_records (staff_id, id);
CREATE INDEX staff_records_expire ON staff_records (expires) WHERE expires <> '' AND NOT struck;
-- What the house chose for its people: days and guidelines, as JSON. One row.
-- Nothing here is the law's.
CREATE TABLE people_settings (
	id      TEXT NOT NULL PRIMARY KEY, -- C keep
	value   TEXT NOT NULL, -- C keep
	version BIGINT NOT NULL -- C keep
);
