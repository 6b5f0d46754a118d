-- +goose Up
-- A young person of a centre: her file is one of the files of the house, at the
-- site of the centre. The name to call in a group rests under the key of the house,
-- so that a teacher reads it and no more.
CREATE TABLE youth_people (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	call_name BLOB NOT NULL, -- A delete
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL, -- B delete
	version   BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX youth_people_of ON youth_people (client_id);
-- Who answers for her. Names are sealed in the identity compartment.
CREATE TABLE youth_guardians (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	relation  TEXT NOT NULL, -- B delete
	unsafe    BOOLEAN NOT NULL, -- B delete
	ended     TEXT NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE INDEX youth_guardians_of ON youth_guardians (client_id, id);
-- On what ground she comes, what is asked of her, and what may be reported of it.
CREATE TABLE youth_orders (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	episode_id TEXT NOT NULL, -- S cut
	basis      TEXT NOT NULL, -- B keep
	reason     TEXT NOT NULL, -- B keep
	sessions   INTEGER NOT NULL, -- B keep
	from_day   TEXT NOT NULL, -- B coarsen
	until_day  TEXT NOT NULL, -- B coarsen
	report     TEXT NOT NULL, -- B delete
	state      TEXT NOT NULL, -- B keep
	ended_on   TEXT NOT NULL, -- B coarsen
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL, -- B delete
	version    BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX youth_orders_open ON youth_orders (client_id) WHERE ended_on = '';
CREATE INDEX youth_orders_of ON youth_orders (client_id, id);
CREATE TABLE youth_members (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	group_id  TEXT NOT NULL, -- B delete
	from_day  TEXT NOT NULL, -- B coarsen
	until_day TEXT NOT NULL, -- B coarsen
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX youth_members_now ON youth_members (client_id, group_id) WHERE until_day = '' AND group_id <> '';
CREATE INDEX youth_members_of_group ON youth_members (group_id, client_id);
-- Whether she was there. makes_up names the mark of the session that this one
-- stands for; no session is made up twice.
CREATE TABLE youth_marks (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	lesson_id TEXT NOT NULL, -- B delete
	on_day    TEXT NOT NULL, -- B coarsen
	mark      TEXT NOT NULL, -- B keep
	minutes   INTEGER NOT NULL, -- B keep
	makes_up  TEXT NOT NULL, -- S delete
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL, -- B delete
	version   BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX youth_marks_once ON youth_marks (lesson_id, client_id) WHERE lesson_id <> '';
CREATE UNIQUE INDEX youth_marks_made ON youth_marks (makes_up) WHERE makes_up <> '';
CREATE INDEX youth_marks_of ON youth_marks (client_id, on_day);
CREATE TABLE youth_incidents (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	on_day    TEXT NOT NULL, -- B coarsen
	kind      TEXT NOT NULL, -- B keep
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE INDEX youth_incidents_of ON youth_incidents (client_id, id);
-- A worry about exploitation: sealed in the safety compartment of her file, which
-- who leads the centre reads.
CREATE TABLE youth_worries (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	on_day    TEXT NOT NULL, -- B coarsen
	urgent    BOOLEAN NOT NULL, -- B delete
	state     TEXT NOT NULL, -- B delete
	answered  TEXT NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL, -- B delete
	version   BIGINT NOT NULL -- C keep
);
CREATE INDEX youth_worries_of ON youth_worries (client_id, id);
-- What was told a shelter, by consent. The request there names no young person.
CREATE TABLE youth_referrals (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id TEXT NOT NULL, -- S cut
	parts     TEXT NOT NULL, -- B delete
	on_day    TEXT NOT NULL, -- B coarsen
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL -- B delete
);
CREATE INDEX youth_referrals_of ON youth_referrals (client_id, id);
