-- +goose Up
-- Money that was asked for from supporters, and what became of it. There is nobody
-- in care in any of these tables. given and spent are what the book comes to, in
-- the smallest unit of the currency; an act that would spend more than there is
-- fails here, whoever is first. Words rest under the key of the house.
CREATE TABLE collections (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	number   INTEGER NOT NULL, -- C keep
	currency TEXT NOT NULL, -- C keep
	term     TEXT NOT NULL, -- C keep
	opened   TEXT NOT NULL, -- C keep
	ended    TEXT NOT NULL, -- C keep
	goal     BIGINT NOT NULL, -- C keep
	given    BIGINT NOT NULL, -- C keep
	spent    BIGINT NOT NULL, -- C keep
	title    BLOB NOT NULL, -- B keep
	by_staff TEXT NOT NULL, -- B keep
	at       BIGINT NOT NULL, -- B keep
	version  BIGINT NOT NULL, -- C keep
	CHECK (spent >= 0 AND given >= spent)
);
CREATE UNIQUE INDEX collections_number ON collections (number);

-- The book. An entry is never changed and never taken out: what was wrong is
-- entered once more the other way round, and names the entry it takes back.
CREATE TABLE collection_entries (
	id            TEXT NOT NULL PRIMARY KEY, -- C keep
	collection_id TEXT NOT NULL, -- C keep
	number        INTEGER NOT NULL, -- C keep
	kind          TEXT NOT NULL, -- C keep
	amount        BIGINT NOT NULL, -- C keep
	on_day        TEXT NOT NULL, -- C keep
	supporter_id  TEXT NOT NULL, -- B keep
	reverses      TEXT NOT NULL, -- C keep
	thanked       TEXT NOT NULL, -- B keep
	what          BLOB NOT NULL, -- B keep
	by_staff      TEXT NOT NULL, -- B keep
	at            BIGINT NOT NULL, -- B keep
	CHECK (amount >= 0)
);
CREATE UNIQUE INDEX collection_entries_number ON collection_entries (number);
CREATE UNIQUE INDEX collection_entries_reverses ON collection_entries (reverses) WHERE reverses <> '';
CREATE INDEX collection_entries_of ON collection_entries (collection_id, number);
CREATE INDEX collection_entries_day ON collection_entries (on_day, kind);

-- Each entry of money on two accounts: what comes to one goes from the other, so
-- that the lines of an entry, of a collection and of the whole book come to nothing.
CREATE TABLE collection_lines (
	entry_id      TEXT NOT NULL, -- C keep
	collection_id TEXT NOT NULL, -- C keep
	account       TEXT NOT NULL, -- C keep
	amount        BIGINT NOT NULL, -- C keep
	PRIMARY KEY (entry_id, account)
);
CREATE INDEX collection_lines_of ON collection_lines (collection_id, account);

-- Receipts are files, sealed in chunks under a key that the key of the house opens.
CREATE TABLE collection_receipts (
	id       TEXT NOT NULL PRIMARY KEY, -- C keep
	entry_id TEXT NOT NULL, -- C keep
	media    TEXT NOT NULL, -- C keep
	size     BIGINT NOT NULL, -- C keep
	pages    INTEGER NOT NULL, -- C keep
	hash     BLOB NOT NULL, -- C keep
	key      BLOB NOT NULL, -- B keep
	by_staff TEXT NOT NULL, -- B keep
	at       BIGINT NOT NULL -- B keep
);
CREATE INDEX collection_receipts_of ON collection_receipts (entry_id, id);
CREATE TABLE receipt_chunks (
	receipt_id TEXT NOT NULL, -- C keep
	n          INTEGER NOT NULL, -- C keep
	value      BLOB NOT NULL, -- B keep
	PRIMARY KEY (receipt_id, n)
);
