-- +goose Up
-- Papers a client has, lost or needs. Numbers and words are sealed; issued stays
-- as fuzzy as it was told, expires is what stands on the paper.
CREATE TABLE papers (
	id               TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id        TEXT NOT NULL, -- S cut
	episode_id       TEXT NOT NULL, -- S cut
	kind             TEXT NOT NULL, -- B keep
	state            TEXT NOT NULL, -- B keep
	country          TEXT NOT NULL, -- B keep
	needed           BOOLEAN NOT NULL, -- B keep
	issued_earliest  TEXT NOT NULL, -- B coarsen
	issued_latest    TEXT NOT NULL, -- B coarsen
	issued_precision TEXT NOT NULL, -- B delete
	expires          TEXT NOT NULL, -- B coarsen
	place            TEXT NOT NULL, -- B delete
	document_id      TEXT NOT NULL, -- S delete
	obtained         TEXT NOT NULL, -- B coarsen
	source           TEXT NOT NULL, -- B delete
	interpreted      BOOLEAN NOT NULL, -- B delete
	by_staff         TEXT NOT NULL, -- B delete
	at               BIGINT NOT NULL, -- B coarsen
	version          BIGINT NOT NULL -- C keep
);
CREATE INDEX papers_of_client ON papers (client_id, id);
CREATE INDEX papers_expiring ON papers (expires, client_id) WHERE expires <> '';

-- Which state a paper was in from when: what it was at the arrival stays known.
CREATE TABLE paper_states (
	paper_id  TEXT NOT NULL, -- S delete
	n         INTEGER NOT NULL, -- C keep
	client_id TEXT NOT NULL, -- S cut
	state     TEXT NOT NULL, -- B keep
	since     TEXT NOT NULL, -- B coarsen
	by_staff  TEXT NOT NULL, -- B delete
	at        BIGINT NOT NULL, -- B delete
	PRIMARY KEY (paper_id, n)
);
CREATE INDEX paper_states_of_client ON paper_states (client_id);

-- The way a paper is restored, one at a time for each paper. template names a
-- list of steps; the steps that were taken from it stay as they were.
CREATE TABLE paper_tracks (
	id        TEXT NOT NULL PRIMARY KEY, -- S delete
	paper_id  TEXT NOT NULL, -- S delete
	client_id TEXT NOT NULL, -- S cut
	template  TEXT NOT NULL, -- B keep
	begun     TEXT NOT NULL, -- B coarsen
	ended     TEXT NOT NULL, -- B coarsen
	outcome   TEXT NOT NULL, -- B keep
	by_staff  TEXT NOT NULL, -- B delete
	version   BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX paper_tracks_running ON paper_tracks (paper_id) WHERE ended = '';
CREATE INDEX paper_tracks_of_client ON paper_tracks (client_id, id);

-- A step of such a way. What needs names is the purpose (embassy, police) for which
-- the client's consent must stand at the moment it is taken. cost is in whole
-- units of currency.
CREATE TABLE paper_steps (
	id              TEXT NOT NULL PRIMARY KEY, -- S delete
	track_id        TEXT NOT NULL, -- S delete
	paper_id        TEXT NOT NULL, -- S delete
	client_id       TEXT NOT NULL, -- S cut
	n               INTEGER NOT NULL, -- B keep
	code            TEXT NOT NULL, -- B keep
	needs           TEXT NOT NULL, -- B keep
	waits           BOOLEAN NOT NULL, -- B keep
	skipped         BOOLEAN NOT NULL, -- B keep
	planned         TEXT NOT NULL, -- B coarsen
	clock           TEXT NOT NULL, -- B delete
	asked           TEXT NOT NULL, -- B coarsen
	done            TEXT NOT NULL, -- B coarsen
	organisation_id TEXT NOT NULL, -- B delete
	escort          TEXT NOT NULL, -- B keep
	minutes         INTEGER NOT NULL, -- B keep
	cost            BIGINT NOT NULL, -- B keep
	currency        TEXT NOT NULL, -- B keep
	payer           TEXT NOT NULL, -- B keep
	by_staff        TEXT NOT NULL, -- B delete
	version         BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX paper_steps_of_track ON paper_steps (track_id, n);
CREATE INDEX paper_steps_of_client ON paper_steps (client_id, planned);
CREATE INDEX paper_steps_planned ON paper_steps (planned) WHERE done = '' AND planned <> '';
