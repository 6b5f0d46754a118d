-- +goose Up
-- What a client complains of. Her words and what was seen are sealed in the
-- health compartment. A correction is a new row that supersedes the old.
CREATE TABLE complaints (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	episode_id  TEXT NOT NULL, -- S cut
	kind        TEXT NOT NULL, -- A delete
	earliest    TEXT NOT NULL, -- A delete
	latest      TEXT NOT NULL, -- A delete
	precision   TEXT NOT NULL, -- A delete
	source      TEXT NOT NULL, -- B delete
	interpreted BOOLEAN NOT NULL, -- B delete
	resolved    TEXT NOT NULL, -- A delete
	supersedes  TEXT NOT NULL, -- S delete
	newest      BOOLEAN NOT NULL, -- C keep
	on_day      TEXT NOT NULL, -- B coarsen
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL, -- B delete
	version     BIGINT NOT NULL -- C keep
);
CREATE INDEX complaints_of_client ON complaints (client_id, id);
CREATE UNIQUE INDEX complaints_once ON complaints (supersedes) WHERE supersedes <> '';

-- Whether she is expecting, as last answered. The due date stays as rough as it
-- is known.
CREATE TABLE pregnancies (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	episode_id  TEXT NOT NULL, -- S cut
	answer      TEXT NOT NULL, -- A delete
	earliest    TEXT NOT NULL, -- A delete
	latest      TEXT NOT NULL, -- A delete
	precision   TEXT NOT NULL, -- A delete
	source      TEXT NOT NULL, -- B delete
	interpreted BOOLEAN NOT NULL, -- B delete
	newest      BOOLEAN NOT NULL, -- C keep
	on_day      TEXT NOT NULL, -- B coarsen
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL, -- B delete
	version     BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX pregnancies_newest ON pregnancies (client_id) WHERE newest;

-- What she does not tolerate. Each stands as an alert too, so that the night
-- sees it.
CREATE TABLE allergies (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	episode_id  TEXT NOT NULL, -- S cut
	kind        TEXT NOT NULL, -- A delete
	severe      TEXT NOT NULL, -- A delete
	alert_id    TEXT NOT NULL, -- S delete
	source      TEXT NOT NULL, -- B delete
	interpreted BOOLEAN NOT NULL, -- B delete
	ended       TEXT NOT NULL, -- A delete
	supersedes  TEXT NOT NULL, -- S delete
	newest      BOOLEAN NOT NULL, -- C keep
	on_day      TEXT NOT NULL, -- B coarsen
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL, -- B delete
	version     BIGINT NOT NULL -- C keep
);
CREATE INDEX allergies_of_client ON allergies (client_id, id);
CREATE UNIQUE INDEX allergies_once ON allergies (supersedes) WHERE supersedes <> '';
