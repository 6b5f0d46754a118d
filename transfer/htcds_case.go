package transfer

import (
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
)

// Bounds that the standard does not set.
const (
	mostChildren = 30
	oldest       = 120
)

// arrival makes the case of one row. What is coded goes into columns; who she is
// and everything told in words rests sealed, under the labels of the standard.
func (r *row) arrival() arrival {
	if len(r.problems) > 0 {
		return arrival{problems: r.problems}
	}
	n := &casework.NewClient{}
	k := casework.Case{}
	n.Names, n.Coded = r.names(), r.coded()
	referred := r.past("cas_IncomingReferralDate", 0)
	n.Opened, _ = referred.Exact()
	n.Coded.AgeBand = ageBand(n.Names.Birth, n.Opened)
	a := arrival{}
	r.course(n, &a)
	k.Facts = r.facts()
	k.Notes = r.notes(n.Opened)
	switch agreed, said := r.consent(); {
	case said && agreed:
		a.agreed = true
		k.Consents = []casework.NewConsent{{Purpose: pana.ServiceFile}}
	case said:
		// She said no: the house keeps her code and the time, and nothing else.
		a.declined = true
		n.Names, n.Coded, k.Facts, k.Notes = casework.Names{}, casework.Coded{}, nil, nil
		k.Consents = []casework.NewConsent{{Purpose: pana.ServiceFile, Refused: true}}
	}
	k.Client = *n
	a.c, a.problems = k, r.problems
	return a
}

func (r *row) names() casework.Names {
	first, second := r.text("prs_FirstName"), r.text("prs_SecondName")
	full := strings.Join(strings.Fields(first+" "+r.text("prs_MiddleName")+" "+second), " ")
	n := casework.Names{ToUse: first, Full: full}
	if first == "" {
		n.ToUse = full
	}
	if full == n.ToUse {
		n.Full = ""
	}
	n.Contact = r.lines("prs_Email", "prs_HomePhone", "prs_MobilePhone", "prs_MailingStreet", "prs_MailingCity",
		"prs_MailingState", "prs_MailingPostalCode", "prs_MailingCountry", "prs_MailingLongitude", "prs_MailingLatitude")
	// A year of birth alone is coded; only a whole day is a birth date.
	n.Birth, _ = r.past("prs_Birthdate", 0).Exact()
	return n
}

func (r *row) coded() casework.Coded {
	c := casework.Coded{Language: r.code("prs_PrimaryLanguage"), Marital: r.code("prs_MaritalStatus"),
		Education: r.code("prs_HighestLevelOfEducation"), Citizenship: r.code("prs_Citizenship")}
	c.Sex = sexOf(r.code("prs_Gender"))
	if f, ok := dayIn(r.h.sheet, r.text("prs_Birthdate")); ok {
		c.BirthYear = f.Earliest.Year()
	}
	c.Children, _ = r.number("prs_NumberOfChildren", mostChildren)
	for _, l := range r.codes("prs_SecondaryLanguage") {
		if l != c.Language {
			c.Languages = append(c.Languages, casework.Language{Language: l, Speaks: true})
		}
	}
	return c
}

// sexOf is the code of ours for a gender of the standard. Where ours says less,
// the standard's own word goes into a sealed note.
func sexOf(gender string) string {
	l, _ := codes.Get("sex")
	for _, it := range l.Items {
		if gender != "" && it.Maps["htcds"] == gender {
			return it.Code
		}
	}
	if gender != "" {
		return "other"
	}
	return ""
}

// ageBand is the band in which someone's age stood on a day, or nothing when
// either day is not known.
func ageBand(birth, on pana.Date) string {
	if birth == "" || on == "" || on < birth {
		return ""
	}
	b, d := birth.Time(), on.Time()
	age := d.Year() - b.Year()
	if d.Month() < b.Month() || d.Month() == b.Month() && d.Day() < b.Day() {
		age--
	}
	for _, band := range []struct {
		last int
		code string
	}{{8, "0-8"}, {17, "9-17"}, {20, "18-20"}, {23, "21-23"}, {26, "24-26"}, {29, "27-29"}, {38, "30-38"}, {47, "39-47"}} {
		if age <= band.last {
			return band.code
		}
	}
	return "48+"
}

// course says whether the case goes on and, if not, since when.
func (r *row) course(n *casework.NewClient, a *arrival) {
	switch status := r.code("cas_Status"); status {
	case "Closed", "ClosedReferred":
		n.Past = true
		for _, field := range []string{"cas_OutgoingReferralDate", "spl_ActualEndDate"} {
			for i := range r.cells[field] {
				if d, ok := r.past(field, i).Exact(); ok && d >= n.Opened {
					n.Closed = max(n.Closed, d)
				}
			}
		}
		return
	case "FollowUp":
		n.Stage = "follow-up"
	case "":
		a.unsaid = true
	}
	a.open = true
}

func (r *row) consent() (agreed, said bool) {
	if agreed, said = r.yes("con_Consent"); said {
		return agreed, said
	}
	return r.yes("vic_AgreementToManagePersonalData")
}

// facts returns what is coded about the situation, or nil when nothing is.
func (r *row) facts() *casework.Trafficking {
	t := casework.NoFacts()
	t.Status, t.DecidedBy = r.code("vic_TraffickingStatus"), r.code("vic_TraffickingStatusDecisionMakingOrg")
	t.Recruiter = r.code("vic_RelationshipToTrafficker")
	if age, ok := r.number("vic_AgeWhenTrafficked", oldest); ok {
		t.AgeWhen = age
	}
	for field, list := range map[string]string{
		"vic_RecruitmentWebsitesAndApps": "htcds/website", "vic_MethodOfRecruitment": "htcds/recruitment-method",
		"vic_MethodsOfControl": "htcds/control", "vic_TypeOfExploitation": "htcds/exploitation",
		"vic_ForcedLabourIndustry": "htcds/labour-industry", "vic_TypeOfSexExploitation": "htcds/sex-exploitation",
	} {
		if found := r.codes(field); len(found) > 0 {
			t.Codes[list] = found
		}
	}
	for _, l := range []struct{ field, kind string }{{"vic_LocationOfRecruitment", "origin"}, {"vic_LocationOfExploitation", "exploitation"}} {
		for _, a := range r.cells[l.field] {
			t.Places = append(t.Places, placeIn(l.kind, a.text))
		}
	}
	t.Places = append(t.Places, r.events()...)
	if t.Status == "" && t.DecidedBy == "" && t.Recruiter == "" && t.AgeWhen < 0 && len(t.Codes) == 0 && len(t.Places) == 0 {
		return nil
	}
	return &t
}

// events are the places of the history: coded no finer than region; the rest of
// an address is words.
func (r *row) events() []casework.Place {
	var all []casework.Place
	for i := range r.times("hte_Type", "hte_Date", "hte_Country", "hte_State", "hte_City", "hte_Street", "hte_PostalCode", "hte_Longitude", "hte_Latitude") {
		p := casework.Place{Kind: "exploitation", When: r.past("hte_Date", i)}
		if found := r.codesAt("hte_Type", i); len(found) > 0 {
			p.Kind = map[string]string{"Recruitment": "origin", "Transit": "transit", "Exploitation": "exploitation"}[found[0]]
		}
		if found := r.codesAt("hte_Country", i); len(found) > 0 {
			p.Country = found[0]
		}
		state := r.nth("hte_State", i)
		regions, _ := codes.Get("kz-region")
		if code, ok := regions.Match(state); ok && (p.Country == "" || p.Country == "KZ") {
			p.Region, state = code, ""
		}
		var words []string
		for _, w := range []struct{ label, text string }{{"State", state}, {"City", r.nth("hte_City", i)}, {"Street", r.nth("hte_Street", i)},
			{"PostalCode", r.nth("hte_PostalCode", i)}, {"Longitude", r.nth("hte_Longitude", i)}, {"Latitude", r.nth("hte_Latitude", i)}} {
			if w.text != "" {
				words = append(words, w.label+": "+w.text)
			}
		}
		p.Words = strings.Join(words, "\n")
		all = append(all, p)
	}
	return all
}

// placeIn is a place told in words. Where the words are a country, or end in one
// after a comma, the country is coded.
func placeIn(kind, text string) casework.Place {
	p := casework.Place{Kind: kind, Words: text}
	countries, _ := codes.Get("country")
	if code, ok := countries.Match(text); ok {
		return casework.Place{Kind: kind, Country: code}
	}
	if i := strings.LastIndexByte(text, ','); i > 0 {
		p.Country, _ = countries.Match(text[i+1:])
	}
	return p
}
