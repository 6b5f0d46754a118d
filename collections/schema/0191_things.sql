-- +goose Up
-- Things that were given or bought. came is how many there were, gone how many are
-- no more; the rest lies in thing_places. No client stands beside any of it.
CREATE TABLE things (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	entry_id TEXT NOT NULL, -- C keep
	kind     TEXT NOT NULL, -- C keep
	came     INTEGER NOT NULL, -- C keep
	gone     INTEGER NOT NULL, -- C keep
	what     BLOB NOT NULL, -- B keep
	by_staff TEXT NOT NULL, -- B keep
	at       BIGINT NOT NULL, -- B keep
	version  BIGINT NOT NULL, -- C keep
	CHECK (gone >= 0 AND gone <= came)
);
CREATE INDEX things_of ON things (entry_id, id);

-- How many of a thing lie where, and in what state.
CREATE TABLE thing_places (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	thing_id TEXT NOT NULL, -- C keep
	site_id  TEXT NOT NULL, -- C keep
	state    TEXT NOT NULL, -- C keep
	quantity INTEGER NOT NULL, -- C keep
	place    BLOB NOT NULL, -- B keep
	CHECK (quantity >= 0)
);
CREATE INDEX thing_places_of ON thing_places (thing_id, id);
CREATE INDEX thing_places_at ON thing_places (site_id, thing_id) WHERE quantity > 0;

-- The book of things: each line takes from one place and puts to another. Nothing
-- stands before what came and after what went. A line is never changed.
CREATE TABLE thing_moves (
	id         TEXT NOT NULL PRIMARY KEY, -- C keep
	thing_id   TEXT NOT NULL, -- C keep
	kind       TEXT NOT NULL, -- C keep
	from_place TEXT NOT NULL, -- C keep
	to_place   TEXT NOT NULL, -- C keep
	quantity   INTEGER NOT NULL, -- C keep
	why        TEXT NOT NULL, -- C keep
	on_day     TEXT NOT NULL, -- C keep
	reverses   TEXT NOT NULL, -- C keep
	by_staff   TEXT NOT NULL, -- B keep
	at         BIGINT NOT NULL, -- B keep
	CHECK (quantity > 0 AND from_place <> to_place)
);
CREATE UNIQUE INDEX thing_moves_reverses ON thing_moves (reverses) WHERE reverses <> '';
CREATE INDEX thing_moves_of ON thing_moves (thing_id, id);

-- How often something was used, by whom and for what. Taking one back adds a line
-- with the times below nothing.
CREATE TABLE thing_uses (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	thing_id TEXT NOT NULL, -- C keep
	site_id  TEXT NOT NULL, -- C keep
	times    INTEGER NOT NULL, -- C keep
	activity TEXT NOT NULL, -- C keep
	on_day   TEXT NOT NULL, -- C keep
	reverses TEXT NOT NULL, -- C keep
	note     BLOB NOT NULL, -- B keep
	by_staff TEXT NOT NULL, -- B keep
	at       BIGINT NOT NULL -- B keep
);
CREATE UNIQUE INDEX thing_uses_reverses ON thing_uses (reverses) WHERE reverses <> '';
CREATE INDEX thing_uses_of ON thing_uses (thing_id, on_day, activity, times);
