-- +goose Up
-- Somebody interpreted at a session or a hearing that was held, and the client was
-- not asked about her before. It is still to be asked until asked_on is set;
-- struck when it turned out that somebody else, or nobody, interpreted. What the
-- one from outside is called stands with the people around her.
CREATE TABLE helper_unasked (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	kind      TEXT NOT NULL, -- B keep
	row_id    TEXT NOT NULL, -- S delete
	staff_id  TEXT NOT NULL, -- B delete
	person_id TEXT NOT NULL, -- S delete
	on_day    TEXT NOT NULL, -- B coarsen
	asked_on  TEXT NOT NULL, -- B delete
	struck    BOOLEAN NOT NULL, -- C keep
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX helper_unasked_once ON helper_unasked (kind, row_id) WHERE NOT struck;
CREATE INDEX helper_unasked_of ON helper_unasked (client_id, id);
CREATE INDEX helper_unasked_open ON helper_unasked (client_id) WHERE asked_on = '' AND NOT struck;
