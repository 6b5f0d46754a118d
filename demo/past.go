package demo

import (
	"math"
	"slices"
	"strings"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
)

// A kind is what a past case was about, with the proportions that the account
// behind this program tells of.
type kind struct {
	name    string
	yearly  int     // cases a year
	seasons [4]int  // of them in winter, spring, summer, autumn
	women   int     // per cent
	age     float64 // median of women
	ageMen  float64 // median of men
	spread  float64 // of ages, on a logarithmic scale
	months  float64 // median length of what was done to them
	codes   []string
}

// kinds sum up to 109 cases a year. Labour comes after the harvest and the
// building season, sexual exploitation in winter, and least of it in summer.
var kinds = []kind{
	{"labour", 60, [4]int{11, 11, 11, 27}, 22, 31, 34.5, 0.30, 9, []string{"ForcedLabour"}},
	{"sex", 40, [4]int{18, 9, 4, 9}, 96, 22, 21, 0.22, 7, []string{"SexualExploitation"}},
	{"servitude", 5, [4]int{1, 1, 1, 2}, 80, 29, 33, 0.40, 26, []string{"Servitude", "ForcedLabour"}},
	{"begging", 3, [4]int{1, 1, 0, 1}, 40, 33, 38, 0.50, 12, []string{"ForcedBegging"}},
	{"marriage", 1, [4]int{0, 1, 0, 0}, 100, 19, 19, 0.15, 6, []string{"ForcedMarriage", "Servitude"}},
}

// citizens says how many of a hundred were citizens, by years ago. Among sex
// cases their share rises over three years; elsewhere it stays.
var citizens = map[string][years]int{
	"labour":    {45, 45, 45, 45, 45},
	"sex":       {60, 48, 35, 35, 35},
	"servitude": {40, 40, 40, 40, 40},
	"begging":   {67, 67, 67, 67, 67},
	"marriage":  {100, 100, 100, 100, 100},
}

// A pastCase is someone who was in our care and has left.
type pastCase struct {
	kind     string
	site     string
	code     string
	opened   pana.Date
	closed   pana.Date
	months   float64 // of servitude
	coded    casework.Coded
	names    casework.Names // only of the last year
	tags     []string
	facts    casework.Trafficking
	followed bool      // left not long ago and still calls
	trust    pana.Date // when trust was reached; empty when she left before, or nobody wrote it down
}

// past plans the cases of the years before, in the order in which they came.
func (w *world) past() []*pastCase {
	today := w.today().Time()
	var all []*pastCase
	for ago := range years {
		from, until := today.AddDate(-ago-1, 0, 0), today.AddDate(-ago, 0, 0)
		if ago == 0 {
			until = today.AddDate(0, 0, -5)
		}
		for _, k := range kinds {
			var ofYear []*pastCase
			for season, n := range k.seasons {
				days := daysOf(from, until, season)
				for range n {
					ofYear = append(ofYear, w.pastCase(k, pana.Date(days[w.draw.IntN(len(days))].Format(time.DateOnly))))
				}
			}
			w.draw.Shuffle(len(ofYear), func(i, j int) { ofYear[i], ofYear[j] = ofYear[j], ofYear[i] })
			for i, c := range ofYear {
				w.comesFrom(c, i*100 < citizens[k.name][ago]*len(ofYear))
			}
			all = append(all, ofYear...)
		}
	}
	slices.SortStableFunc(all, func(a, b *pastCase) int { return strings.Compare(string(a.opened), string(b.opened)) })
	w.finish(all)
	return all
}

// daysOf lists the days of a season, winter first, from one day until another.
func daysOf(from, until time.Time, season int) []time.Time {
	var days []time.Time
	for d := from; d.Before(until); d = d.AddDate(0, 0, 1) {
		if int(d.Month())%12/3 == season {
			days = append(days, d)
		}
	}
	return days
}

// pastCase draws one case of a kind: who, how long, and until when.
func (w *world) pastCase(k kind, opened pana.Date) *pastCase {
	c := &pastCase{kind: k.name, opened: opened, coded: casework.Coded{Sex: "male"}}
	median := k.ageMen
	if w.draw.IntN(100) < k.women {
		c.coded.Sex, median = "female", k.age
	}
	age := int(min(max(median*math.Exp(k.spread*w.draw.NormFloat64()), 15), 66))
	c.coded.AgeBand = ageBand(age)
	if w.draw.IntN(10) > 0 {
		c.coded.BirthYear = opened.Year() - age
	}
	c.site = maple
	if c.coded.Sex == "male" {
		c.site = steppe
	}
	// From two weeks to twenty-five years, but never longer than since childhood.
	c.months = min(max(k.months*math.Exp(1.25*w.draw.NormFloat64()), 0.5), 300, float64(max(age-6, 1)*12))
	stay := min(c.months/2, 6) * 30.4 * (0.6 + 0.8*w.draw.Float64()) // loosely half, up to what is paid for
	closed := opened.AddDays(max(int(stay), 9))
	if last := w.today().AddDays(-2 - w.draw.IntN(20)); closed > last {
		closed = max(last, opened)
	}
	c.closed = closed
	if age < 18 {
		c.tags = append(c.tags, "minor")
	}
	c.facts = w.pastFacts(k, c, age)
	return c
}

func ageBand(age int) string {
	for _, b := range []struct {
		until int
		code  string
	}{{8, "0-8"}, {17, "9-17"}, {20, "18-20"}, {23, "21-23"}, {26, "24-26"}, {29, "27-29"}, {38, "30-38"}, {47, "39-47"}} {
		if age <= b.until {
			return b.code
		}
	}
	return "48+"
}

// comesFrom gives a case its country, language and region.
func (w *world) comesFrom(c *pastCase, citizen bool) {
	c.coded.Citizenship, c.coded.Language = "KZ", pick(w, "kk", "kk", "ru")
	c.coded.OriginRegion = pick(w, "KZ-61", "KZ-31", "KZ-19", "KZ-35", "KZ-43", "KZ-11", "KZ-39", "KZ-63")
	if !citizen {
		i := 0 // nine of ten
		if w.foreigners++; w.foreigners%10 == 0 {
			i = 1 + w.weighted(4, 2, 2, 1, 1)
		}
		c.coded.Citizenship = []string{"UZ", "KG", "TJ", "RU", "UA", "MN"}[i]
		c.coded.Language = []string{"uz", "ky", "tg", "ru", "uk", "kk"}[i]
		c.coded.OriginRegion = ""
		if i == 0 {
			c.coded.OriginRegion = pick(w, "UZ-TO", "UZ-SA", "UZ-FA", "UZ-AN", "UZ-QA", "UZ-QR", "UZ-SU")
		}
		c.tags = append(c.tags, "foreign")
	}
	c.coded.OriginCountry = c.coded.Citizenship
	c.coded.Education = pick(w, "PrimaryEducation", "LowerSecondaryEducation", "LowerSecondaryEducation", "UpperSecondaryEducation", "")
	c.coded.Marital = pick(w, "Single", "Single", "Married", "Divorced", "")
	c.facts.Places[0].Country, c.facts.Places[0].Region = c.coded.OriginCountry, c.coded.OriginRegion
}

// finish gives the cases what depends on the others: papers, codes, names.
func (w *world) finish(all []*pastCase) {
	papers := w.draw.Perm(len(all))
	for i, c := range all {
		if papers[i]*100 < 60*len(all) { // papers lost or withheld
			c.tags = append(c.tags, "no-papers")
			if w.draw.IntN(3) > 0 {
				c.facts.Codes["htcds/control"] = append(c.facts.Codes["htcds/control"], "WithholdsDocuments")
			}
		}
		c.code = w.code(c.opened.Year())
		if c.opened > w.today().AddDays(-150) {
			c.names = w.someone(c.coded.Sex, c.coded.Citizenship)
		}
	}
	w.paceOf(all)
	followed := 0
	for i := len(all) - 1; i >= 0 && followed < 12; i-- {
		if c := all[i]; c.closed > w.today().AddDays(-100) && c.names.ToUse != "" {
			c.followed = true
			followed++
		}
	}
}
