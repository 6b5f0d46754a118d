-- +goose Up
-- Until when one payer pays for a client's time here. It ends nothing: bed and
-- help go on whatever stands here. A changed term is a new row that supersedes
-- the old one; ask_id names the request that was granted, if one was.
CREATE TABLE terms (
	id              TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id       TEXT NOT NULL, -- S cut
	episode_id      TEXT NOT NULL, -- S cut
	site_id         TEXT NOT NULL, -- B keep
	payer           TEXT NOT NULL, -- B keep
	organisation_id TEXT NOT NULL, -- B keep
	until           TEXT NOT NULL, -- B coarsen
	supersedes      TEXT NOT NULL, -- S delete
	superseded      BOOLEAN NOT NULL, -- B keep
	ask_id          TEXT NOT NULL, -- S delete
	by_staff        TEXT NOT NULL, -- B delete
	at              BIGINT NOT NULL -- B coarsen
);
CREATE UNIQUE INDEX terms_supersedes ON terms (supersedes) WHERE supersedes <> '';
CREATE UNIQUE INDEX terms_standing ON terms (episode_id, payer, organisation_id) WHERE NOT superseded;
CREATE INDEX terms_of_client ON terms (client_id, at);
CREATE INDEX terms_ending ON terms (until) WHERE NOT superseded;
-- A request to pay longer, and what was answered: empty while it waits, granted
-- or not-granted. Both reasons are sealed in the care compartment.
CREATE TABLE term_asks (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	episode_id  TEXT NOT NULL, -- S cut
	site_id     TEXT NOT NULL, -- B keep
	term_id     TEXT NOT NULL, -- S delete
	wanted      TEXT NOT NULL, -- B coarsen
	asked_on    TEXT NOT NULL, -- B coarsen
	by_staff    TEXT NOT NULL, -- B delete
	answer      TEXT NOT NULL, -- B keep
	until       TEXT NOT NULL, -- B coarsen
	answered_on TEXT NOT NULL, -- B coarsen
	answered_by TEXT NOT NULL, -- B delete
	version     BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX term_asks_waiting ON term_asks (term_id) WHERE answer = '';
CREATE INDEX term_asks_of_term ON term_asks (term_id);
CREATE INDEX term_asks_of_client ON term_asks (client_id, asked_on);
CREATE INDEX term_asks_open ON term_asks (site_id) WHERE answer = '';
