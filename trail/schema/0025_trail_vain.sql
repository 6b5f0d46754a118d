-- +goose Up
-- What was asked in vain, counted: by day, by who asked, by what kind of thing.
-- Never for whom: what is hidden and what never was count as one.
CREATE TABLE asked_in_vain (
	day      TEXT NOT NULL, -- C keep
	staff_id TEXT NOT NULL, -- B keep
	act      TEXT NOT NULL, -- C keep
	n        BIGINT NOT NULL, -- C keep
	last     BIGINT NOT NULL, -- C keep
	PRIMARY KEY (day, staff_id, act)
);
