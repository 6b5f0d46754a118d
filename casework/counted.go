package casework

import (
	"context"
	"strconv"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
)

// What was done to somebody, grouped as UNODC groups it, and several at once. Empty is
// not known.
const (
	KindLabour  = "labour"
	KindSexual  = "sexual"
	KindOther   = "other"
	KindSeveral = "several"
)

// Kinds lists them in the order of a page.
func Kinds() []string { return []string{KindLabour, KindSexual, KindOther, KindSeveral} }

// Stateless stands where a citizenship would, when nobody could say of which country.
const Stateless = "stateless"

// OwnCountry is where the codes of regions are of, code list kz-region.
const OwnCountry = "KZ"

const exploitationList = "htcds/exploitation"

// KindOf is the one kind of codes of htcds/exploitation, or several; empty of none.
func KindOf(all []string) string {
	kind := ""
	for _, c := range all {
		switch k := kindOf(c); kind {
		case "", k:
			kind = k
		default:
			return KindSeveral
		}
	}
	return kind
}

func kindOf(code string) string {
	if l, ok := codes.Get(exploitationList); ok {
		switch l.To("glotip", code) {
		case "Forced labour":
			return KindLabour
		case "Sexual exploitation":
			return KindSexual
		}
	}
	return KindOther
}

// recount reckons anew what counts of the times in our care of some clients, within the
// act that changed something of them.
func recount(ctx context.Context, tx *db.Tx, clients ...pana.ClientID) error {
	for len(clients) > 0 {
		some := clients[:min(len(clients), mostCounted)]
		clients = clients[len(some):]
		in, args := db.In(nil, some)
		if _, err := tx.Exec(ctx, `DELETE FROM counted WHERE client_id IN (`+in+`)`, args...); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, countedInto()+` WHERE e.client_id IN (`+in+`)`, args...); err != nil {
			return err
		}
	}
	return nil
}

// mostCounted is how many clients one statement reckons.
const mostCounted = 400

// countedInto reads every time in our care with what its file says of it.
func countedInto() string {
	return `INSERT INTO counted (episode_id, client_id, site_id, month, before, kind, sex, age, age_reckoned, began, began_reckoned, citizenship, region, whole)
		SELECT e.id, e.client_id, e.site_id, substr(e.opened, 1, 7),
			COALESCE((SELECT MAX(substr(p.opened, 1, 7)) FROM episodes p WHERE p.client_id = e.client_id AND p.opened <> '' AND (p.opened < e.opened OR p.opened = e.opened AND p.id < e.id)), ''),
			(SELECT CASE COUNT(DISTINCT ` + kindSQL() + `) WHEN 0 THEN '' WHEN 1 THEN MIN(` + kindSQL() + `) ELSE '` + KindSeveral + `' END
				FROM trafficking_codes k WHERE k.trafficking_id = t.id AND k.list = '` + exploitationList + `'),
			CASE WHEN c.sex = 'unknown' THEN '' ELSE c.sex END,
			CASE WHEN c.age_band NOT IN ('', 'unknown') THEN c.age_band WHEN ` + birthKnown + ` THEN ` + bandSQL(ageThen) + ` ELSE '' END,
			CASE WHEN c.age_band IN ('', 'unknown') AND ` + birthKnown + ` THEN TRUE ELSE FALSE END,
			CASE WHEN t.age_when >= 0 THEN ` + bandSQL("t.age_when") + ` WHEN ` + startKnown + ` THEN ` + bandSQL(ageStart) + ` ELSE '' END,
			CASE WHEN t.age_when < 0 AND ` + startKnown + ` THEN TRUE ELSE FALSE END,
			CASE WHEN c.undetermined THEN '` + Stateless + `' ELSE c.citizenship END, c.origin_region, TRUE
		FROM episodes e JOIN clients c ON c.id = e.client_id LEFT JOIN trafficking t ON t.episode_id = e.id AND t.newest`
}

// A year of birth stands for its middle, and so does what has a first and a last day.
const (
	birthKnown = `(c.birth_year > 0 AND e.opened <> '')`
	ageThen    = `(CAST(substr(e.opened, 1, 4) AS INTEGER) - c.birth_year - CASE WHEN substr(e.opened, 6, 2) < '07' THEN 1 ELSE 0 END)`
	startKnown = `(c.birth_year > 0 AND t.from_earliest <> '' AND t.from_latest <> '')`
	ageStart   = `((` + fromFirst + ` + ` + fromLast + ` - 24 * c.birth_year - 13) / 24)`
	fromFirst  = `12 * CAST(substr(t.from_earliest, 1, 4) AS INTEGER) + CAST(substr(t.from_earliest, 6, 2) AS INTEGER)`
	fromLast   = `12 * CAST(substr(t.from_latest, 1, 4) AS INTEGER) + CAST(substr(t.from_latest, 6, 2) AS INTEGER)`
)

// kindSQL is kindOf over a row of trafficking_codes called k.
func kindSQL() string {
	of := map[string][]string{}
	if l, ok := codes.Get(exploitationList); ok {
		for _, item := range l.Items {
			kind := kindOf(item.Code)
			of[kind] = append(of[kind], "'"+strings.ReplaceAll(item.Code, "'", "''")+"'")
		}
	}
	text := "CASE"
	for _, kind := range []string{KindLabour, KindSexual} {
		if len(of[kind]) > 0 {
			text += " WHEN k.code IN (" + strings.Join(of[kind], ", ") + ") THEN '" + kind + "'"
		}
	}
	if text == "CASE" {
		return "'" + KindOther + "'"
	}
	return text + " ELSE '" + KindOther + "' END"
}

// bandSQL is the band of code list age-band in which an age lies.
func bandSQL(age string) string {
	text := "CASE WHEN " + age + " < 0 THEN ''"
	for _, b := range []struct {
		last int
		code string
	}{{8, "0-8"}, {17, "9-17"}, {20, "18-20"}, {23, "21-23"}, {26, "24-26"}, {29, "27-29"}, {38, "30-38"}, {47, "39-47"}} {
		text += " WHEN " + age + " <= " + strconv.Itoa(b.last) + " THEN '" + b.code + "'"
	}
	return text + " ELSE '48+' END"
}
