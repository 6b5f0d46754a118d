-- +goose Up
-- The names of those around clients who are no possible exploiters, by the same
-- tokens and key as watch_tokens, so that a name put on the watch list later is
-- compared with everyone who was met before.
CREATE TABLE met_tokens (
	token     BLOB NOT NULL, -- S delete
	person_id TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S delete
	PRIMARY KEY (token, person_id)
);
CREATE INDEX met_tokens_of_person ON met_tokens (person_id);

-- Two names that are alike: someone around a client and an entry of the watch
-- list. Until a head has cleared it, the person awaits confirmation. Why it was
-- cleared is sealed in safety.
CREATE TABLE watch_matches (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	person_id  TEXT NOT NULL, -- S delete
	entry_id   TEXT NOT NULL, -- S delete
	client_id  TEXT NOT NULL, -- S delete
	since      TEXT NOT NULL, -- B delete
	cleared_by TEXT NOT NULL, -- B delete
	cleared_at BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX watch_matches_pair ON watch_matches (person_id, entry_id);
CREATE INDEX watch_matches_open ON watch_matches (since) WHERE cleared_at = 0;
CREATE INDEX watch_matches_of_client ON watch_matches (client_id);
CREATE INDEX watch_matches_of_entry ON watch_matches (entry_id);
CREATE INDEX watch_tokens_of_person ON watch_tokens (person_id);
