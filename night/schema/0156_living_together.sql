-- +goose Up
-- What those who live in a house agree on with each other, version by version. Its
-- words in up to five languages rest under the key of the house.
CREATE TABLE house_agreements (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	site_id  TEXT NOT NULL, -- C keep
	number   INTEGER NOT NULL, -- C keep
	since    TEXT NOT NULL, -- C keep
	words    BLOB NOT NULL, -- A keep
	by_staff TEXT NOT NULL -- B keep
);
CREATE UNIQUE INDEX house_agreements_number ON house_agreements (site_id, number);
-- What a client says to it, once she can. No bed hangs on it.
CREATE TABLE house_agreed (
	id           TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id    TEXT NOT NULL, -- S delete
	agreement_id TEXT NOT NULL, -- S delete
	answer       TEXT NOT NULL, -- B delete
	way          TEXT NOT NULL, -- B delete
	language     TEXT NOT NULL, -- B delete
	on_day       TEXT NOT NULL, -- B delete
	newest       BOOLEAN NOT NULL, -- C delete
	by_staff     TEXT NOT NULL, -- B delete
	at           BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX house_agreed_newest ON house_agreed (client_id, agreement_id) WHERE newest;
-- Shared chores, and whose turn it is: a room's or somebody's who lives there. A
-- turn that is past is gone within two weeks, done or not.
CREATE TABLE chores (
	id      TEXT NOT NULL PRIMARY KEY, -- C keep
	site_id TEXT NOT NULL, -- C keep
	words   BLOB NOT NULL, -- A keep
	ended   BOOLEAN NOT NULL, -- C keep
	version BIGINT NOT NULL -- C keep
);
CREATE INDEX chores_of_site ON chores (site_id, id);
CREATE TABLE chore_turns (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	chore_id  TEXT NOT NULL, -- B delete
	site_id   TEXT NOT NULL, -- B delete
	on_day    TEXT NOT NULL, -- B delete
	room_id   TEXT NOT NULL, -- B delete
	client_id TEXT NOT NULL, -- S delete
	done      BOOLEAN NOT NULL, -- B delete
	version   BIGINT NOT NULL -- C delete
);
CREATE INDEX chore_turns_of_site ON chore_turns (site_id, on_day);
CREATE INDEX chore_turns_of_client ON chore_turns (client_id);
