package demo

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/intake"
	"example.org/pana/plan"
)

// lastNight is who came a few hours ago: nobody on call has looked yet.
func (w *world) lastNight() {
	t := w.tale("last-night", maple)
	days := 0
	if w.now.In(w.zone).Hour() < 4 {
		days = 1
	}
	t.arrives(days, "02:40", "timur", "Apple 4", intake.Arrival{Name: "Dilnoza", Language: "uz", Sex: "female", AgeBand: "24-26", Danger: intake.Yes, Injured: intake.NotNow,
		Police: intake.NotNow, Consent: intake.Yes})
	t.mind(days, "02:55", "timur", "safety", "Таксист ждал у ворот десять минут и уехал. Номер не разглядел.")
}

// childAlone is a boy of thirteen who came without a grown-up.
func (w *world) childAlone() {
	t := w.tale("child-alone", maple)
	t.arrives(2, "22:30", "timur", "Linden 1", intake.Arrival{Name: "Даник", Language: "ru", Sex: "male", AgeBand: "9-17", Danger: intake.No, Injured: intake.No, Police: intake.No, Consent: intake.Yes})
	t.isSeen(1, "08:00", "dina")
	t.team(1, "08:30", "dina", "gulnara", "raushan")
	t.isKnown(1, "10:00", "dina", casework.Coded{Sex: "male", AgeBand: "9-17", BirthYear: w.today().Year() - 13, Language: "ru", Citizenship: "KZ", OriginCountry: "KZ"},
		casework.Names{ToUse: "Даник", Full: "Данил", Aliases: []string{"Даня"}})
	t.tags(1, "10:10", "dina", "minor", "child-alone")
	t.does(1, "10:20", "dina", func(ctx context.Context) error { return t.desk.Guardian(ctx, t.code, intake.GuardianAsked) })
	t.facts(1, "11:00", "dina", func() casework.Trafficking {
		f := casework.NoFacts()
		f.Status, f.Recruiter, f.ExitMode, f.Source = "PossibleVictimOfTrafficking", "other-relative", "escape", pana.ClientSaid
		f.Codes = map[string][]string{"htcds/exploitation": {"ForcedBegging", "ChildLabour"}}
		return f
	})
	t.notes(1, "12:00", "dina", casework.NewNote{Kind: "errand", Source: pana.StaffSaw, Text: "Қорғаншылық органына хабарладық, инспектор түстен кейін қоңырау шалады."})
	t.can(1, "18:00", "dina", "Үйдегі барлық мысықтың атын бір кеште жаттап алды.", "Можно я завтра их покормлю?")
	t.aloneLearns()
}

// followedUp left a month ago and still calls.
func (w *world) followedUp() {
	t := w.tale("follow-up", maple)
	t.asks(205, "12:00", "madina", intake.NewRequest{Sources: []intake.From{{Source: "ngo"}}, Sex: "female", AgeBand: "30-38", Language: "ru", Words: intake.Words{Name: "Марина"}})
	t.answers(205, "13:00", "madina", intake.Answer{Status: intake.Accepted}, "Birch 1")
	t.team(205, "14:00", "madina", "gulnara")
	t.isKnown(204, "12:00", "madina", casework.Coded{Sex: "female", AgeBand: "30-38", BirthYear: w.today().Year() - 31, Language: "ru", Citizenship: "KZ", OriginCountry: "KZ", OriginRegion: "KZ-55",
		Education: "PostSecondaryNonTertiaryEducation", Marital: "Divorced", Children: 1}, casework.Names{ToUse: "Марина", Full: "Марина Ковалёва"})
	t.agrees(204, "12:20", "madina", casework.NewConsent{Purpose: pana.ServiceFile, Language: "ru"}, 0)
	t.agrees(40, "12:20", "madina", casework.NewConsent{Purpose: pana.FollowUpUse, Language: "ru", Until: w.today().AddDays(330), Note: "Звонить только вечером, не оставлять голосовых."}, 0)
	t.facts(180, "12:00", "madina", func() casework.Trafficking {
		f := casework.NoFacts()
		f.Status, f.Recruiter, f.ExitMode, f.Source, f.MonthsLeast, f.MonthsMost = "PossibleVictimOfTrafficking", "agency", "released", pana.ClientSaid, 8, 10
		f.Codes = map[string][]string{"htcds/exploitation": {"ForcedLabour"}, "htcds/labour-industry": {"I_AccommodationAndFoodServiceActivities"}, "htcds/control": {"TakesEarnings", "WithholdsDocuments"}}
		return f
	})
	t.moves(120, "15:00", "madina", "Plum 1")
	t.knows(40, "12:30", "madina", casework.NewPerson{Role: "local-contact", Knows: "yes", Source: pana.StaffSaw, Name: "Тамара Орлова", Contact: "+7 000 000 00 09", Note: "Соседка, проверили: берёт трубку."}, "gulnara")
	t.can(100, "18:00", "madina", "Повар пятого разряда, научила дом готовить манты.", "Своя кухня будет, вот увидите.")
	t.stage(200, "10:00", "madina", "first-assessment")
	t.stage(170, "10:00", "gulnara", "trust")
	t.trusted(110, "madina", "gulnara", plan.Yes, "")
	t.kitchenPlan()
	t.stage(38, "10:00", "madina", "leaving")
	t.leavingOfMarina()
}
