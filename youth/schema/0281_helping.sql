-- +goose Up
-- Who helps at a lesson beside who leads it: booked before it, and afterwards whether
-- she was there. How long is read from the lesson.
CREATE TABLE youth_helping (
	id          TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id     TEXT NOT NULL, -- B keep
	slot_id     TEXT NOT NULL, -- B keep
	on_day      TEXT NOT NULL, -- B keep
	outsider_id TEXT NOT NULL, -- B keep
	staff_id    TEXT NOT NULL, -- B keep
	state       TEXT NOT NULL, -- B keep
	by_staff    TEXT NOT NULL, -- B keep
	at          BIGINT NOT NULL, -- B keep
	version     BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX youth_helping_once ON youth_helping (slot_id, on_day, outsider_id, staff_id);
CREATE INDEX youth_helping_of_site ON youth_helping (site_id, on_day);
CREATE INDEX youth_helping_of_volunteer ON youth_helping (outsider_id, on_day);
