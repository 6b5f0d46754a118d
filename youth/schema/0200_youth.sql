-- +goose Up
-- Groups of a youth centre. What a group is called rests under the key of the house.
CREATE TABLE youth_groups (
	id       TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id  TEXT NOT NULL, -- B keep
	activity TEXT NOT NULL, -- B keep
	name     BLOB NOT NULL, -- B delete
	most     INTEGER NOT NULL, -- B keep
	service  TEXT NOT NULL, -- B keep
	payer    TEXT NOT NULL, -- B keep
	ended    TEXT NOT NULL, -- B keep
	version  BIGINT NOT NULL -- C keep
);
CREATE INDEX youth_groups_of_site ON youth_groups (site_id, id);

-- When a group meets: on a day of the week, or once. Past days keep what was asked
-- of them: a slot is ended and another begun, never changed.
CREATE TABLE youth_slots (
	id        TEXT NOT NULL PRIMARY KEY, -- B keep
	group_id  TEXT NOT NULL, -- B keep
	site_id   TEXT NOT NULL, -- B keep
	weekday   INTEGER NOT NULL, -- B keep
	starts    TEXT NOT NULL, -- B keep
	minutes   INTEGER NOT NULL, -- B keep
	from_day  TEXT NOT NULL, -- B keep
	until_day TEXT NOT NULL, -- B keep
	leader    TEXT NOT NULL, -- B keep
	version   BIGINT NOT NULL -- C keep
);
CREATE INDEX youth_slots_of_site ON youth_slots (site_id, id);

-- Terms and holidays. Where there are terms, nothing is asked outside them; on a
-- holiday nothing is asked.
CREATE TABLE youth_terms (
	id        TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id   TEXT NOT NULL, -- B keep
	kind      TEXT NOT NULL, -- B keep
	from_day  TEXT NOT NULL, -- B keep
	until_day TEXT NOT NULL, -- B keep
	name      BLOB NOT NULL, -- B delete
	struck    BOOLEAN NOT NULL, -- B keep
	by_staff  TEXT NOT NULL, -- B keep
	at        BIGINT NOT NULL -- B keep
);
CREATE INDEX youth_terms_of_site ON youth_terms (site_id, from_day);

-- A lesson that was held or called off, with its log. No person stands in it.
CREATE TABLE youth_lessons (
	id         TEXT NOT NULL PRIMARY KEY, -- B keep
	slot_id    TEXT NOT NULL, -- B keep
	group_id   TEXT NOT NULL, -- B keep
	site_id    TEXT NOT NULL, -- B keep
	on_day     TEXT NOT NULL, -- B keep
	starts     TEXT NOT NULL, -- B keep
	minutes    INTEGER NOT NULL, -- B keep
	state      TEXT NOT NULL, -- B keep
	service    TEXT NOT NULL, -- B keep
	payer      TEXT NOT NULL, -- B keep
	engagement INTEGER NOT NULL, -- B keep
	guests     INTEGER NOT NULL, -- B keep
	topic      BLOB NOT NULL, -- B delete
	worked     BLOB NOT NULL, -- B delete
	visit      BLOB NOT NULL, -- B delete
	worker     TEXT NOT NULL, -- B keep
	at         BIGINT NOT NULL, -- B keep
	version    BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX youth_lessons_once ON youth_lessons (slot_id, on_day);
CREATE INDEX youth_lessons_of_site ON youth_lessons (site_id, on_day);
-- What was used in a lesson: what stands on it, under the key of the house, and how many.
CREATE TABLE youth_used (
	lesson_id TEXT NOT NULL, -- B keep
	n         INTEGER NOT NULL, -- C keep
	site_id   TEXT NOT NULL, -- B keep
	item      BLOB NOT NULL, -- B delete
	quantity  INTEGER NOT NULL, -- B keep
	PRIMARY KEY (lesson_id, n)
);
-- The suggestion box. Who had the idea stands with it if she wished.
CREATE TABLE youth_ideas (
	id       TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id  TEXT NOT NULL, -- B keep
	idea     BLOB NOT NULL, -- B delete
	credit   BLOB NOT NULL, -- A delete
	state    TEXT NOT NULL, -- B keep
	answer   BLOB NOT NULL, -- B delete
	on_day   TEXT NOT NULL, -- B keep
	answered TEXT NOT NULL, -- B keep
	by_staff TEXT NOT NULL, -- B keep
	version  BIGINT NOT NULL -- C keep
);
CREATE INDEX youth_ideas_of_site ON youth_ideas (site_id, id);
-- What whoever helps at a centre is to know, in the centre's own words.
CREATE TABLE youth_rules (
	id      TEXT NOT NULL PRIMARY KEY, -- B keep
	rules   BLOB NOT NULL, -- B delete
	version BIGINT NOT NULL -- C keep
);
-- Who was referred to a centre from a shelter, by consent. The words are sealed to
-- who leads the centre and go with the answer; nothing leads back to the file they
-- came from.
CREATE TABLE youth_arrivals (
	id       TEXT NOT NULL PRIMARY KEY, -- B keep
	site_id  TEXT NOT NULL, -- B keep
	on_day   TEXT NOT NULL, -- B keep
	state    TEXT NOT NULL, -- B keep
	answered TEXT NOT NULL, -- B keep
	version  BIGINT NOT NULL -- C keep
);
CREATE INDEX youth_arrivals_of_site ON youth_arrivals (site_id, id);
