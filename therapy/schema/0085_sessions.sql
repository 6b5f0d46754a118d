-- +goose Up
-- One meeting of a member of staff with one client or with a group. A session
-- that was held is the service; payer and service say what it counts as. shape:
-- single or group. interpreter: a member of staff. Nothing said in it is here.
CREATE TABLE therapy_sessions (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	site_id     TEXT NOT NULL, -- B keep
	staff_id    TEXT NOT NULL, -- B keep
	shape       TEXT NOT NULL, -- C keep
	kind        TEXT NOT NULL, -- B keep
	topic       TEXT NOT NULL, -- B keep
	on_day      TEXT NOT NULL, -- B coarsen
	at_clock    TEXT NOT NULL, -- B delete
	minutes     INTEGER NOT NULL, -- C keep
	interpreter TEXT NOT NULL, -- B delete
	language    TEXT NOT NULL, -- B delete
	payer       TEXT NOT NULL, -- C keep
	service     TEXT NOT NULL, -- C keep
	version     BIGINT NOT NULL -- C keep
);
CREATE INDEX therapy_sessions_of_staff ON therapy_sessions (staff_id, on_day);

-- One client's place in a session: planned, held, or not held and why. person is
-- an interpreter from outside, one of the people around her.
CREATE TABLE therapy_seats (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	session_id TEXT NOT NULL, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	episode_id TEXT NOT NULL, -- S cut
	state      TEXT NOT NULL, -- B keep
	why        TEXT NOT NULL, -- B keep
	person     TEXT NOT NULL, -- S delete
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL, -- B coarsen
	version    BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX therapy_seats_once ON therapy_seats (session_id, client_id);
CREATE INDEX therapy_seats_of_client ON therapy_seats (client_id, state);
CREATE INDEX therapy_seats_planned ON therapy_seats (state, session_id) WHERE state = 'planned';

-- The section on early childhood: what she tells of it, and what a psychologist
-- makes of it, marked as an opinion. All of its words are sealed.
CREATE TABLE early_childhoods (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S delete
	supersedes TEXT NOT NULL, -- S delete
	superseded BOOLEAN NOT NULL, -- S delete
	by_staff   TEXT NOT NULL, -- S delete
	on_day     TEXT NOT NULL, -- S delete
	at         BIGINT NOT NULL -- S delete
);
CREATE INDEX early_childhoods_of_client ON early_childhoods (client_id, id);
