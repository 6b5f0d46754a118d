package report

import (
	"cmp"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/disclosure"
)

// A human is what is known of one person of a sheet, in codes.
type human struct {
	ID           pana.ClientID `db:"id"`
	Code         string        `db:"code"`
	Sex          string        `db:"sex"`
	AgeBand      string        `db:"age_band"`
	Citizenship  string        `db:"citizenship"`
	Undetermined bool          `db:"undetermined"`
	Country      string        `db:"origin_country"`
	Region       string        `db:"origin_region"`
	exploited    []string      // codes of htcds/exploitation
	done         map[string]bool
}

const (
	unknown = "unknown"
	abroad  = "abroad"
)

var (
	citizenships  = []string{"citizen", "foreign", "stateless", unknown}
	exploitations = []string{"labour", "sexual", "other", "several", unknown}
	sexes         = []string{"female", "male", "other", unknown}
	children      = []string{"0-8", "9-17"}
)

func (h human) sex() string {
	if slices.Contains(sexes, h.Sex) {
		return h.Sex
	}
	return unknown
}

func (h human) age() string {
	if slices.Contains(offered("age-band"), h.AgeBand) {
		return h.AgeBand
	}
	return unknown
}

func (h human) citizenship() string {
	switch {
	case h.Undetermined:
		return "stateless"
	case h.Citizenship == "":
		return unknown
	case h.Citizenship == casework.OwnCountry:
		return "citizen"
	}
	return "foreign"
}

func (h human) region() string {
	switch {
	case h.Country != "" && h.Country != casework.OwnCountry:
		return abroad
	case slices.Contains(offered("kz-region"), h.Region):
		return h.Region
	}
	return unknown
}

// exploitation is the one kind, as UNODC groups them, or several.
func (h human) exploitation() string { return cmp.Or(casework.KindOf(h.exploited), unknown) }

// tables counts people by what they are. Everybody stands in each table once, so
// that all have one total: the people paid for.
func tables(people []human) map[string]disclosure.Table {
	exact := disclosure.Exact{Total: true}
	bands := []disclosure.Column{{Key: "children"}, {Key: "adults"}}
	for _, band := range offered("age-band") {
		switch {
		case slices.Contains(children, band):
			bands = append(bands, disclosure.Column{Key: band, In: "children"})
		case band == unknown:
			bands = append(bands, disclosure.Column{Key: band})
		default:
			bands = append(bands, disclosure.Column{Key: band, In: "adults"})
		}
	}
	if !slices.ContainsFunc(bands, func(c disclosure.Column) bool { return c.Key == unknown }) {
		bands = append(bands, disclosure.Column{Key: unknown})
	}
	all := map[string]disclosure.Table{
		bySexAge:       counted(people, sexes, bands, human.sex, human.age),
		byCitizenship:  counted(people, nil, columns(citizenships), nil, human.citizenship),
		byExploitation: counted(people, nil, columns(exploitations), nil, human.exploitation),
		byRegion:       counted(people, nil, columns(append(offered("kz-region"), abroad, unknown)), nil, human.region),
	}
	for _, d := range dones {
		all[byDone+d] = counted(people, nil, columns([]string{"yes", "no"}), nil, func(h human) string {
			if h.done[d] {
				return "yes"
			}
			return "no"
		})
	}
	for name, t := range all {
		t.Exact = exact
		all[name] = t
	}
	return all
}

func columns(keys []string) []disclosure.Column {
	all := make([]disclosure.Column, len(keys))
	for i, k := range keys {
		all[i] = disclosure.Column{Key: k}
	}
	return all
}

func counted(people []human, rows []string, cols []disclosure.Column, row, column func(human) string) disclosure.Table {
	t := disclosure.Table{Rows: rows, Columns: cols, Counts: make([][]int64, max(1, len(rows)))}
	for i := range t.Counts {
		t.Counts[i] = make([]int64, len(cols))
	}
	for _, h := range people {
		i, key := 0, column(h)
		if row != nil {
			i = slices.Index(rows, row(h))
		}
		t.Counts[i][slices.IndexFunc(cols, func(c disclosure.Column) bool { return c.Key == key })]++
	}
	return t
}

// moved is how many people stand elsewhere in a table than they did: those who came
// to it, left it or changed places.
func moved(a, b [][]int64) (n int64) {
	if len(a) != len(b) {
		return 1 << 40
	}
	for i := range a {
		if len(a[i]) != len(b[i]) {
			return 1 << 40
		}
		for j := range a[i] {
			n += max(a[i][j]-b[i][j], b[i][j]-a[i][j])
		}
	}
	return n
}
