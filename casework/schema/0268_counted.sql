-- +goose Up
-- What counts of each time in our care, in one narrow row without a word: it is
-- reckoned anew from the rows of the file whenever one of them changes, in the same
-- transaction, so that a table over all needs no other. month is when it began, empty
-- when nobody knows; before that of the time before it, empty for the first. kind
-- groups what was done as UNODC does. age is the band at the beginning, began that at
-- the start of what was done; the ones reckoned from a year of birth say so. whole:
-- month is a month; of somebody forgotten it is the first of a quarter.
CREATE TABLE counted (
	episode_id     TEXT NOT NULL PRIMARY KEY, -- S delete
	client_id      TEXT NOT NULL, -- S cut
	site_id        TEXT NOT NULL, -- B keep
	month          TEXT NOT NULL, -- B coarsen
	before         TEXT NOT NULL, -- B coarsen
	kind           TEXT NOT NULL, -- B keep
	sex            TEXT NOT NULL, -- B keep
	age            TEXT NOT NULL, -- B keep
	age_reckoned   BOOLEAN NOT NULL, -- B keep
	began          TEXT NOT NULL, -- B delete
	began_reckoned BOOLEAN NOT NULL, -- B delete
	citizenship    TEXT NOT NULL, -- B coarsen
	region         TEXT NOT NULL, -- B delete
	whole          BOOLEAN NOT NULL -- B delete
);
CREATE INDEX counted_of ON counted (client_id);
-- Each covers one family of tables, in the order in which it is grouped.
CREATE INDEX counted_months ON counted (site_id, month, kind, whole, before, sex, age);
CREATE INDEX counted_ages ON counted (site_id, kind, sex, age, age_reckoned, began, began_reckoned, whole, month, before);
CREATE INDEX counted_origins ON counted (site_id, month, citizenship, region, whole, before, kind, sex, age);
-- Those of before, with the lists as they come with the program.
INSERT INTO counted (episode_id, client_id, site_id, month, before, kind, sex, age, age_reckoned, began, began_reckoned, citizenship, region, whole)
	SELECT e.id, e.client_id, e.site_id, substr(e.opened, 1, 7),
	COALESCE((SELECT MAX(substr(p.opened, 1, 7)) FROM episodes p WHERE p.client_id = e.client_id AND p.opened <> '' AND (p.opened < e.opened OR p.opened = e.opened AND p.id < e.id)), ''),
	(SELECT CASE COUNT(DISTINCT CASE WHEN k.code IN ('ForcedLabour', 'ChildLabour', 'Servitude') THEN 'labour' WHEN k.code IN ('SexualExploitation') THEN 'sexual' ELSE 'other' END) WHEN 0 THEN '' WHEN 1 THEN MIN(CASE WHEN k.code IN ('ForcedLabour', 'ChildLabour', 'Servitude') THEN 'labour' WHEN k.code IN ('SexualExploitation') THEN 'sexual' ELSE 'other' END) ELSE 'several' END
	FROM trafficking_codes k WHERE k.trafficking_id = t.id AND k.list = 'htcds/exploitation'),
	CASE WHEN c.sex = 'unknown' THEN '' ELSE c.sex END,
	CASE WHEN c.age_band NOT IN ('', 'unknown') THEN c.age_band WHEN (c.birth_year > 0 AND e.opened <> '') THEN CASE WHEN (CAST(substr(e.opened, 1, 4) AS INTEGER) - c.birth_year - CASE WHEN substr(e.opened, 6, 2) < '07' THEN 1 ELSE 0 END) < 0 THEN '' WHEN (CAST(substr(e.opened, 1, 4) AS INTEGER) - c.birth_year - CASE WHEN substr(e.opened, 6, 2) < '07' THEN 1 ELSE 0 END) <= 8 THEN '0-8' WHEN (CAST(substr(e.opened, 1, 4) AS INTEGER) - c.birth_year - CASE WHEN substr(e.opened, 6, 2) < '07' THEN 1 ELSE 0 END) <= 17 THEN '9-17' WHEN (CAST(substr(e.opened, 1, 4) AS INTEGER) - c.birth_year - CASE WHEN substr(e.opened, 6, 2) < '07' THEN 1 ELSE 0 END) <= 20 THEN '18-20' WHEN (CAST(substr(e.opened, 1, 4) AS INTEGER) - c.birth_year - CASE WHEN substr(e.opened, 6, 2) < '07' THEN 1 ELSE 0 END) <= 23 THEN '21-23' WHEN (CAST(substr(e.opened, 1, 4) AS INTEGER) - c.birth_year - CASE WHEN substr(e.opened, 6, 2) < '07' THEN 1 ELSE 0 END) <= 26 THEN '24-26' WHEN (CAST(substr(e.opened, 1, 4) AS INTEGER) - c.birth_year - CASE WHEN substr(e.opened, 6, 2) < '07' THEN 1 ELSE 0 END) <= 29 THEN '27-29' WHEN (CAST(substr(e.opened, 1, 4) AS INTEGER) - c.birth_year - CASE WHEN substr(e.opened, 6, 2) < '07' THEN 1 ELSE 0 END) <= 38 THEN '30-38' WHEN (CAST(substr(e.opened, 1, 4) AS INTEGER) - c.birth_year - CASE WHEN substr(e.opened, 6, 2) < '07' THEN 1 ELSE 0 END) <= 47 THEN '39-47' ELSE '48+' END ELSE '' END,
	CASE WHEN c.age_band IN ('', 'unknown') AND (c.birth_year > 0 AND e.opened <> '') THEN TRUE ELSE FALSE END,
	CASE WHEN t.age_when >= 0 THEN CASE WHEN t.age_when < 0 THEN '' WHEN t.age_when <= 8 THEN '0-8' WHEN t.age_when <= 17 THEN '9-17' WHEN t.age_when <= 20 THEN '18-20' WHEN t.age_when <= 23 THEN '21-23' WHEN t.age_when <= 26 THEN '24-26' WHEN t.age_when <= 29 THEN '27-29' WHEN t.age_when <= 38 THEN '30-38' WHEN t.age_when <= 47 THEN '39-47' ELSE '48+' END WHEN (c.birth_year > 0 AND t.from_earliest <> '' AND t.from_latest <> '') THEN CASE WHEN ((12 * CAST(substr(t.from_earliest, 1, 4) AS INTEGER) + CAST(substr(t.from_earliest, 6, 2) AS INTEGER) + 12 * CAST(substr(t.from_latest, 1, 4) AS INTEGER) + CAST(substr(t.from_latest, 6, 2) AS INTEGER) - 24 * c.birth_year - 13) / 24) < 0 THEN '' WHEN ((12 * CAST(substr(t.from_earliest, 1, 4) AS INTEGER) + CAST(substr(t.from_earliest, 6, 2) AS INTEGER) + 12 * CAST(substr(t.from_latest, 1, 4) AS INTEGER) + CAST(substr(t.from_latest, 6, 2) AS INTEGER) - 24 * c.birth_year - 12) / 24) <= 8 THEN '0-8' WHEN ((12 * CAST(substr(t.from_earliest, 1, 4) AS INTEGER) + CAST(substr(t.from_earliest, 6, 2) AS INTEGER) + 12 * CAST(substr(t.from_latest, 1, 4) AS INTEGER) + CAST(substr(t.from_latest, 6, 2) AS INTEGER) - 24 * c.birth_year - 12) / 24) <= 17 THEN '9-17' WHEN ((12 * CAST(substr(t.from_earliest, 1, 4) AS INTEGER) + CAST(substr(t.from_earliest, 6, 2) AS INTEGER) + 12 * CAST(substr(t.from_latest, 1, 4) AS INTEGER) + CAST(substr(t.from_latest, 6, 2) AS INTEGER) - 24 * c.birth_year - 12) / 24) <= 20 THEN '18-20' WHEN ((12 * CAST(substr(t.from_earliest, 1, 4) AS INTEGER) + CAST(substr(t.from_earliest, 6, 2) AS INTEGER) + 12 * CAST(substr(t.from_latest, 1, 4) AS INTEGER) + CAST(substr(t.from_latest, 6, 2) AS INTEGER) - 24 * c.birth_year - 12) / 24) <= 23 THEN '21-23' WHEN ((12 * CAST(substr(t.from_earliest, 1, 4) AS INTEGER) + CAST(substr(t.from_earliest, 6, 2) AS INTEGER) + 12 * CAST(substr(t.from_latest, 1, 4) AS INTEGER) + CAST(substr(t.from_latest, 6, 2) AS INTEGER) - 24 * c.birth_year - 12) / 24) <= 26 THEN '24-26' WHEN ((12 * CAST(substr(t.from_earliest, 1, 4) AS INTEGER) + CAST(substr(t.from_earliest, 6, 2) AS INTEGER) + 12 * CAST(substr(t.from_latest, 1, 4) AS INTEGER) + CAST(substr(t.from_latest, 6, 2) AS INTEGER) - 24 * c.birth_year - 12) / 24) <= 29 THEN '27-29' WHEN ((12 * CAST(substr(t.from_earliest, 1, 4) AS INTEGER) + CAST(substr(t.from_earliest, 6, 2) AS INTEGER) + 12 * CAST(substr(t.from_latest, 1, 4) AS INTEGER) + CAST(substr(t.from_latest, 6, 2) AS INTEGER) - 24 * c.birth_year - 12) / 24) <= 38 THEN '30-38' WHEN ((12 * CAST(substr(t.from_earliest, 1, 4) AS INTEGER) + CAST(substr(t.from_earliest, 6, 2) AS INTEGER) + 12 * CAST(substr(t.from_latest, 1, 4) AS INTEGER) + CAST(substr(t.from_latest, 6, 2) AS INTEGER) - 24 * c.birth_year - 12) / 24) <= 47 THEN '39-47' ELSE '48+' END ELSE '' END,
	CASE WHEN t.age_when < 0 AND (c.birth_year > 0 AND t.from_earliest <> '' AND t.from_latest <> '') THEN TRUE ELSE FALSE END,
	CASE WHEN c.undetermined THEN 'stateless' ELSE c.citizenship END, c.origin_region, TRUE
	FROM episodes e JOIN clients c ON c.id = e.client_id LEFT JOIN trafficking t ON t.episode_id = e.id AND t.newest;
