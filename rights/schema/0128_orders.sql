-- +goose Up
-- An order of a court or an authority to hand out something of a file: exactly
-- which fields, until when, what the client was told of it, and who handed it out
-- together with whom. Whose order it is and what it says are sealed in the legal
-- compartment; the paper itself is document_id.
CREATE TABLE orders (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	site_id     TEXT NOT NULL, -- B keep
	recipient   TEXT NOT NULL, -- B keep
	document_id TEXT NOT NULL, -- S delete
	ordered_on  TEXT NOT NULL, -- B coarsen
	due         TEXT NOT NULL, -- B coarsen
	fields      TEXT NOT NULL, -- B delete
	told        TEXT NOT NULL, -- B keep
	told_on     TEXT NOT NULL, -- B coarsen
	why_not     TEXT NOT NULL, -- B delete
	exported_on TEXT NOT NULL, -- B coarsen
	exported_by TEXT NOT NULL, -- B delete
	approved_by TEXT NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	version     BIGINT NOT NULL -- C keep
);
CREATE INDEX orders_of_client ON orders (client_id, id);
CREATE INDEX orders_due ON orders (due) WHERE exported_on = '';
