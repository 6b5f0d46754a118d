-- +goose Up
-- What stood of a young person's name, birth and sex before it was put right. The
-- earlier name and day of birth, and why, are sealed in the identity compartment.
CREATE TABLE youth_corrections (
	id         TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id  TEXT NOT NULL, -- S cut
	on_day     TEXT NOT NULL, -- B delete
	fields     TEXT NOT NULL, -- B delete
	sex        TEXT NOT NULL, -- B delete
	age_band   TEXT NOT NULL, -- B delete
	birth_year INTEGER NOT NULL, -- B delete
	by_staff   TEXT NOT NULL, -- B delete
	at         BIGINT NOT NULL -- B delete
);
CREATE INDEX youth_corrections_of ON youth_corrections (client_id, id);
