package demo

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/intake"
)

// meetPartners writes down the organisations the house works with; several
// stand in more than one role.
func (w *world) meetPartners() {
	for _, p := range []struct {
		key string
		casework.NewOrganisation
	}{
		{"ministry", casework.NewOrganisation{Kind: "ministry", Country: "KZ", Name: "Министерство (вымышленное)", Roles: []string{"funder", "supervisor"}}},
		{"city", casework.NewOrganisation{Kind: "city", Country: "KZ", Name: "Қала әкімдігі (ойдан шығарылған)", Roles: []string{"funder", "referrer"}}},
		{"iom", casework.NewOrganisation{Kind: "international-organisation", Name: "Invented migration agency", Roles: []string{"adviser", "funder", "referrer", "return-partner"}}},
		{"north", casework.NewOrganisation{Kind: "foreign-ngo", Country: "SE", Name: "Invented Northern Fund", Roles: []string{"funder"}}},
		{"tulip", casework.NewOrganisation{Kind: "foreign-ngo", Country: "NL", Name: "Invented Tulip Foundation", Roles: []string{"funder", "adviser"}}},
		{"embassy", casework.NewOrganisation{Kind: "embassy", Country: "UZ", Name: "Консульство (вымышленное)", Roles: []string{"return-partner"}}},
		{"sister", casework.NewOrganisation{Kind: "shelter", Country: "KZ", Name: "Баспана «Қайың» (ойдан шығарылған)", Roles: []string{"referrer", "receiver"}}},
		{"court", casework.NewOrganisation{Kind: "court", Country: "KZ", Name: "Аудандық сот (ойдан шығарылған)"}},
		{"police", casework.NewOrganisation{Kind: "police", Country: "KZ", Name: "Полиция бөлімі (ойдан шығарылған)"}},
		{"clinic", casework.NewOrganisation{Kind: "health", Country: "KZ", Name: "Емхана (ойдан шығарылған)", Roles: []string{"provider"}}},
		{"mektep", casework.NewOrganisation{Kind: "school", Country: "KZ", Name: "№ 0 мектеп (ойдан шығарылған)", Roles: []string{"provider"}}},
		{"college", casework.NewOrganisation{Kind: "school", Country: "KZ", Name: "Өнер мен кәсіп колледжі (ойдан шығарылған)", Roles: []string{"provider"}}},
		{"returnhome", casework.NewOrganisation{Kind: "ngo", Country: "UZ", Name: "Uyga qaytish (o‘ylab topilgan)", Roles: []string{"return-partner", "receiver"}}},
		{"fair", casework.NewOrganisation{Kind: "collection", Name: "Christmas concert collection (invented)", Roles: []string{"funder"}}},
	} {
		p.Contact = "+7 000 000 00 10, вымышленный номер"
		w.on(years*365, "11:00", func() error {
			saule, err := w.as("saule")
			if err != nil {
				return err
			}
			w.partners[p.key], err = w.files.AddOrganisation(saule, p.NewOrganisation)
			return err
		})
	}
}

// requests are what others asked of the house: some wait, some had to be turned
// away, and that is counted.
func (w *world) requests() {
	for _, r := range []struct {
		days      int
		site, who string
		from      string
		partner   string
		answer    intake.Status
		reason    string
		n         intake.NewRequest
	}{
		{318, maple, "dina", "police", "", intake.Declined, "no-bed", intake.NewRequest{Sex: "female", AgeBand: "27-29", Language: "ru"}},
		{276, steppe, "erlan", "social-services", "city", intake.Declined, "not-our-task", intake.NewRequest{Sex: "male", AgeBand: "48+", Language: "kk"}},
		{251, steppe, "erlan", "ngo", "", intake.Declined, "no-bed", intake.NewRequest{Beds: 3, Sex: "male", AgeBand: "30-38", Language: "uz"}},
		{198, maple, "madina", "hotline", "", intake.Withdrawn, "", intake.NewRequest{Sex: "female", AgeBand: "21-23", Language: "kk"}},
		{160, maple, "dina", "health", "clinic", intake.Declined, "medical", intake.NewRequest{Sex: "female", AgeBand: "39-47", Language: "ru", Needs: []string{"medical-urgent", "mental-health"}}},
		{127, steppe, "erlan", "other-shelter", "sister", intake.Declined, "safety", intake.NewRequest{Sex: "male", AgeBand: "24-26", Language: "ru"}},
		{84, maple, "madina", "self", "", intake.Declined, "already-placed", intake.NewRequest{Sex: "female", AgeBand: "18-20", Language: "ru"}},
		{51, steppe, "erlan", "labour-inspection", "", intake.Declined, "no-bed", intake.NewRequest{Beds: 2, Sex: "male", AgeBand: "30-38", Language: "uz"}},
		{22, steppe, "erlan", "border-migration", "", intake.Declined, "no-bed", intake.NewRequest{Sex: "male", AgeBand: "21-23", Language: "ky"}},
		{4, steppe, "erlan", "embassy", "embassy", intake.Waiting, "", intake.NewRequest{Beds: 2, Sex: "male", AgeBand: "30-38", Language: "uz", NeededBy: w.today().AddDays(3),
			Needs: []string{"documents", "transport"}, Transport: intake.WeFetch}},
		{2, maple, "madina", "other-shelter", "sister", intake.Open, "", intake.NewRequest{Beds: 1, Children: 3, Sex: "female", AgeBand: "30-38", Language: "kk", NeededBy: w.today().AddDays(5),
			Needs: []string{"children", "safety"}, Words: intake.Words{Name: "Меруерт", Contact: "«Қайың» баспанасының кезекшісі", Told: "Үш баласы бар, бұрынғы мекені белгілі болып қалды."}}},
		{1, maple, "dina", "hotline", "", intake.Open, "", intake.NewRequest{Sex: "female", AgeBand: "18-20", Language: "ru", NeededBy: w.today().AddDays(1),
			Needs: []string{"female-staff"}, Words: intake.Words{Told: "Звонила шёпотом, имени не назвала. Перезвонит завтра в обед."}}},
	} {
		t := &tale{world: w, name: "request", site: r.site}
		t.does(r.days, "10:15", r.who, func(ctx context.Context) (err error) {
			n := r.n
			n.Site = w.sites[r.site]
			n.Sources = []intake.From{{Source: r.from, Organisation: w.partners[r.partner]}}
			if r.from == "hotline" || r.from == "police" { // seldom the only one
				n.Sources = append(n.Sources, intake.From{Source: "neighbour"})
			}
			t.request, err = w.desk.Record(ctx, n)
			t.asked = 1
			return err
		})
		if r.answer != intake.Open {
			t.answers(r.days, "16:20", r.who, intake.Answer{Status: r.answer, Reason: r.reason}, "")
		} else {
			t.judged(r.days, "10:40", r.who, "ilo/forced-labour", []string{"restriction-of-movement", "intimidation"}, pana.Provenance{Source: pana.ThirdParty}, nil,
				intake.Eligibility{Payer: "state", Outcome: "not-asked"})
		}
	}
}
