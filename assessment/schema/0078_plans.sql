-- +goose Up
-- Safety and crisis plans in the client's words. A new plan is a new row; the one
-- with the largest number of its kind counts.
CREATE TABLE safety_plans (
	id          TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id   TEXT NOT NULL, -- S cut
	episode_id  TEXT NOT NULL, -- S cut
	kind        TEXT NOT NULL, -- B keep
	number      INTEGER NOT NULL, -- C delete
	language    TEXT NOT NULL, -- B delete
	agreed      TEXT NOT NULL, -- B keep
	agreed_on   TEXT NOT NULL, -- B coarsen
	interpreted BOOLEAN NOT NULL, -- B delete
	by_staff    TEXT NOT NULL, -- B delete
	at          BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX safety_plans_number ON safety_plans (client_id, kind, number);
-- Whom to call: someone by her work (call) or someone around the client (person_id).
CREATE TABLE safety_plan_calls (
	plan_id   TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	call      TEXT NOT NULL, -- B delete
	person_id TEXT NOT NULL, -- S delete
	PRIMARY KEY (plan_id, call, person_id)
);
CREATE INDEX safety_plan_calls_of_client ON safety_plan_calls (client_id);
