-- +goose Up
-- Of those who were forgotten before: what is left of each time in our care, with the
-- quarter in which it began.
INSERT INTO counted (episode_id, client_id, site_id, month, before, kind, sex, age, age_reckoned, began, began_reckoned, citizenship, region, whole)
	SELECT e.id, e.client_id, e.site_id, substr(e.opened, 1, 7),
	COALESCE((SELECT MAX(substr(p.opened, 1, 7)) FROM episodes p WHERE p.client_id = e.client_id AND p.opened <> '' AND (p.opened < e.opened OR p.opened = e.opened AND p.id < e.id)), ''),
	(SELECT CASE COUNT(DISTINCT CASE WHEN k.code IN ('ForcedLabour', 'ChildLabour', 'Servitude') THEN 'labour' WHEN k.code IN ('SexualExploitation') THEN 'sexual' ELSE 'other' END) WHEN 0 THEN '' WHEN 1 THEN MIN(CASE WHEN k.code IN ('ForcedLabour', 'ChildLabour', 'Servitude') THEN 'labour' WHEN k.code IN ('SexualExploitation') THEN 'sexual' ELSE 'other' END) ELSE 'several' END
	FROM trafficking_codes k WHERE k.trafficking_id = t.id AND k.list = 'htcds/exploitation'),
	CASE WHEN r.sex = 'unknown' THEN '' ELSE r.sex END,
	CASE WHEN r.age_band = 'unknown' THEN '' ELSE r.age_band END,
	FALSE, '', FALSE, r.citizenship, '', FALSE
	FROM episodes e JOIN erased r ON r.id = e.client_id LEFT JOIN trafficking t ON t.episode_id = e.id AND t.newest;
