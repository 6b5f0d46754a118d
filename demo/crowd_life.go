package demo

import (
	"fmt"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
)

// A life is all that is kept about one client of the crowd.
type life struct {
	casework.Case
	stays  []nights
	kin    []kin
	alert  string
	worker pana.StaffID // who works with her; empty once her episode is closed
}

// nights are one stay; until is empty while she sleeps there.
type nights struct {
	bed          string
	since, until pana.Date
}

// kin is someone around her.
type kin struct{ role, knows, name, contact string }

// crowdDays is how many days back the first of the crowd came.
const crowdDays = 8 * 365

// life draws a life of a client of a site, where left are still to come: the
// fewer, the nearer to today she came. One in ten is in our care now.
func (c *crowd) life(site, left int) life {
	r := c.draw
	one := func(of ...string) string { return of[r.IntN(len(of))] }
	male := r.IntN(100) < 20
	share := c.shares()[site]
	opened := c.today.AddDays(-left * crowdDays / share)
	sex := "female"
	if male {
		sex = "male"
	}
	first, full := crowdName(r, male)
	born := opened.Year() - 14 - r.IntN(40)
	country := one("KZ", "KZ", "KZ", "UZ", "KG", "TJ", "RU", "")
	l := life{Case: casework.Case{Client: casework.NewClient{
		Opened: opened,
		Stage:  one("arrival", "first-assessment", "trust", "plan", "leaving", "follow-up"),
		Names: casework.Names{ToUse: first, Full: full, Contact: fmt.Sprintf("+7 700 %03d %02d %02d", r.IntN(1000), r.IntN(100), r.IntN(100)),
			Place: one("", "", "a village by the river", "Шығыс көшесі", "посёлок за станцией")},
		Coded: casework.Coded{Sex: sex, AgeBand: one("9-17", "18-20", "21-23", "24-26", "27-29", "30-38", "39-47", "48+"), BirthYear: born,
			Language: one("kk", "ru", "uz", "ky"), Citizenship: country, Undetermined: country == "" && r.IntN(4) == 0, OriginCountry: country,
			Education: one("", "PrimaryEducation", "LowerSecondaryEducation", "UpperSecondaryEducation"), Marital: one("", "Single", "Married", "Divorced"),
			Children: r.IntN(4), Languages: []casework.Language{{Language: "kk", Speaks: true, Literacy: "reads"}, {Language: "ru", Speaks: true, Literacy: "some"}}},
	}}}
	n := &l.Client
	if r.IntN(5) == 0 {
		alias, _ := crowdName(r, male)
		n.Names.Aliases = []string{alias}
	}
	for _, tag := range []string{"foreign", "no-papers", "with-children", "court-case"} {
		if r.IntN(8) == 0 {
			n.Tags = append(n.Tags, tag)
		}
	}
	here := c.sleep(&l, site, left, male)
	last := c.today
	switch {
	case here || r.IntN(10) == 0:
		if workers := c.workers[site]; len(workers) > 0 {
			l.worker = workers[r.IntN(len(workers))]
		}
	default:
		n.Stage = "closed"
		if n.Closed = opened.AddDays(10 + r.IntN(300)); n.Closed > c.today {
			n.Closed = c.today
		}
		last = n.Closed
	}
	l.Facts = c.facts(opened)
	l.Notes = c.notes(opened, last)
	for _, p := range []pana.Purpose{pana.ServiceFile, pana.StatsUse, pana.FollowUpUse} {
		l.Consents = append(l.Consents, casework.NewConsent{Purpose: p, Language: n.Coded.Language, Refused: r.IntN(6) == 0})
	}
	l.Consents[0].Note = one("told twice, in her own words", "сказано в присутствии переводчика", "анасының қасында айтылды")
	for _, role := range []string{"mother", one("sibling", "partner", "friend", "other-kin")} {
		_, name := crowdName(r, role != "mother" && r.IntN(2) == 0)
		l.kin = append(l.kin, kin{role, one("yes", "no", ""), name, fmt.Sprintf("+7 701 %03d %02d %02d", r.IntN(1000), r.IntN(100), r.IntN(100))})
	}
	if r.IntN(20) == 0 {
		l.alert = one("no nuts", "астма, ингалятор в сумке", "түнде жарық керек")
	}
	return l
}

// sleep gives her the next bed of a shelter, and reports whether she sleeps
// there now.
func (c *crowd) sleep(l *life, site, left int, male bool) bool {
	if site >= len(c.ring) {
		return false
	}
	bed, beds := c.ring[site].next(male)
	since := max(l.Client.Opened, c.free[bed])
	percent := 80 // who come for this ring of beds
	if male {
		percent = 20
	}
	if left*percent < 60*beds && c.free[bed] != "taken" {
		l.stays = []nights{{bed: bed, since: since}}
		c.free[bed] = "taken"
		return true
	}
	most := max(1, min(60, beds*crowdDays*100/(percent*c.shares()[site])))
	until := since.AddDays(1 + c.draw.IntN(most))
	if c.free[bed] == "taken" || until > c.today {
		return false
	}
	if c.draw.IntN(4) == 0 && since.AddDays(3) < until { // she was away for a night
		l.stays = append(l.stays, nights{bed, since, since.AddDays(1)})
		since = since.AddDays(2)
	}
	l.stays = append(l.stays, nights{bed, since, until})
	c.free[bed] = until
	return false
}

func (c *crowd) facts(opened pana.Date) *casework.Trafficking {
	r := c.draw
	some := func(most int, of ...string) []string {
		var got []string
		for range 1 + r.IntN(most) {
			if s := of[r.IntN(len(of))]; !strings.Contains(strings.Join(got, " "), s) {
				got = append(got, s)
			}
		}
		return got
	}
	t := casework.NoFacts()
	t.Status = some(1, "PossibleVictimOfTrafficking", "ActualVictimOfTrafficking")[0]
	t.DecidedBy = some(1, "Police", "NGO", "Other")[0]
	t.DecidedOn = opened
	year, _ := pana.NewFuzzy(opened.AddDays(-r.IntN(2000)-400), pana.Year)
	t.Held.From = year
	t.MonthsLeast = 1 + r.IntN(20)
	t.MonthsMost = t.MonthsLeast + 3
	t.AgeWhen = 12 + r.IntN(30)
	t.Recruiter = some(1, "acquaintance", "partner", "employer", "stranger")[0]
	t.ExitMode = some(1, "escape", "police", "released", "hotline")[0]
	t.Source = pana.ClientSaid
	t.Interpreted = r.IntN(4) == 0
	t.Codes = map[string][]string{
		"htcds/exploitation":       some(2, "ForcedLabour", "SexualExploitation", "Servitude", "ForcedBegging", "ForcedMarriage", "Other"),
		"htcds/control":            some(4, "DebtBondage", "FalsePromises", "RestrictsMovement", "WithholdsDocuments", "TakesEarnings", "Threats"),
		"htcds/recruitment-method": some(1, "ThroughFriendsOrSocialEvents", "ThroughOnlineSocialNetworks", "AtWork"),
	}
	t.Places = []casework.Place{{Kind: "exploitation", Country: some(1, "KZ", "RU", "TR", "AE")[0], Words: "a farm behind the station"}}
	t.Told = some(1, "They took my papers on the first day.", "Обещали одно, вышло другое.", "Үйге қайтқым келді.")[0]
	return &t
}

// sentences that notes are made of.
var sentences = []string{
	"We talked after breakfast; she wants to call home once more.", "She chose the evening class and asked for paper.",
	"Went with her to the clinic and waited.", "Slept well, ate with the others, helped in the kitchen.",
	"Говорили о документах: копия свидетельства у сестры.", "Просила не звонить после восьми.",
	"Ходили вместе в миграционную службу, ждём ответа.", "Рассказала о работе, которую хотела бы найти.",
	"Анасымен сөйлесті, көңілі көтерілді.", "Тігін үйірмесіне жазылды.", "Келесі аптада заңгермен кездеседі.", "Түнде жақсы ұйықтады.",
}

// notes draws twenty notes between two days: one strength, the others mostly of
// her care, some of health, safety and law.
func (c *crowd) notes(from, to pana.Date) []casework.NewNote {
	r := c.draw
	days := int(to.Time().Sub(from.Time()).Hours()/24) + 1
	kinds := []string{"observation", "talk", "visit", "call", "session", "errand"}
	list := make([]casework.NewNote, 20)
	for i := range list {
		n := casework.NewNote{Kind: kinds[r.IntN(len(kinds))], Compartment: pana.Care, On: from.AddDays(r.IntN(max(1, days))), Source: pana.StaffSaw}
		for range 1 + r.IntN(4) {
			n.Text += sentences[r.IntN(len(sentences))] + " "
		}
		switch {
		case i == 0:
			n.Kind, n.Told = casework.StrengthNote, "I sew well."
		case i < 3:
			n.Compartment = pana.Health
		case i < 5:
			n.Compartment = pana.Safety
		case i == 5:
			n.Compartment = pana.Legal
		case i < 9:
			n.Told, n.Source = sentences[r.IntN(len(sentences))], pana.ClientSaid
		}
		list[i] = n
	}
	return list
}
