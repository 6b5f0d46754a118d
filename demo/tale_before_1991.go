package demo

import (
	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/intake"
	"example.org/pana/residence"
)

// before1991 is the older woman from abroad who was held since before the
// country she came to had its own money. Nobody can say which country is hers.
func (w *world) before1991() {
	t := w.tale("before-1991", maple)
	t.arrives(171, "03:20", "timur", "Quiet 2", intake.Arrival{Name: "Ганна", Language: "ru", Sex: "female", AgeBand: "48+", Danger: intake.No, Injured: intake.Yes,
		Police: intake.NotNow, Consent: intake.Yes})
	t.isSeen(171, "08:10", "dina")
	t.team(171, "09:00", "dina", "gulnara", "raushan", "bolat")
	t.isKnown(171, "14:30", "dina",
		casework.Coded{Sex: "female", AgeBand: "48+", Language: "ru", Undetermined: true, OriginCountry: "UA", Education: "LowerSecondaryEducation", Marital: "Single",
			Languages: []casework.Language{{Language: "ru", Speaks: true, Literacy: "reads"}, {Language: "uk", Speaks: true, Literacy: "none"}}},
		casework.Names{ToUse: "Ганна", Full: "Мельничук Анна", Aliases: []string{"Hanna", "Анна", "Баба Аня"}, Place: "село у реки, названия района не помнит"})
	t.tags(171, "14:50", "dina", "foreign", "nationality-undetermined", "no-papers")
	t.heeds(168, "10:00", "dina", "health")
	t.mind(170, "10:00", "raushan", "medicine", "Давление: таблетка утром и в 20:00, с водой, при ней.")
	t.mind(165, "12:00", "dina", "other", "Не знает тенге и не выходит одна. Деньги показывать спокойно, без спешки.")
	t.agrees(170, "11:00", "dina", casework.NewConsent{Purpose: pana.ServiceFile, Language: "ru", Method: casework.Thumbprint}, 0)
	t.agrees(120, "11:00", "dina", casework.NewConsent{Purpose: pana.EmbassyUse, Recipient: "embassy", Fields: []string{"name", "origin", "papers"}, Language: "ru",
		Method: casework.Thumbprint, Until: w.today().AddDays(60), Note: "Сначала испугалась слова «консульство», объясняли три дня."}, 0)
	t.agrees(115, "11:00", "dina", casework.NewConsent{Purpose: pana.PoliceUse, Language: "ru", Refused: true, Note: "Пока нет. Спросим через месяц."}, 0)
	t.facts(140, "15:20", "dina", func() casework.Trafficking {
		f := casework.NoFacts()
		f.Status = "PossibleVictimOfTrafficking"
		f.Held = pana.Period{From: fuzzy("1990-12-31", pana.Before), Until: fuzzy(w.today().AddDays(-172), pana.Month)}
		f.MonthsLeast, f.MonthsMost = (w.today().Year()-1991)*12-6, -1
		f.Recruiter, f.ExitMode, f.Source = "acquaintance", "escape", pana.ClientSaid
		f.Codes = map[string][]string{"htcds/exploitation": {"Servitude", "ForcedLabour"}, "htcds/labour-industry": {"T_ActivitiesOfHouseholdsAsEmployers", "A014"},
			"htcds/control": {"RestrictsMovement", "WithholdsDocuments", "PsychologicalAbuse", "WithholdsNecessities", "TakesEarnings"}}
		f.Places = []casework.Place{
			{Kind: "origin", Country: "UA", When: fuzzy("1990-12-31", pana.Before)},
			{Kind: "transit", Country: "RU", When: fuzzy("1990-12-31", pana.Before), Words: "ехали поездом, двое суток"},
			{Kind: "exploitation", Country: "KZ", Region: "KZ-55", When: fuzzy("1995-06-01", pana.Decade), Words: "зимовка, потом дом хозяйской дочери"},
			{Kind: "exploitation", Country: "KZ", Region: "KZ-11", When: fuzzy(w.today().AddDays(-800), pana.About)},
		}
		f.Told = "Меня продали, потом перепродали. Какой год, я по праздникам считала. Когда дали ваши деньги, я не знала, что это деньги."
		return f
	})
	t.judged(139, "10:10", "dina", "ilo/forced-labour", []string{"isolation", "documents", "wages", "abuse-of-vulnerability", "restriction-of-movement"},
		pana.Provenance{Source: pana.ClientSaid}, &intake.Identification{Outcome: "not-sought"},
		intake.Eligibility{Payer: "state", Outcome: "not-eligible", Reason: "Без документа портал не принимает. Обжаловать с юристом."},
		intake.Eligibility{Payer: "international", Outcome: "eligible"})
	t.knows(138, "12:00", "dina", casework.NewPerson{Role: "sibling", Source: pana.ClientSaid, Name: "Мельничук Петро", Note: "Младший брат. Жив ли, не знает."}, "gulnara")
	t.knows(138, "12:20", "gulnara", casework.NewPerson{Role: casework.PossibleExploiter, Knows: "no", Source: pana.ClientSaid, Name: "Тлеубай", Note: "Так звали старого хозяина; имя дочери не говорит."}, "")
	t.keeps(130, "14:45", "bolat", casework.NewDocument{Kind: "passport", Title: "Лист из паспорта СССР, без обложки", Number: "ВЫМ-СССР-1", Note: "Зашит был в подкладку.", File: scanned("PASSPORT PAGE, 1980s", 7, red)})
	t.stage(165, "10:00", "dina", "first-assessment")
	t.stage(150, "10:00", "gulnara", "trust")
	t.olderPlan()
	t.can(160, "19:30", "dina", "Печёт хлеб для всего дома, по запаху знает, когда готово.", "Хліб мене не забув.")
	t.can(75, "13:00", "dina", "Помнит десятки песен, поёт за работой. Научилась сама набирать номер.", "Сама позвонила. Сама!")
	t.notes(169, "04:40", "timur", casework.NewNote{Kind: "observation", Source: pana.StaffSaw, Text: "Не ложилась на кровать, сидела на полу у батареи. Принёс чай и одеяло, не настаивал."})
	t.notes(168, "09:30", "raushan", casework.NewNote{Kind: "visit", Compartment: pana.Health, Source: pana.StaffSaw, Text: "Қан қысымы жоғары, қолында ескі күйік ізі. Терапевт қарады, дәрі жазылды."})
	t.notes(155, "16:00", "gulnara", casework.NewNote{Kind: "session", Compartment: pana.Therapy, Source: pana.StaffSaw, Text: "Говорит о хозяйке «мы». Привязанность к дому, где держали; вины не навязывать, времени не мерить."})
	t.notes(131, "11:30", "bolat", casework.NewNote{Kind: "errand", Compartment: pana.Legal, Source: pana.Documented, Text: "Азаматтығы анықталмаған. Елшілікке сұрау салу келісімінен кейін ғана жіберіледі; азаматтығы жоқ адам рәсімі қатар қаралады."})
	t.notes(100, "12:10", "dina", casework.NewNote{Kind: "event", Source: pana.StaffSaw, Text: "Дүкенге екеуміз бардық. Нанның бағасын өзі оқыды, ақшаны санап берді.", Told: "Столько стоит? А соль почём?"})
	t.notes(30, "15:00", "gulnara", casework.NewNote{Kind: "talk", Source: pana.ClientSaid, Text: "Что дальше, пока честно неизвестно: и здесь, и на родине. Записали как «ещё не знаем», вернёмся весной.", Told: "Мне бы дожить в тепле, и чтобы дверь изнутри закрывалась."})
	t.paid(166, "12:00", "dina", "foundation", -46)
	t.wantsLonger(70, "12:00", "dina", 180, "Тридцать с лишним лет не возвращают за полгода. Гражданство определяют, идти ей некуда.")
	t.isAnswered(52, "11:40", residence.NotGranted, "Фонд платит не дольше четырёх месяцев. Дом оплачивает сам, место и помощь сохраняются.")
	t.paid(45, "12:00", "dina", "own", 140)
	t.notes(5, "20:10", "timur", casework.NewNote{Kind: "observation", Source: pana.StaffSaw, Text: "Приняла таблетку в 20:00. Пела на кухне с Жибек."})
	t.before1991Health()
	t.before1991Learns()
}
