-- +goose Up
-- Other houses whose signed letter may stop this one. Their names, in this
-- house's own words, rest under the house key.
CREATE TABLE peers (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	sign_key TEXT NOT NULL, -- B keep
	name     BLOB NOT NULL, -- A keep
	noted    BIGINT NOT NULL, -- C keep
	noted_by TEXT NOT NULL, -- B keep
	ended    BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX peers_key ON peers (sign_key) WHERE ended = 0;
-- Letters that were obeyed, until they are too old to be sent again.
CREATE TABLE letters_obeyed (
	once TEXT NOT NULL PRIMARY KEY, -- C delete
	at   BIGINT NOT NULL -- C delete
);
