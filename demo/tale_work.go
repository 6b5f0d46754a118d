package demo

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/intake"
	"example.org/pana/plan"
	"example.org/pana/residence"
)

// farm is the man from the fields: a citizen of Uzbekistan, his papers withheld,
// his debt growing with every harvest.
func (w *world) farm() {
	t := w.tale("farm", steppe)
	t.asks(58, "17:20", "erlan", intake.NewRequest{Sources: []intake.From{{Source: "hotline"}, {Source: "labour-inspection"}, {Source: "embassy"}},
		Sex: "male", AgeBand: "30-38", Language: "uz", Needs: []string{"interpreter", "documents", "clothes"}, Transport: intake.WeFetch,
		Words: intake.Words{Name: "Baxtiyor", Told: "Пять человек на луковом поле, один дошёл до трассы и позвонил."}})
	t.answers(57, "09:10", "erlan", intake.Answer{Status: intake.Accepted}, "Upper 1")
	t.team(57, "10:00", "erlan", "gulnara", "bolat", "raushan")
	t.isKnown(56, "11:00", "erlan",
		casework.Coded{Sex: "male", AgeBand: "30-38", BirthYear: w.today().Year() - 34, Language: "uz", Citizenship: "UZ", OriginCountry: "UZ", OriginRegion: "UZ-SU",
			Education: "UpperSecondaryEducation", Marital: "Married", Children: 3, Languages: []casework.Language{{Language: "uz", Speaks: true, Literacy: "reads-and-writes"}, {Language: "ru", Speaks: true, Literacy: "some"}}},
		casework.Names{ToUse: "Baxtiyor", Full: "Baxtiyor Ergashev", Aliases: []string{"Бахтиёр", "Бахтияр"}, Contact: "акаси орқали"})
	t.tags(56, "11:20", "erlan", "foreign", "no-papers", "court-case", "returning-home")
	t.mind(56, "11:30", "erlan", "contact", "Қожайынның адамдары іздеп келуі мүмкін: есікті кезекші ғана ашады.")
	t.agrees(56, "12:00", "erlan", casework.NewConsent{Purpose: pana.ServiceFile, Language: "uz", Interpreted: true, Method: casework.Signed}, 0)
	t.agrees(50, "12:00", "erlan", casework.NewConsent{Purpose: pana.EmbassyUse, Recipient: "embassy", Fields: []string{"name", "papers", "citizenship"}, Language: "uz", Interpreted: true,
		Method: casework.Signed, Until: w.today().AddDays(30)}, 0)
	t.agrees(49, "12:00", "erlan", casework.NewConsent{Purpose: pana.PoliceUse, Recipient: "police", Fields: []string{"name", "trafficking"}, Language: "uz", Interpreted: true,
		Method: casework.Signed, Until: w.today().AddDays(90), Note: "Qolganlar ham chiqsin deydi."}, 0)
	t.facts(52, "15:00", "erlan", func() casework.Trafficking {
		f := casework.NoFacts()
		f.Status, f.DecidedBy = "PossibleVictimOfTrafficking", "NGO"
		f.Held = pana.Period{From: fuzzy(w.today().AddDays(-57-520), pana.Season), Until: fuzzy(w.today().AddDays(-58), pana.Day)}
		f.MonthsLeast, f.MonthsMost, f.AgeWhen = 15, 19, 32
		f.Recruiter, f.ExitMode, f.Source, f.Interpreted = "acquaintance", "escape", pana.ClientSaid, true
		f.Codes = map[string][]string{"htcds/exploitation": {"ForcedLabour"}, "htcds/labour-industry": {"A01", "A011"},
			"htcds/control":            {"DebtBondage", "WithholdsDocuments", "ExcessiveWorkingHours", "TakesEarnings", "FalsePromises", "Threats"},
			"htcds/recruitment-method": {"ThroughFriendsOrSocialEvents"}, "htcds/migration-status": {"labour-migrant", "irregular-migrant"}}
		f.Places = []casework.Place{{Kind: "origin", Country: "UZ", Region: "UZ-SU"}, {Kind: "transit", Country: "KZ", Region: "KZ-61"},
			{Kind: "exploitation", Country: "KZ", Region: "KZ-31", Words: "piyoz dalasi, kanal yonida"}}
		f.Told = "Har oyda qarzim oshdi. Pasportni «saqlab turaman» dedi, qaytarmadi."
		return f
	})
	t.judged(52, "16:00", "erlan", "ilo/adult-labour", []string{"deceptive-recruitment.wages", "coercion.documents", "coercion.debt-bondage", "coercion.wages",
		"exploitation.hours", "exploitation.living-conditions", "vulnerability.dependency"}, pana.Provenance{Source: pana.ClientSaid, Interpreted: true},
		&intake.Identification{Outcome: "pending", Body: "Police", On: w.today().AddDays(-53)},
		intake.Eligibility{Payer: "state", Outcome: "waiting", Reason: "Ждём решения комиссии."}, intake.Eligibility{Payer: "international", Outcome: "eligible"})
	t.knows(55, "18:00", "erlan", casework.NewPerson{Role: "partner", Knows: "yes", Source: pana.ClientSaid, Interpreted: true, Name: "Dilorom", Contact: "+998 00 000 00 03"}, "gulnara")
	t.knows(54, "10:00", "erlan", casework.NewPerson{Role: casework.PossibleExploiter, Source: pana.ClientSaid, Interpreted: true, Name: "Сапар Жолдыбаев", Note: "Дала иесі. Жүк көлігі көк."}, "")
	t.can(40, "19:00", "erlan", "Аулада көктемге жер дайындады, тұқымды біледі, басқаларға үйретеді.", "Yer meni aldamaydi.")
	t.can(25, "19:00", "gulnara", "Каждый вечер пишет детям. Хочет открыть дома теплицу.", "O‘zimning issiqxonam bo‘lsa.")
	t.keeps(44, "12:20", "bolat", casework.NewDocument{Kind: "return-certificate", Title: "Запрос на свидетельство на возвращение", Number: "ВЫМ-00058", File: scanned("RETURN CERTIFICATE REQUEST", 5, green)})
	t.notes(53, "11:00", "erlan", casework.NewNote{Kind: "talk", Source: pana.ClientSaid, Interpreted: true, Text: "Алғашқы бағалау: құжат, жалақы, үйіне хабар. Қалған төртеуі үшін алаңдайды.", Told: "Men chiqdim, ular qoldi."})
	t.stage(53, "11:30", "erlan", "first-assessment")
	t.stage(36, "11:30", "gulnara", "trust")
	t.trusted(15, "erlan", "gulnara", plan.Yes, "Ishonaman.")
	t.farmPlan()
	t.paid(55, "12:30", "erlan", "international", 12)
	t.wantsLonger(18, "12:30", "erlan", 100, "Жалақы туралы сот әлі басталған жоқ, қайту куәлігі дайындалып жатыр.")
	t.isAnswered(11, "16:10", residence.Granted, "Сот аяқталғанша ұзартылды.")
	t.notes(14, "14:00", "bolat", casework.NewNote{Kind: "errand", Compartment: pana.Legal, Source: pana.Documented, Text: "Жалақы бойынша талап арыз дайын, сот отырысы әлі тағайындалған жоқ."})
	t.notes(2, "22:15", "ruslan", casework.NewNote{Kind: "observation", Source: pana.StaffSaw, Text: "Звонок домой, говорил полчаса, лёг спокойно."})
}

// builder is a citizen who lost his papers on a building site and is about to leave.
func (w *world) builder() {
	t := w.tale("builder", steppe)
	t.asks(133, "10:00", "erlan", intake.NewRequest{Sources: []intake.From{{Source: "self"}}, Sex: "male", AgeBand: "39-47", Language: "kk", Needs: []string{"documents"},
		Words: intake.Words{Name: "Қайрат", Told: "Өзі келді."}})
	t.answers(133, "10:40", "erlan", intake.Answer{Status: intake.Accepted}, "Upper 2")
	t.team(133, "11:00", "erlan", "gulnara")
	t.isKnown(132, "12:00", "erlan", casework.Coded{Sex: "male", AgeBand: "39-47", BirthYear: w.today().Year() - 43, Language: "kk", Citizenship: "KZ", OriginCountry: "KZ", OriginRegion: "KZ-43",
		Education: "UpperSecondaryEducation", Marital: "Divorced", Children: 1}, casework.Names{ToUse: "Қайрат", Full: "Қайрат Тоқтаров", Aliases: []string{"Кайрат"}})
	t.tags(132, "12:10", "erlan", "no-papers")
	t.agrees(132, "12:20", "erlan", casework.NewConsent{Purpose: pana.ServiceFile, Language: "kk"}, 0)
	t.agrees(20, "12:20", "erlan", casework.NewConsent{Purpose: pana.FollowUpUse, Language: "kk", Until: w.today().AddDays(365)}, 0)
	t.facts(120, "12:00", "erlan", func() casework.Trafficking {
		f := casework.NoFacts()
		f.Status = "PossibleVictimOfTrafficking"
		f.Held = pana.Period{From: fuzzy(w.today().AddDays(-133-240), pana.About), Until: fuzzy(w.today().AddDays(-134), pana.Month)}
		f.MonthsLeast, f.MonthsMost, f.Recruiter, f.ExitMode, f.Source = 7, 9, "employer", "left-at-end", pana.ClientSaid
		f.Codes = map[string][]string{"htcds/exploitation": {"ForcedLabour"}, "htcds/labour-industry": {"F_Construction"}, "htcds/control": {"TakesEarnings", "WithholdsDocuments", "FalsePromises"}}
		f.Places = []casework.Place{{Kind: "exploitation", Country: "KZ", Region: "KZ-47"}}
		return f
	})
	t.can(100, "18:00", "erlan", "Дәнекерлеуші, қолынан бәрі келеді: баспананың есігін өзі жөндеді.", "Қол бар, жұмыс табылады.")
	t.stage(128, "10:00", "erlan", "first-assessment")
	t.stage(110, "10:00", "gulnara", "trust")
	t.trusted(80, "erlan", "gulnara", plan.NotSaid, "")
	t.builderPlan()
	t.stage(12, "10:00", "erlan", "leaving")
	t.keeps(30, "10:00", "erlan", casework.NewDocument{Kind: "id-card", Title: "Жаңа жеке куәлік", Number: "ОЙД-00133", Compartment: pana.Legal, File: scanned("NEW ID CARD", 5, green)})
	t.paid(131, "16:00", "erlan", "local", 20)
	t.wantsLonger(9, "11:30", "erlan", 65, "Жатақхана келер айда ғана босайды, алғашқы жалақысын күтіп отыр.")
	t.notes(12, "11:00", "erlan", casework.NewNote{Kind: "talk", Source: pana.ClientSaid, Text: "Жұмыс тапты, жатақханаға көшеді. Шығу күнін өзі айтады.", Told: "Алғашқы жалақымды алайын, сосын."})
	t.builderLearns()
	t.builderOwns()
}

// brickworks is a young man who came ten days ago and says little yet.
func (w *world) brickworks() {
	t := w.tale("brickworks", steppe)
	t.arrives(10, "23:50", "ruslan", "Upper 3", intake.Arrival{Name: "Jasur", Language: "uz", Sex: "male", AgeBand: "21-23", Danger: intake.No, Injured: intake.Yes, Police: intake.No, Consent: intake.Yes})
	t.isSeen(9, "08:30", "erlan")
	t.team(9, "09:00", "erlan", "gulnara", "raushan")
	t.isKnown(8, "12:00", "erlan", casework.Coded{Sex: "male", AgeBand: "21-23", Language: "uz", Citizenship: "UZ", OriginCountry: "UZ"}, casework.Names{ToUse: "Jasur", Aliases: []string{"Жасур"}})
	t.tags(8, "12:10", "erlan", "foreign", "no-papers")
	t.stage(8, "12:30", "erlan", "first-assessment")
	t.notes(9, "11:00", "raushan", casework.NewNote{Kind: "visit", Compartment: pana.Health, Source: pana.StaffSaw, Text: "Қолындағы күйік таңылды, күн сайын ауыстырамыз."})
	t.notes(4, "16:30", "erlan", casework.NewNote{Kind: "talk", Source: pana.ClientSaid, Interpreted: true, Text: "Кірпіш зауыты туралы әзірге айтқысы келмейді. Аудармашы Камила болғанын қалайды.", Told: "Keyin aytaman."})
	t.can(3, "20:00", "erlan", "Волейбол ойнағанда көзі жанады.", "")
}

// herder came from eleven years at a winter camp. He has never had a paper.
func (w *world) herder() {
	t := w.tale("herder", steppe)
	t.asks(92, "09:30", "erlan", intake.NewRequest{Sources: []intake.From{{Source: "police"}, {Source: "social-services"}}, Sex: "male", AgeBand: "48+", Language: "kk",
		Needs: []string{"documents", "medical", "hearing"}, Words: intake.Words{Name: "Серікбай"}})
	t.answers(92, "11:00", "erlan", intake.Answer{Status: intake.Waiting}, "")
	t.answers(90, "09:00", "erlan", intake.Answer{Status: intake.Accepted}, "Lower 1")
	t.team(90, "10:00", "erlan", "gulnara", "raushan", "bolat")
	t.isKnown(89, "12:00", "erlan", casework.Coded{Sex: "male", AgeBand: "48+", Language: "kk", Undetermined: true, OriginCountry: "KZ", OriginRegion: "KZ-10",
		Languages: []casework.Language{{Language: "kk", Speaks: true, Literacy: "none"}}}, casework.Names{ToUse: "Серікбай", Aliases: []string{"Ақсақал"}})
	t.tags(89, "12:10", "erlan", "no-papers", "nationality-undetermined")
	t.mind(89, "12:15", "raushan", "health", "Сол құлағы естімейді: оң жағынан, жай сөйлеңіз.")
	t.agrees(89, "12:30", "erlan", casework.NewConsent{Purpose: pana.ServiceFile, Language: "kk", Method: casework.Thumbprint}, 0)
	t.facts(70, "12:00", "erlan", func() casework.Trafficking {
		f := casework.NoFacts()
		f.Status = "ActualVictimOfTrafficking"
		f.DecidedBy, f.DecidedOn = "CourtOrProsecution", w.today().AddDays(-75)
		f.Held = pana.Period{From: fuzzy(w.today().AddDays(-92-11*365), pana.About), Until: fuzzy(w.today().AddDays(-93), pana.Month)}
		f.MonthsLeast, f.MonthsMost, f.Recruiter, f.ExitMode, f.Source = 120, 144, "employer", "raid", pana.ThirdParty
		f.Codes = map[string][]string{"htcds/exploitation": {"Servitude", "ForcedLabour"}, "htcds/labour-industry": {"A014"}, "htcds/control": {"RestrictsMovement", "WithholdsNecessities", "PhysicalAbuse"}}
		f.Places = []casework.Place{{Kind: "exploitation", Country: "KZ", Region: "KZ-10", Words: "қыстау"}}
		f.Told = "Жылды қойдың төлімен санадым."
		return f
	})
	t.can(60, "18:00", "erlan", "Домбыра тартады, ауа райын күні бұрын біледі.", "Ертең жел болады, көресің.")
	t.stage(85, "10:00", "erlan", "first-assessment")
	t.stage(60, "10:00", "gulnara", "trust")
	t.notes(33, "12:00", "bolat", casework.NewNote{Kind: "errand", Compartment: pana.Legal, Source: pana.Documented, Text: "Туу туралы жазба архивтен табылмады; сот арқылы тұлғасын анықтау басталды."})
}

// begging is a young man with a wheelchair who was made to beg.
func (w *world) begging() {
	t := w.tale("begging", steppe)
	t.asks(38, "13:00", "erlan", intake.NewRequest{Sources: []intake.From{{Source: "ngo"}}, Sex: "male", AgeBand: "24-26", Language: "ru", Needs: []string{"step-free", "disability", "medicine"},
		Words: intake.Words{Name: "Роман"}})
	t.answers(38, "15:00", "erlan", intake.Answer{Status: intake.Accepted}, "Lower 2")
	t.team(38, "15:30", "erlan", "gulnara", "raushan")
	t.isKnown(37, "12:00", "erlan", casework.Coded{Sex: "male", AgeBand: "24-26", BirthYear: w.today().Year() - 25, Language: "ru", Citizenship: "KZ", OriginCountry: "KZ", OriginRegion: "KZ-63",
		Education: "LowerSecondaryEducation", Marital: "Single"}, casework.Names{ToUse: "Роман", Full: "Роман Зайцев"})
	t.agrees(37, "12:20", "erlan", casework.NewConsent{Purpose: pana.ServiceFile, Language: "ru"}, 0)
	t.facts(30, "12:00", "erlan", func() casework.Trafficking {
		f := casework.NoFacts()
		f.Status, f.Recruiter, f.ExitMode, f.Source = "PossibleVictimOfTrafficking", "stranger", "organisation", pana.ClientSaid
		f.MonthsLeast, f.MonthsMost = 5, 8
		f.Codes = map[string][]string{"htcds/exploitation": {"ForcedBegging"}, "htcds/control": {"TakesEarnings", "Threats", "RestrictsMedicalCare"}}
		return f
	})
	t.stage(33, "12:00", "erlan", "first-assessment")
	t.stage(11, "12:00", "gulnara", "trust")
	t.can(18, "18:00", "erlan", "Чинит телефоны всему дому и смешит за ужином.", "Дайте отвёртку, остальное само.")
	t.beggingHealth()
}

// extra came when the men's house was full and has a bed made up for him.
func (w *world) extra() {
	t := w.tale("extra-place", steppe)
	t.asks(6, "19:10", "erlan", intake.NewRequest{Sources: []intake.From{{Source: "border-migration"}}, Sex: "male", AgeBand: "27-29", Language: "ky", Needs: []string{"interpreter"},
		Words: intake.Words{Name: "Нурбек"}})
	t.answers(6, "19:40", "erlan", intake.Answer{Status: intake.Accepted}, "Lower +")
	t.team(5, "09:00", "erlan", "gulnara")
	t.isKnown(5, "12:00", "erlan", casework.Coded{Sex: "male", AgeBand: "27-29", Language: "ky", Citizenship: "KG", OriginCountry: "KG"}, casework.Names{ToUse: "Нурбек"})
	t.does(5, "12:20", "erlan", func(ctx context.Context) error {
		_, err := t.files.RecordConsent(ctx, t.client, casework.NewConsent{Purpose: pana.ServiceFile, Language: "ky", Interpreted: true})
		return err
	})
	t.notes(5, "12:30", "erlan", casework.NewNote{Kind: "observation", Source: pana.StaffSaw, Text: "Орын толы болғандықтан жиналмалы төсекте. Алғашқы босаған төсек соған."})
}
