-- +goose Up
-- How one time in the house ends: in preparation (open), with the director
-- (proposed), agreed for a day to come (approved), or done (left). Place, own
-- words and reasons are sealed.
CREATE TABLE exits (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	episode_id  TEXT NOT NULL, -- S cut
	site_id     TEXT NOT NULL, -- B keep
	kind        TEXT NOT NULL, -- B keep
	country     TEXT NOT NULL, -- B keep
	region      TEXT NOT NULL, -- B delete
	on_day      TEXT NOT NULL, -- B coarsen
	state       TEXT NOT NULL, -- B keep
	by_staff    TEXT NOT NULL, -- B delete
	proposed_on TEXT NOT NULL, -- B delete
	decided_on  TEXT NOT NULL, -- B delete
	decided_by  TEXT NOT NULL, -- B delete
	version     BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX exits_of_episode ON exits (episode_id);
CREATE INDEX exits_of_client ON exits (client_id);
CREATE INDEX exits_waiting ON exits (site_id) WHERE state = 'proposed';
CREATE INDEX exits_of_site ON exits (site_id, state, on_day);
-- The points gone through with her: yes, not-yet, not-applicable.
CREATE TABLE exit_points (
	exit_id   TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	point     TEXT NOT NULL, -- B keep
	answer    TEXT NOT NULL, -- B keep
	PRIMARY KEY (exit_id, point)
);
CREATE INDEX exit_points_of_client ON exit_points (client_id);
