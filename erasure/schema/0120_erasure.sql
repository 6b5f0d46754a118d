-- +goose Up
-- Who was erased, so that a restored backup erases her again: token is a keyed
-- hash of the id she had. While keys are destroyed and rows are not yet, the id
-- stands here, so that a power cut in between is made good.
CREATE TABLE erasures (
	token     BLOB NOT NULL PRIMARY KEY, -- C keep
	client_id TEXT NOT NULL, -- S delete: empty once it is done
	reason    TEXT NOT NULL, -- C keep
	begun     BIGINT NOT NULL, -- C keep
	done      BIGINT NOT NULL, -- C keep
	by_staff  TEXT NOT NULL, -- B keep
	second    TEXT NOT NULL -- B keep: who agreed; empty when one person could
);
CREATE INDEX erasures_begun ON erasures (begun);
-- What is left of a client: what counts her, under an id that leads nowhere.
CREATE TABLE erased (
	id             TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id        TEXT NOT NULL, -- B keep
	sex            TEXT NOT NULL, -- B keep
	age_band       TEXT NOT NULL, -- B keep
	citizenship    TEXT NOT NULL, -- B keep
	origin_country TEXT NOT NULL, -- B keep
	past           BOOLEAN NOT NULL, -- B keep
	created        TEXT NOT NULL -- B keep: the first day of a quarter
);
-- A reason for which a file must not be erased, until somebody lifts it.
CREATE TABLE holds (
	client_id TEXT NOT NULL, -- S delete
	basis     TEXT NOT NULL, -- B delete
	since     TEXT NOT NULL, -- B delete
	review_on TEXT NOT NULL, -- B delete
	by_staff  TEXT NOT NULL, -- B delete
	lifted    TEXT NOT NULL, -- B delete
	lifted_by TEXT NOT NULL, -- B delete
	PRIMARY KEY (client_id, since, basis)
);
CREATE UNIQUE INDEX holds_standing ON holds (client_id) WHERE lifted = '';
