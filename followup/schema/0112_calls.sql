-- +goose Up
-- One call, out or in. ended_at is 0 while it goes on. What was answered is coded
-- yes, no or unknown, and empty when nobody asked; what she wants help with is
-- sealed. A call is a service: minutes, payer and kind stand here once.
CREATE TABLE calls (
	id           TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id    TEXT NOT NULL, -- S cut
	episode_id   TEXT NOT NULL, -- S cut
	agreement_id TEXT NOT NULL, -- S delete
	site_id      TEXT NOT NULL, -- B keep
	direction    TEXT NOT NULL, -- B keep
	channel      TEXT NOT NULL, -- B delete
	point        TEXT NOT NULL, -- B keep
	started_at   BIGINT NOT NULL, -- B coarsen
	ended_at     BIGINT NOT NULL, -- B coarsen
	on_day       TEXT NOT NULL, -- B coarsen
	by_staff     TEXT NOT NULL, -- B delete
	passed_to    TEXT NOT NULL, -- B delete
	word         TEXT NOT NULL, -- B delete
	danger       BOOLEAN NOT NULL, -- S delete
	result       TEXT NOT NULL, -- B keep
	safe         TEXT NOT NULL, -- S keep
	housed       TEXT NOT NULL, -- S keep
	occupied     TEXT NOT NULL, -- S keep
	health       TEXT NOT NULL, -- S keep
	contact      TEXT NOT NULL, -- S keep
	again        TEXT NOT NULL, -- S keep
	minutes      INTEGER NOT NULL, -- B keep
	payer        TEXT NOT NULL, -- B keep
	service_kind TEXT NOT NULL, -- B keep
	version      BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX calls_open ON calls (client_id) WHERE ended_at = 0;
CREATE INDEX calls_of_client ON calls (client_id, started_at);
CREATE INDEX calls_of_episode ON calls (episode_id, started_at);
CREATE INDEX calls_of_site ON calls (site_id, on_day);
CREATE INDEX calls_going_on ON calls (site_id) WHERE ended_at = 0;
