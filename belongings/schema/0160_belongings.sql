-- +goose Up
-- What the house keeps for a client, by her wish. number stands on the envelope,
-- beside her code; what it is stands sealed in the care compartment. Of money back
-- is how much was handed back, of a thing 1 once it was.
CREATE TABLE kept_things (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	episode_id TEXT NOT NULL, -- S cut
	number     INTEGER NOT NULL, -- B delete
	kind       TEXT NOT NULL, -- B keep
	amount     BIGINT NOT NULL, -- B delete
	currency   TEXT NOT NULL, -- B delete
	wish       TEXT NOT NULL, -- B delete
	place      TEXT NOT NULL, -- B delete
	on_day     TEXT NOT NULL, -- B coarsen
	signed     TEXT NOT NULL, -- B delete
	back       BIGINT NOT NULL, -- B delete
	back_on    TEXT NOT NULL, -- B coarsen
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL, -- B delete
	version    BIGINT NOT NULL, -- C keep
	CHECK (back >= 0 AND back <= amount)
);
CREATE UNIQUE INDEX kept_things_number ON kept_things (client_id, number);
CREATE INDEX kept_things_here ON kept_things (on_day) WHERE back_on = '';

-- Each time something of it went back to her. Rows are only ever added, and signed.
CREATE TABLE handed_back (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	kept_id   TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	amount    BIGINT NOT NULL, -- B delete
	way       TEXT NOT NULL, -- B delete
	on_day    TEXT NOT NULL, -- B coarsen
	signed    TEXT NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE INDEX handed_back_of_client ON handed_back (client_id, id);

-- What the house gave her: it is hers from then on.
CREATE TABLE given_things (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	episode_id TEXT NOT NULL, -- S cut
	kind       TEXT NOT NULL, -- B keep
	quantity   INTEGER NOT NULL, -- B keep
	amount     BIGINT NOT NULL, -- B keep
	currency   TEXT NOT NULL, -- B keep
	on_day     TEXT NOT NULL, -- B coarsen
	signed     TEXT NOT NULL, -- B delete
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL -- B delete
);
CREATE INDEX given_things_of_client ON given_things (client_id, on_day, id);
