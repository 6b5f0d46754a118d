-- +goose Up
-- What somebody has to complain of, whoever it is: no column says who. slip is the
-- number on her half of the paper. Words and the answer rest under the key of the
-- house; only who is not named in it is shown a row at all.
CREATE TABLE house_complaints (
	id          TEXT NOT NULL PRIMARY KEY, -- C keep
	site_id     TEXT NOT NULL, -- C keep
	slip        TEXT NOT NULL, -- B keep
	kind        TEXT NOT NULL, -- B keep
	speaker     TEXT NOT NULL, -- B keep
	way         TEXT NOT NULL, -- B keep
	on_day      TEXT NOT NULL, -- B keep
	due         TEXT NOT NULL, -- B keep
	what        BLOB NOT NULL, -- A keep
	outcome     TEXT NOT NULL, -- B keep
	answered_on TEXT NOT NULL, -- B keep
	answer      BLOB NOT NULL, -- A keep
	done        BLOB NOT NULL, -- A keep
	by_staff    TEXT NOT NULL, -- B keep
	answered_by TEXT NOT NULL, -- B keep
	version     BIGINT NOT NULL -- C keep
);
CREATE UNIQUE INDEX house_complaints_slip ON house_complaints (slip);
CREATE INDEX house_complaints_of_site ON house_complaints (site_id, on_day);
-- Who of those who work here is complained of. For them it is not there.
CREATE TABLE house_complaint_about (
	complaint_id TEXT NOT NULL, -- C keep
	staff_id     TEXT NOT NULL, -- B keep
	PRIMARY KEY (complaint_id, staff_id)
);
CREATE INDEX house_complaint_about_whom ON house_complaint_about (staff_id);
-- What the house chose for complaints: days to the answer, whom to turn to outside,
-- as JSON. One row. Nothing here is the law's.
CREATE TABLE complaint_settings (
	id      TEXT NOT NULL PRIMARY KEY, -- C keep
	value   TEXT NOT NULL, -- C keep
	version BIGINT NOT NULL -- C keep
);
