package demo

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/intake"
)

// mother came with two children. Each has a file of its own, and the father must
// not learn where they are.
func (w *world) mother() {
	t := w.tale("mother", maple)
	t.asks(76, "14:00", "dina", intake.NewRequest{Sources: []intake.From{{Source: "other-shelter"}, {Source: "ngo"}}, Beds: 1, Children: 2, Sex: "female", AgeBand: "30-38", Language: "uz",
		Needs: []string{"children", "interpreter", "safety"}, Transport: intake.SenderBrings, Words: intake.Words{Name: "Nodira", Told: "Мама и двое детей, младший кашляет."}})
	t.answers(75, "10:00", "dina", intake.Answer{Status: intake.Accepted}, "")
	t.team(75, "10:20", "dina", "gulnara", "raushan")
	t.sleeps(75, "10:40", "dina", "Family 1", "")
	t.isKnown(75, "13:00", "dina", casework.Coded{Sex: "female", AgeBand: "30-38", BirthYear: w.today().Year() - 33, Language: "uz", Citizenship: "UZ", OriginCountry: "UZ", OriginRegion: "UZ-FA",
		Education: "UpperSecondaryEducation", Marital: "Separated", Children: 2, Languages: []casework.Language{{Language: "uz", Speaks: true, Literacy: "reads-and-writes"}}},
		casework.Names{ToUse: "Nodira", Full: "Nodira Yusupova", Aliases: []string{"Нодира", "Nadira"}})
	t.tags(75, "13:10", "dina", "with-children", "foreign", "domestic-violence", "safety-plan")
	t.mind(75, "13:15", "dina", "safety", "Әкесі іздеп жүр. Мектепке тек қызметкермен бірге барады.")
	girl := t.child(75, "13:30", "dina", "daughter", "Family 2", casework.NewChild{Coded: casework.Coded{Sex: "female", AgeBand: "9-17", BirthYear: w.today().Year() - 11, Language: "uz", Citizenship: "UZ"},
		Names: casework.Names{ToUse: "Malika", Aliases: []string{"Малика"}}, Tags: []string{"minor"}})
	boy := t.child(75, "13:40", "dina", "son", "Family 3", casework.NewChild{Coded: casework.Coded{Sex: "male", AgeBand: "0-8", BirthYear: w.today().Year() - 5, Language: "uz", Citizenship: "UZ"},
		Names: casework.Names{ToUse: "Amir", Aliases: []string{"Амир"}}, Tags: []string{"minor"}, UnsafeGuardian: "Әкесіне бермеңіз, телефонмен де сөйлестірмеңіз."})
	t.agrees(74, "10:00", "dina", casework.NewConsent{Purpose: pana.ServiceFile, Language: "uz", Interpreted: true, Method: casework.Signed}, 0)
	t.agrees(60, "10:00", "dina", casework.NewConsent{Purpose: pana.ShareWith, Recipient: "school", Fields: []string{"name", "age", "languages"}, Language: "uz", Interpreted: true,
		Method: casework.Signed, Until: w.today().AddDays(200), Note: "Faqat maktab direktori bilsin."}, 0)
	t.facts(65, "12:00", "dina", func() casework.Trafficking {
		f := casework.NoFacts()
		f.Status, f.Recruiter, f.ExitMode, f.Source, f.Interpreted = "PossibleVictimOfTrafficking", "partner", "organisation", pana.ClientSaid, true
		f.MonthsLeast, f.MonthsMost = 20, 30
		f.Held = pana.Period{From: fuzzy(w.today().AddDays(-76-800), pana.Year), Until: fuzzy(w.today().AddDays(-78), pana.Month)}
		f.Codes = map[string][]string{"htcds/exploitation": {"Servitude", "ForcedLabour"}, "htcds/labour-industry": {"I_AccommodationAndFoodServiceActivities"},
			"htcds/control": {"UsesChildren", "ThreatensChildrenFamily", "WithholdsDocuments", "TakesEarnings"}}
		f.Places = []casework.Place{{Kind: "origin", Country: "UZ", Region: "UZ-FA"}, {Kind: "exploitation", Country: "KZ", Region: "KZ-19"}}
		return f
	})
	t.knows(74, "11:00", "dina", casework.NewPerson{Role: "partner", Knows: "no", Source: pana.ClientSaid, Name: "Sherali", Note: "Otasi. Xavfsizlik bo‘limiga qarang."}, "gulnara")
	t.knows(60, "11:30", "dina", casework.NewPerson{Role: "teacher", Knows: "yes", Source: pana.StaffSaw, Name: "Светлана Орлова", Note: "Классный руководитель Малики."}, "")
	t.can(50, "19:00", "dina", "Тамақты бәріне бірдей бөледі, үйдің тәртібін ойлап тапты.", "Bolalarim kuldi, demak yaxshi.")
	girl.can(45, "16:00", "dina", "Математикадан алғыс хат алды, қазақша санайды.", "Onamga o‘zim yordam beraman.")
	girl.notes(40, "16:00", "gulnara", casework.NewNote{Kind: "talk", Source: pana.ClientSaid, Text: "Спросила, надолго ли они здесь. Ответили честно: пока безопасно, сколько нужно."})
	boy.notes(73, "10:00", "raushan", casework.NewNote{Kind: "visit", Compartment: pana.Health, Source: pana.StaffSaw, Text: "Жөтел, температурасы қалыпты. Педиатр қарады."})
	boy.keeps(35, "17:00", "dina", casework.NewDocument{Kind: "drawing", Title: "Күн мен үй", File: drawn(1)})
	t.stage(72, "10:00", "dina", "first-assessment")
	t.stage(48, "10:00", "gulnara", "trust")
	t.motherPlan()
	girl.girlLearns()
	boy.coughing()
	boy.boyLearns()
}

// nameless came three nights ago and has not said who she is. Nothing is written
// but the bed.
func (w *world) nameless() {
	t := w.tale("nameless", maple)
	t.arrives(3, "04:05", "timur", "Pear 2", intake.Arrival{Sex: "female", Language: "ru", Consent: intake.Later})
	t.isSeen(3, "08:20", "madina")
	t.team(3, "09:00", "madina", "gulnara")
	t.notes(2, "12:00", "madina", casework.NewNote{Kind: "observation", Source: pana.StaffSaw, Text: "Ест со всеми, имени не говорит. Сказали: и так можно."})
}

// noStatus is a woman whom the police did not name, and who is helped like anyone.
func (w *world) noStatus() {
	t := w.tale("no-status", maple)
	t.asks(104, "16:00", "madina", intake.NewRequest{Sources: []intake.From{{Source: "self"}, {Source: "hotline"}}, Sex: "female", AgeBand: "39-47", Language: "tg", Needs: []string{"interpreter", "documents"},
		Words: intake.Words{Name: "Лола", Told: "Работала в доме шесть лет без платы."}})
	t.answers(103, "09:30", "madina", intake.Answer{Status: intake.Accepted}, "Pear 1")
	t.team(103, "10:00", "madina", "gulnara", "bolat")
	t.isKnown(102, "12:00", "madina", casework.Coded{Sex: "female", AgeBand: "39-47", Language: "tg", Citizenship: "TJ", OriginCountry: "TJ", Marital: "Widowed", Education: "LowerSecondaryEducation",
		Languages: []casework.Language{{Language: "ru", Speaks: true, Literacy: "none"}, {Language: "tg", Speaks: true, Literacy: "reads"}}},
		casework.Names{ToUse: "Лола", Full: "Лола Шарипова", Aliases: []string{"Lola"}})
	t.tags(102, "12:10", "madina", "foreign", "no-papers")
	t.agrees(102, "12:20", "madina", casework.NewConsent{Purpose: pana.ServiceFile, Language: "tg", Interpreted: true}, 0)
	t.facts(90, "12:00", "madina", func() casework.Trafficking {
		f := casework.NoFacts()
		f.Recruiter, f.ExitMode, f.Source, f.Interpreted = "other-relative", "escape", pana.ClientSaid, true
		f.Held = pana.Period{From: fuzzy(w.today().AddDays(-104-6*365), pana.About), Until: fuzzy(w.today().AddDays(-105), pana.Month)}
		f.MonthsLeast, f.MonthsMost = 64, 80
		f.Codes = map[string][]string{"htcds/exploitation": {"Servitude"}, "htcds/labour-industry": {"T_ActivitiesOfHouseholdsAsEmployers"}, "htcds/control": {"RestrictsMovement", "WithholdsDocuments", "TakesEarnings"}}
		f.Places = []casework.Place{{Kind: "exploitation", Country: "KZ", Region: "KZ-35"}}
		return f
	})
	t.judged(88, "12:00", "madina", "ilo/forced-labour", []string{"wages", "isolation", "documents"}, pana.Provenance{Source: pana.ClientSaid, Interpreted: true},
		&intake.Identification{Outcome: "not-recognised", Body: "Police", On: w.today().AddDays(-90)},
		intake.Eligibility{Payer: "state", Outcome: "not-eligible", Reason: "Полиция отказала в статусе; помощь от этого не зависит."}, intake.Eligibility{Payer: "donation", Outcome: "eligible"})
	t.can(60, "18:00", "madina", "Вышивает, на ярмарке купили три её подушки.", "Первые мои деньги.")
	t.notes(30, "12:00", "bolat", casework.NewNote{Kind: "errand", Compartment: pana.Legal, Source: pana.Documented, Text: "Полиция шешіміне шағым бердік, жауап күтіп отырмыз."})
	t.stage(98, "10:00", "madina", "first-assessment")
	t.stage(80, "10:00", "gulnara", "trust")
	t.trusted(25, "madina", "gulnara", "", "")
	t.embroideryPlan()
}

// hidden is a client whose family the nurse knows: the nurse finds no trace of her.
func (w *world) hidden() {
	t := w.tale("hidden-from-nurse", maple)
	t.asks(47, "12:00", "dina", intake.NewRequest{Sources: []intake.From{{Source: "health"}, {Source: "police"}}, Sex: "female", AgeBand: "27-29", Language: "kk", Words: intake.Words{Name: "Гүлмира"}})
	t.answers(47, "12:40", "dina", intake.Answer{Status: intake.Accepted}, "Apple 3")
	t.team(47, "13:00", "dina", "gulnara")
	t.does(47, "13:10", "dina", func(ctx context.Context) error { return t.files.SetConflict(ctx, t.client, t.staff["raushan"].id) })
	t.isKnown(46, "12:00", "dina", casework.Coded{Sex: "female", AgeBand: "27-29", BirthYear: w.today().Year() - 28, Language: "kk", Citizenship: "KZ", OriginCountry: "KZ", OriginRegion: "KZ-31",
		Education: "ShortCycleTertiaryEducation", Marital: "Divorced"}, casework.Names{ToUse: "Гүлмира", Full: "Гүлмира Байжанова", Aliases: []string{"Гульмира", "Gulmira"}})
	t.tags(46, "12:10", "dina", "domestic-violence", "safety-plan")
	t.agrees(46, "12:20", "dina", casework.NewConsent{Purpose: pana.ServiceFile, Language: "kk"}, 0)
	t.agrees(45, "12:20", "dina", casework.NewConsent{Purpose: pana.MedicalUse, Recipient: "health", Fields: []string{"name", "health"}, Language: "kk", Until: w.today().AddDays(45), Note: "Тек қалалық емхана, баспана мейіргері емес."}, 0)
	t.facts(40, "12:00", "dina", func() casework.Trafficking {
		f := casework.NoFacts()
		f.Status, f.Recruiter, f.ExitMode, f.Source = "PossibleVictimOfTrafficking", "partner", "hotline", pana.ClientSaid
		f.MonthsLeast, f.MonthsMost = 10, 14
		f.Codes = map[string][]string{"htcds/exploitation": {"SexualExploitation"}, "htcds/sex-exploitation": {"RemoteInteractiveServices"}, "htcds/control": {"Threats", "PsychologicalAbuse", "TakesEarnings"},
			"htcds/website": {"Telegram", "Instagram"}}
		return f
	})
	t.can(30, "18:00", "dina", "Кітапханашы болған, балаларға дауыстап оқиды.", "Кітап оқысам, өзіме келемін.")
	t.stage(44, "10:00", "dina", "first-assessment")
	t.stage(28, "10:00", "gulnara", "trust")
}

// expecting is a woman in her seventh month, whose papers the exploiter keeps.
func (w *world) expecting() {
	t := w.tale("expecting", maple)
	t.asks(66, "20:00", "madina", intake.NewRequest{Sources: []intake.From{{Source: "police"}, {Source: "international-organisation"}}, Sex: "female", AgeBand: "21-23", Language: "uz",
		Needs: []string{"pregnancy", "interpreter", "medical"}, Words: intake.Words{Name: "Sevara"}})
	t.answers(66, "20:30", "dina", intake.Answer{Status: intake.Accepted}, "Apple 2")
	t.team(65, "09:00", "madina", "gulnara", "raushan", "bolat")
	t.isKnown(65, "12:00", "madina", casework.Coded{Sex: "female", AgeBand: "21-23", BirthYear: w.today().Year() - 22, Language: "uz", Citizenship: "UZ", OriginCountry: "UZ", OriginRegion: "UZ-SA",
		Education: "LowerSecondaryEducation", Marital: "Single"}, casework.Names{ToUse: "Sevara", Full: "Sevara Qodirova", Aliases: []string{"Севара", "Сева"}})
	t.tags(65, "12:10", "madina", "pregnant", "foreign", "no-papers", "court-case", "male-contact-careful")
	t.mind(65, "12:20", "raushan", "health", "7 айлық жүкті. Қан кетсе немесе басы айналса, бірден жедел жәрдем шақыру.")
	t.agrees(65, "12:30", "madina", casework.NewConsent{Purpose: pana.ServiceFile, Language: "uz", Interpreted: true, Method: casework.Signed}, 0)
	t.agrees(60, "12:30", "madina", casework.NewConsent{Purpose: pana.ShareWith, Recipient: "international-organisation", Fields: []string{"age", "citizenship", "needs"}, Language: "uz", Interpreted: true,
		Method: casework.Signed, Until: w.today().AddDays(150), Note: "Передумала и забрала согласие; ничего не изменилось."}, 21)
	t.agrees(58, "12:30", "madina", casework.NewConsent{Purpose: pana.MedicalUse, Recipient: "health", Fields: []string{"name", "age", "health"}, Language: "uz", Interpreted: true, Method: casework.Signed, Until: w.today().AddDays(14)}, 0)
	t.facts(50, "12:00", "madina", func() casework.Trafficking {
		f := casework.NoFacts()
		f.Status, f.DecidedBy, f.DecidedOn = "ActualVictimOfTrafficking", "Police", w.today().AddDays(-55)
		f.Held = pana.Period{From: fuzzy(w.today().AddDays(-66-250), pana.Season), Until: fuzzy(w.today().AddDays(-66), pana.Day)}
		f.MonthsLeast, f.MonthsMost, f.AgeWhen, f.Recruiter, f.ExitMode, f.Source, f.Interpreted = 7, 9, 21, "friend", "raid", pana.ClientSaid, true
		f.Codes = map[string][]string{"htcds/exploitation": {"SexualExploitation"}, "htcds/sex-exploitation": {"Prostitution"}, "htcds/control": {"WithholdsDocuments", "DebtBondage", "FalsePromises", "RestrictsMovement"},
			"htcds/recruitment-method": {"ThroughOnlineSocialNetworks"}, "htcds/website": {"Instagram"}}
		f.Places = []casework.Place{{Kind: "origin", Country: "UZ", Region: "UZ-SA"}, {Kind: "transit", Country: "KZ", Region: "KZ-61"}, {Kind: "exploitation", Country: "KZ", Region: "KZ-11"}}
		return f
	})
	t.judged(50, "13:00", "madina", "ilo/adult-labour", []string{"deceptive-recruitment.nature-of-job", "coercion.documents", "coercion.debt-bondage"}, pana.Provenance{Source: pana.ClientSaid, Interpreted: true},
		&intake.Identification{Outcome: "recognised", Body: "Police", On: w.today().AddDays(-55)}, intake.Eligibility{Payer: "state", Outcome: "eligible"})
	t.knows(60, "10:00", "madina", casework.NewPerson{Role: casework.PossibleExploiter, Source: pana.ClientSaid, Interpreted: true, Name: "Лариса Ким", Note: "Держит квартиру. Паспорт у неё."}, "")
	t.knows(55, "10:00", "madina", casework.NewPerson{Role: "friend", Source: pana.ClientSaid, Interpreted: true, Name: "Лариса", Note: "Звонит и спрашивает адрес."}, "")
	t.notes(43, "10:00", "raushan", casework.NewNote{Kind: "visit", Compartment: pana.Health, Source: pana.StaffSaw, Text: "УДЗ: бәрі қалыпты. Келесі қаралу екі аптадан кейін, әйел дәрігер."})
	t.notes(17, "15:00", "gulnara", casework.NewNote{Kind: "session", Compartment: pana.Therapy, Source: pana.StaffSaw, Interpreted: true, Text: "Сны о двери без ручки. О ребёнке говорит с улыбкой, впервые."})
	t.notes(8, "11:00", "bolat", casework.NewNote{Kind: "errand", Compartment: pana.Legal, Source: pana.Documented, Text: "Сот отырысына дайындық: айғақты бейнебайланыс арқылы беруін сұраймыз."})
	t.can(26, "18:00", "madina", "Тоқиды: болашақ баласына ғана емес, бүкіл үйге шұлық тоқып берді.", "Har kim issiq yursin.")
	t.stage(60, "10:00", "madina", "first-assessment")
	t.stage(37, "10:00", "gulnara", "trust")
	t.expectingPlan()
	t.expectingHealth()
}

// married is a young person of seventeen who got away from a forced marriage. A bed rule
// was set aside for her.
func (w *world) married() {
	t := w.tale("forced-marriage", maple)
	t.asks(29, "11:00", "dina", intake.NewRequest{Sources: []intake.From{{Source: "school"}, {Source: "social-services"}}, Sex: "female", AgeBand: "9-17", Language: "kk", Needs: []string{"safety"}, Words: intake.Words{Name: "Айсұлу"}})
	t.answers(29, "12:00", "dina", intake.Answer{Status: intake.Accepted, Because: "17 жаста, кішкентай балалармен емес, жалғыз тыныш бөлмеде ұйықтағысы келеді."}, "Quiet 1")
	t.team(29, "12:30", "dina", "gulnara", "raushan")
	t.isKnown(28, "12:00", "dina", casework.Coded{Sex: "female", AgeBand: "9-17", BirthYear: w.today().Year() - 17, Language: "kk", Citizenship: "KZ", OriginCountry: "KZ", OriginRegion: "KZ-61", Education: "LowerSecondaryEducation"},
		casework.Names{ToUse: "Айсұлу", Full: "Айсұлу Көшербаева", Aliases: []string{"Айсулу", "Aisulu"}})
	t.tags(28, "12:10", "dina", "minor", "safety-plan")
	t.mind(28, "12:15", "dina", "child", "17 жаста: қорғаншылық органымен келісілген, ата-анасына мекенжай айтылмайды.")
	t.agrees(28, "12:20", "dina", casework.NewConsent{Purpose: pana.ServiceFile, Language: "kk"}, 0)
	t.facts(20, "12:00", "gulnara", func() casework.Trafficking {
		f := casework.NoFacts()
		f.Status, f.Recruiter, f.ExitMode, f.Source = "PossibleVictimOfTrafficking", "parent", "escape", pana.ClientSaid
		f.MonthsLeast, f.MonthsMost, f.AgeWhen = 1, 3, 17
		f.Codes = map[string][]string{"htcds/exploitation": {"ForcedMarriage", "Servitude"}, "htcds/control": {"RestrictsMovement", "SexualAbuse", "Threats"}}
		return f
	})
	t.can(14, "18:00", "dina", "Химия пәнінен үздік. Мектебін бітіргісі келеді.", "Дәрігер боламын.")
	t.stage(26, "10:00", "dina", "first-assessment")
	t.notes(7, "15:00", "gulnara", casework.NewNote{Kind: "session", Compartment: pana.Therapy, Source: pana.StaffSaw, Text: "Злится, и это хорошо: раньше только молчала."})
	t.marriedLearns()
}
