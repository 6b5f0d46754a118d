-- +goose Up
-- Calls that came to the house. About whom somebody asked is in no column: a call
-- confirms nobody. Who called and what was said is sealed in the identity
-- compartment of the site; the call is the owner of its words.
CREATE TABLE phone_calls (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	site_id  TEXT NOT NULL, -- C keep
	at       BIGINT NOT NULL, -- B keep
	kind     TEXT NOT NULL, -- B keep
	language TEXT NOT NULL, -- B keep
	by_staff TEXT NOT NULL, -- B keep
	version  BIGINT NOT NULL -- C keep
);
CREATE INDEX phone_calls_of_site ON phone_calls (site_id, at);
