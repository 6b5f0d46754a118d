-- +goose Up
-- What somebody is told on her first screen: the key of a sentence, and ids to
-- fill it with. No name and no word of a file stands here.
CREATE TABLE notices (
	id        TEXT NOT NULL PRIMARY KEY, -- B delete
	staff_id  TEXT NOT NULL, -- B delete
	say       TEXT NOT NULL, -- C delete
	by_staff  TEXT NOT NULL, -- B delete
	client_id TEXT NOT NULL, -- S delete
	object_id TEXT NOT NULL, -- B delete
	n         BIGINT NOT NULL, -- C delete
	at        BIGINT NOT NULL, -- B delete
	seen      BIGINT NOT NULL -- B delete
);
CREATE INDEX notices_unseen ON notices (staff_id, id) WHERE seen = 0;
CREATE INDEX notices_client ON notices (client_id) WHERE client_id <> '';
CREATE INDEX notices_at ON notices (at);
