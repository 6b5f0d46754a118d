-- +goose Up
-- How the house and a client who leaves stay in touch. A change is a new row that
-- supersedes the old one. Her number, the safe words and what we say to whoever
-- answers are sealed in the identity compartment.
CREATE TABLE agreements (
	id            TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id     TEXT NOT NULL, -- S cut
	episode_id    TEXT NOT NULL, -- S cut
	site_id       TEXT NOT NULL, -- B keep
	channel       TEXT NOT NULL, -- B delete
	may_message   TEXT NOT NULL, -- B delete
	parts         TEXT NOT NULL, -- B delete
	weekdays      TEXT NOT NULL, -- B delete
	call_minutes  INTEGER NOT NULL, -- B keep
	month_calls   INTEGER NOT NULL, -- B keep
	months        INTEGER NOT NULL, -- B keep
	since         TEXT NOT NULL, -- B coarsen
	contact_id    TEXT NOT NULL, -- S delete
	reached_on    TEXT NOT NULL, -- B delete
	hand_over_on  TEXT NOT NULL, -- B delete
	ended         TEXT NOT NULL, -- B coarsen
	ended_as      TEXT NOT NULL, -- B keep
	supersedes    TEXT NOT NULL, -- S delete
	superseded    BOOLEAN NOT NULL, -- B keep
	by_staff      TEXT NOT NULL, -- B delete
	at            BIGINT NOT NULL -- B coarsen
);
CREATE UNIQUE INDEX agreements_supersedes ON agreements (supersedes) WHERE supersedes <> '';
CREATE UNIQUE INDEX agreements_standing ON agreements (episode_id) WHERE NOT superseded;
CREATE INDEX agreements_of_client ON agreements (client_id, at);
CREATE INDEX agreements_in_force ON agreements (id) WHERE NOT superseded AND ended = '';
-- By what word a call is known, as an HMAC: nobody can read it back. A word of
-- kind danger says that she cannot talk freely.
CREATE TABLE safe_tokens (
	token        BLOB NOT NULL, -- S delete
	agreement_id TEXT NOT NULL, -- S delete
	client_id    TEXT NOT NULL, -- S delete
	kind         TEXT NOT NULL, -- S delete
	PRIMARY KEY (token, agreement_id)
);
CREATE INDEX safe_tokens_of_client ON safe_tokens (client_id);
CREATE INDEX safe_tokens_of_agreement ON safe_tokens (agreement_id);
