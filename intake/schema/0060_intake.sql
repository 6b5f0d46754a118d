-- +goose Up
-- A referral or bed request that came in. Words are sealed with the request as
-- their owner until a client is made of it; then they move to her.
CREATE TABLE requests (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	site_id    TEXT NOT NULL, -- B keep
	received   TEXT NOT NULL, -- B coarsen
	received_at BIGINT NOT NULL, -- B delete
	needed_by  TEXT NOT NULL, -- B delete
	beds       INTEGER NOT NULL, -- B keep
	children   INTEGER NOT NULL, -- B keep
	sex        TEXT NOT NULL, -- B keep
	age_band   TEXT NOT NULL, -- B keep
	language   TEXT NOT NULL, -- B delete
	needs      TEXT NOT NULL, -- B delete
	transport  TEXT NOT NULL, -- B delete
	status     TEXT NOT NULL, -- B keep
	reason     TEXT NOT NULL, -- B keep
	answered   TEXT NOT NULL, -- B coarsen
	answered_at BIGINT NOT NULL, -- B delete
	client_id  TEXT NOT NULL, -- S cut
	by_staff   TEXT NOT NULL, -- B delete
	version    BIGINT NOT NULL -- C keep
);
CREATE INDEX requests_of_site ON requests (site_id, status, received);
CREATE INDEX requests_of_client ON requests (client_id) WHERE client_id <> '';
-- Several at once: a hotline called, and a neighbour brought her.
CREATE TABLE request_sources (
	request_id TEXT NOT NULL, -- S delete
	source     TEXT NOT NULL, -- B keep
	organisation_id TEXT NOT NULL, -- B delete
	PRIMARY KEY (request_id, source, organisation_id)
);
-- Three facts, never one. Each hangs on a request or on an episode (subject).
-- A sign taken back stays with the moment it was taken back.
CREATE TABLE indicators_seen (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	subject_id TEXT NOT NULL, -- S delete
	list       TEXT NOT NULL, -- B keep
	code       TEXT NOT NULL, -- B keep
	on_day     TEXT NOT NULL, -- B coarsen
	source     TEXT NOT NULL, -- B delete
	interpreted BOOLEAN NOT NULL, -- B delete
	by_staff   TEXT NOT NULL, -- B delete
	taken_back BIGINT NOT NULL -- B delete
);
CREATE UNIQUE INDEX indicators_of ON indicators_seen (subject_id, list, code) WHERE taken_back = 0;
CREATE TABLE identifications (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	subject_id TEXT NOT NULL, -- S delete
	outcome    TEXT NOT NULL, -- B keep
	body       TEXT NOT NULL, -- B keep
	on_day     TEXT NOT NULL, -- B coarsen
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL -- B delete
);
CREATE INDEX identifications_of ON identifications (subject_id);
-- payer is a kind; organisation_id names one payer of that kind. The reason is
-- a sealed word.
CREATE TABLE eligibilities (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	subject_id TEXT NOT NULL, -- S delete
	payer      TEXT NOT NULL, -- B keep
	organisation_id TEXT NOT NULL, -- B keep
	outcome    TEXT NOT NULL, -- B keep
	on_day     TEXT NOT NULL, -- B coarsen
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL -- B delete
);
CREATE INDEX eligibilities_of ON eligibilities (subject_id);
-- What the night asked and was told: three answers beside the stay. Without a
-- yes to staying they are empty.
CREATE TABLE arrivals (
	client_id  TEXT NOT NULL, -- S delete
	episode_id TEXT NOT NULL PRIMARY KEY, -- S delete
	site_id    TEXT NOT NULL, -- B keep
	danger     TEXT NOT NULL, -- B delete
	injured    TEXT NOT NULL, -- B delete
	police     TEXT NOT NULL, -- B delete
	children   INTEGER NOT NULL, -- B keep
	lone_child BOOLEAN NOT NULL, -- B keep
	guardianship TEXT NOT NULL, -- B delete
	seen_by    TEXT NOT NULL, -- B delete
	seen_at    BIGINT NOT NULL, -- B delete
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL -- B coarsen
);
CREATE INDEX arrivals_unseen ON arrivals (site_id, at) WHERE seen_at = 0;
CREATE INDEX arrivals_of_client ON arrivals (client_id);
CREATE INDEX arrivals_unguarded ON arrivals (site_id, at) WHERE guardianship <> '' AND guardianship <> 'appointed';
