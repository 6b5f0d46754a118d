package demo

import (
	"context"
	"errors"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/intake"
	"example.org/pana/legal"
	"example.org/pana/residence"
)

// goesHome: a return is begun.
func (t *tale) goesHome(days int, hour, who string, p legal.ReturnPlan, partner string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		if partner != "" {
			p.Organisation = t.partners[partner]
		}
		return t.law.PlanReturn(ctx, t.client, p, 0)
	})
}

// one finds somebody around a client by the role.
func (t *tale) one(ctx context.Context, role string) (pana.PersonID, error) {
	people, err := t.files.Persons(ctx, t.code)
	for _, p := range people {
		if p.Role == role {
			return p.ID, err
		}
	}
	return "", errors.Join(err, errors.New("nobody is her "+role))
}

// hasPart: somebody around her receives her, is called there or goes along.
func (t *tale) hasPart(days int, hour, who, part, role string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		id, err := t.one(ctx, role)
		if err != nil {
			return err
		}
		return t.law.GivePart(ctx, t.client, part, casework.Someone{ID: id})
	})
}

// isAsked: what one source says about one person.
func (t *tale) isAsked(days int, hour, who, role string, a legal.Account) {
	t.does(days, hour, who, func(ctx context.Context) error {
		id, err := t.one(ctx, role)
		if err != nil {
			return err
		}
		return t.law.Tell(ctx, t.client, a, casework.Someone{ID: id})
	})
}

// nobodyHad is an account by which somebody had no part in it.
func nobodyHad(source, words string) legal.Account {
	return legal.Account{Source: source, Recruited: legal.No, Profited: legal.No, Knew: legal.No, Words: words}
}

func (t *tale) isReached(days int, hour, who, role, words string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		id, err := t.one(ctx, role)
		if err != nil {
			return err
		}
		return t.law.TryContact(ctx, t.client, id, true, "", words)
	})
}

func (t *tale) says(days int, hour, who, answer, words string, interpreted bool) {
	t.does(days, hour, who, func(ctx context.Context) error { return t.law.Agree(ctx, t.client, answer, interpreted, "", words) })
}

// weighs the eight questions about the place, likelihood and harm in turn.
func (t *tale) weighs(days int, hour, who, words string, of map[string][2]int) {
	t.does(days, hour, who, func(ctx context.Context) error {
		var risks []legal.Risk
		for _, q := range legal.RiskQuestions() {
			k := legal.Risk{Question: q, Likelihood: 1, Harm: 2}
			if given, ok := of[q]; ok {
				k.Likelihood, k.Harm = given[0], given[1]
			}
			risks = append(risks, k)
		}
		return t.law.Weigh(ctx, t.client, risks, words)
	})
}

func (t *tale) signs(days int, hour, who string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		p, err := t.law.Return(ctx, t.code)
		if err != nil {
			return err
		}
		return t.law.Sign(ctx, t.client, "", p.Print())
	})
}

// exception: one is asked for, and a head answers in writing.
func (t *tale) exception(asked, answered int, who, why, head string, given bool, reason string) {
	t.does(asked, "11:20", who, func(ctx context.Context) error { return t.law.AskException(ctx, t.client, why) })
	t.does(answered, "17:10", head, func(ctx context.Context) error {
		p, err := t.law.Return(ctx, t.code)
		if err != nil {
			return err
		}
		return t.law.AnswerException(ctx, t.client, given, reason, p.Print())
	})
}

// waysHome are the returns of those who are told of elsewhere, and one that is over.
func (w *world) waysHome() {
	w.sisterWish()
	w.homeToTheField()
	w.homeWithAChild()
	w.reunited()
}

// sisterWish: the young woman whom her mother sold would like to see her
// brother. The gate stays closed, and the director gives no exception.
func (w *world) sisterWish() {
	t := w.told("drawing")
	t.goesHome(34, "12:10", "dina", legal.ReturnPlan{Kind: legal.ToFamily, Country: "KZ", Region: "KZ-39", Place: "әжесінің үйі",
		Wish: "Інімді көргім келеді. Үйге емес, тек оған.", Note: "Кездесу бейтарап жерде де болады."}, "")
	t.hasPart(34, "12:30", "dina", legal.Receives, "sibling")
	t.isAsked(33, "15:00", "dina", "mother", legal.Account{Source: "client", Recruited: legal.Yes, Profited: legal.Yes, Knew: legal.Yes, Words: "Ішімдік үшін берді. Бәрін білді."})
	t.isAsked(33, "15:20", "dina", "sibling", nobodyHad("client", "Ол кезде он жаста еді."))
	t.isAsked(30, "11:40", "gulnara", "mother", legal.Account{Source: "police", Recruited: legal.Yes, Profited: legal.Yes, Words: "Участковый подтверждает: брала деньги дважды."})
	t.says(30, "15:00", "gulnara", legal.Undecided, "Қорқамын. Бірақ сағындым.", false)
	t.exception(28, 26, "dina", "Анасы ол үйде тұрмайды, әжесі шақырады.", "saule", false,
		"Анасы әжесіне күн сайын келеді. Кездесу осы жақта, бейтарап жерде болсын; үйге қайту — әзірге жоқ.")
}

// homeToTheField: the man from the fields goes home. His worker has signed, and
// the check waits for the second signature.
func (w *world) homeToTheField() {
	t := w.told("farm")
	t.goesHome(30, "11:00", "erlan", legal.ReturnPlan{Kind: legal.Abroad, Preparing: true, Country: "UZ", Place: "Denov yaqinida", Nationality: "confirmed", Confirmed: w.today().AddDays(-31),
		Paper: "asked", Travel: w.today().AddDays(24), ArriveBy: w.today().AddDays(25), Escort: t.staff["erlan"].id, Wish: "Uyga, bolalarimga. Bahorgacha."}, "returnhome")
	t.hasPart(30, "11:20", "erlan", legal.Receives, "partner")
	t.hasPart(30, "11:25", "erlan", legal.Contact, "partner")
	t.does(29, "11:00", "erlan", func(ctx context.Context) error {
		_, err := t.files.RecordConsent(ctx, t.client, casework.NewConsent{Purpose: pana.ShareWith, Recipient: string(t.partners["returnhome"]), Fields: []string{"name", "origin", "family"},
			Language: "uz", Interpreted: true, Method: casework.Signed, Until: w.today().AddDays(60)})
		return err
	})
	t.does(28, "15:30", "erlan", func(ctx context.Context) error { return t.law.TellReceiver(ctx, t.client, "") })
	t.isAsked(27, "12:00", "erlan", "partner", legal.Account{Source: "client", Interpreted: true, Recruited: legal.No, Profited: legal.No, Knew: legal.No, Words: "Xotinim pul olmagan, men yuborganman."})
	t.isAsked(24, "18:10", "erlan", "partner", nobodyHad("phone", "Говорили вдвоём, без соседей. Ждала звонка четыре месяца."))
	t.does(16, "13:00", "erlan", func(ctx context.Context) error {
		id, err := t.one(ctx, "partner")
		if err != nil {
			return err
		}
		visit := nobodyHad("home-visit", "Uyda o‘zi, uch bola, qaynona. Begona yo‘q.")
		visit.Organisation = t.partners["returnhome"]
		return t.law.Tell(ctx, t.client, visit, casework.Someone{ID: id})
	})
	t.isReached(15, "18:00", "erlan", "partner", "Бірден көтерді.")
	t.weighs(14, "12:00", "erlan", "Қарызды сұрап келуі мүмкін; ауыл ақсақалымен келісілді.", map[string][2]int{"hold": {3, 3}, "way-back": {3, 4}, "sought": {2, 4}})
	t.plansFor(14, "13:00", "erlan", assessment.SafetyPlan, assessment.NewPlan{Language: "uz", Agreed: "yes", Interpreted: true, Calls: []string{"social-worker", "police"},
		Words: map[string]string{"signals": "Notanish mashina, qarz so‘rash.", "steps": "Erlanga qo‘ng‘iroq, keyin Uyga qaytishga.", "places": "Amakimning uyi."}})
	t.says(14, "14:00", "erlan", legal.Yes, "Ha. Bolalar kutyapti.", true)
	t.signs(3, "10:30", "erlan")
}

// homeWithAChild: a return abroad in its first steps. She has not decided.
func (w *world) homeWithAChild() {
	t := w.told("expecting")
	t.goesHome(48, "11:00", "madina", legal.ReturnPlan{Kind: legal.Abroad, Country: "UZ", Nationality: "asked", Paper: "asked", Wish: "Bola tug‘ilgandan keyin, balki."}, "iom")
	t.does(47, "12:00", "madina", func(ctx context.Context) error {
		_, err := t.files.RecordConsent(ctx, t.client, casework.NewConsent{Purpose: pana.ShareWith, Recipient: string(t.partners["iom"]), Fields: []string{"citizenship", "needs"},
			Language: "uz", Interpreted: true, Method: casework.Signed, Until: w.today().AddDays(30)})
		return err
	})
	t.does(46, "12:00", "madina", func(ctx context.Context) error { return t.law.TellReceiver(ctx, t.client, "") })
	t.says(20, "12:30", "madina", legal.Undecided, "Onam bilishini xohlamayman.", true)
}

// reunited is a young woman who went to her aunt after the check. An uncle's
// name was like a name on the watch list and was cleared.
func (w *world) reunited() {
	t := w.tale("reunited", maple)
	t.asks(118, "15:00", "madina", intake.NewRequest{Sources: []intake.From{{Source: "police"}}, Sex: "female", AgeBand: "21-23", Language: "ru", Words: intake.Words{Name: "Асель"}})
	t.answers(118, "15:30", "madina", intake.Answer{Status: intake.Accepted}, "Birch 3")
	t.team(118, "16:00", "madina", "gulnara")
	t.isKnown(117, "12:00", "madina", casework.Coded{Sex: "female", AgeBand: "21-23", BirthYear: w.today().Year() - 22, Language: "ru", Citizenship: "KZ", OriginCountry: "KZ", OriginRegion: "KZ-63",
		Education: "UpperSecondaryEducation", Marital: "Single"}, casework.Names{ToUse: "Асель", Full: "Асель Нурбаева"})
	t.agrees(117, "12:20", "madina", casework.NewConsent{Purpose: pana.ServiceFile, Language: "ru"}, 0)
	t.facts(110, "12:00", "madina", func() casework.Trafficking {
		f := casework.NoFacts()
		f.Status, f.Recruiter, f.ExitMode, f.Source, f.MonthsLeast, f.MonthsMost = "PossibleVictimOfTrafficking", "stranger", "raid", pana.ClientSaid, 2, 3
		f.Codes = map[string][]string{"htcds/exploitation": {"SexualExploitation"}, "htcds/control": {"FalsePromises", "WithholdsDocuments"}}
		return f
	})
	t.stage(112, "10:00", "madina", "first-assessment")
	t.stage(98, "10:00", "gulnara", "trust")
	t.stage(70, "10:00", "madina", "plan")
	t.can(90, "18:00", "madina", "Шьёт, за вечер перешила занавески всего этажа.", "Тётя научила.")
	t.knows(100, "12:00", "madina", casework.NewPerson{Role: "other-kin", Knows: "no", Source: pana.ClientSaid, Name: "Гульсара", Contact: "+7 000 000 00 12", Note: "Тётя, у неё росла."}, "gulnara")
	t.knows(99, "12:00", "madina", casework.NewPerson{Role: "guardian", Knows: "no", Source: pana.ClientSaid, Name: "Геннадий", Note: "Муж тёти, был опекуном до восемнадцати."}, "")
	t.does(97, "15:00", "saule", func(ctx context.Context) error {
		id, err := t.one(ctx, "guardian")
		if err != nil {
			return err
		}
		if err := t.files.ClearMatch(ctx, t.client, id, "Құжатын көрдік, жасы да, тегі де басқа."); err != nil {
			return err
		}
		return t.files.ConfirmPerson(ctx, t.client, id)
	})
	t.goesHome(66, "11:00", "madina", legal.ReturnPlan{Kind: legal.ToFamily, Preparing: true, Country: "KZ", Region: "KZ-63", Place: "у тёти, улица за школой", Nationality: "not-needed", Paper: "in-hand",
		Travel: w.today().AddDays(-26), ArriveBy: w.today().AddDays(-25), Escort: t.staff["madina"].id, Wish: "К тёте Гульсаре. Там тихо."}, "")
	t.hasPart(66, "11:20", "madina", legal.Receives, "other-kin")
	t.hasPart(66, "11:25", "madina", legal.Contact, "other-kin")
	for _, role := range []string{"other-kin", "guardian"} {
		t.isAsked(64, "12:00", "madina", role, nobodyHad("client", "Они искали меня."))
		t.isAsked(58, "16:00", "madina", role, nobodyHad("police", "Заявление о пропаже подавали они."))
	}
	t.weighs(52, "12:00", "gulnara", "Чужие в посёлке заметны, участковый рядом.", map[string][2]int{"place-known": {2, 3}, "self": {2, 2}})
	t.plansFor(50, "12:00", "madina", assessment.SafetyPlan, assessment.NewPlan{Language: "ru", Agreed: "yes", Calls: []string{"on-call", "police"},
		Words: map[string]string{"signals": "Звонят с чужих номеров.", "steps": "Сказать тёте, позвонить Мадине.", "places": "Школа, там знают."}})
	t.isReached(49, "18:30", "madina", "other-kin", "Плакала, ждёт.")
	t.says(48, "12:00", "madina", legal.Yes, "Хочу домой, к тёте.", false)
	t.signs(46, "11:00", "gulnara")
	t.signs(45, "17:00", "saule")
	t.stage(40, "10:00", "madina", "leaving")
	t.does(26, "08:10", "madina", func(ctx context.Context) error {
		if err := t.beds.Discharge(ctx, residence.Leaving{Client: t.client, Ended: residence.WithFamily}); err != nil {
			return err
		}
		return t.law.SetOut(ctx, t.client, "", 0)
	})
	t.does(25, "13:00", "madina", func(ctx context.Context) error { return t.law.Arrive(ctx, t.client, "", "contact", 0) })
	t.stage(25, "13:30", "madina", "follow-up")
}
