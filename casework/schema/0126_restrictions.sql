-- +goose Up
-- A file that is left alone: it is kept and read, and nobody changes it or gives
-- anything of it away until a head lifts it. Policy asks this of every act. Why it
-- was lifted is sealed in the care compartment.
CREATE TABLE restrictions (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	site_id   TEXT NOT NULL, -- B keep
	ground    TEXT NOT NULL, -- B keep
	since     TEXT NOT NULL, -- B coarsen
	by_staff  TEXT NOT NULL, -- B delete
	set_at    BIGINT NOT NULL, -- B coarsen
	lifted_on TEXT NOT NULL, -- B coarsen
	lifted_by TEXT NOT NULL, -- B delete
	lifted_at BIGINT NOT NULL -- B coarsen
);
CREATE UNIQUE INDEX restrictions_standing ON restrictions (client_id) WHERE lifted_at = 0;
CREATE INDEX restrictions_of_client ON restrictions (client_id);
