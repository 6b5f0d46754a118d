-- +goose Up
-- A questionnaire that a client answered. Answers and score are sealed words of
-- the compartment therapy, and nothing here tells them: of the figures only
-- whether it has become better, the same or worse than the time before and than
-- the first time. way: items, or the total of a paper form. early: why it was
-- asked before trust. shown_on: the day she saw how it changed.
CREATE TABLE therapy_measures (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	episode_id TEXT NOT NULL, -- S cut
	instrument TEXT NOT NULL, -- B keep
	version    TEXT NOT NULL, -- B delete
	language   TEXT NOT NULL, -- B delete
	way        TEXT NOT NULL, -- B delete
	on_day     TEXT NOT NULL, -- B coarsen
	early      TEXT NOT NULL, -- B delete
	change     TEXT NOT NULL, -- B keep
	since_first TEXT NOT NULL, -- B keep
	shown_on   TEXT NOT NULL, -- B delete
	supersedes TEXT NOT NULL, -- S delete
	superseded BOOLEAN NOT NULL, -- B delete
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL -- B coarsen
);
CREATE INDEX therapy_measures_of_client ON therapy_measures (client_id, instrument, on_day);
