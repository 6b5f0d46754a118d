-- +goose Up
-- More than was agreed: minutes of one call, calls of one month, or months. Asked
-- with a reason, answered by a head: empty while it waits, then yes or no. The
-- reasons are sealed in the care compartment.
CREATE TABLE call_extensions (
	id           TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id    TEXT NOT NULL, -- S cut
	episode_id   TEXT NOT NULL, -- S cut
	site_id      TEXT NOT NULL, -- B keep
	call_id      TEXT NOT NULL, -- S delete
	what         TEXT NOT NULL, -- B keep
	more         INTEGER NOT NULL, -- B keep
	for_month    TEXT NOT NULL, -- B coarsen
	asked_on     TEXT NOT NULL, -- B coarsen
	by_staff     TEXT NOT NULL, -- B delete
	answer       TEXT NOT NULL, -- B keep
	answered_on  TEXT NOT NULL, -- B coarsen
	answered_by  TEXT NOT NULL, -- B delete
	version      BIGINT NOT NULL -- C keep
);
CREATE INDEX call_extensions_of_client ON call_extensions (client_id, asked_on);
CREATE UNIQUE INDEX call_extensions_waiting ON call_extensions (episode_id, what, for_month, call_id) WHERE answer = '';
CREATE INDEX call_extensions_of_episode ON call_extensions (episode_id);
CREATE INDEX call_extensions_open ON call_extensions (site_id) WHERE answer = '';
