package demo

import (
	"context"

	"example.org/pana"
	"example.org/pana/complaints"
	"example.org/pana/night"
	"example.org/pana/people"
)

// crew writes down on what terms the people of the house work: some engaged for
// years, one known only to the year, a student until the end of her term; a
// certificate that ends soon, supervision, and what was learned.
func (w *world) crew() {
	day := func(days int) pana.Date { return pana.DateOf(w.now.AddDate(0, 0, -days), w.zone) }
	known := func(d pana.Date, how pana.Precision) pana.Fuzzy {
		f, _ := pana.NewFuzzy(d, how)
		return f
	}
	for _, c := range []struct {
		who, engaged string
		began, ends  pana.Fuzzy
	}{
		{"saule", "full-time", known(day(1900), pana.Year), pana.Fuzzy{}},
		{"dina", "full-time", known(day(1600), pana.Day), pana.Fuzzy{}},
		{"gulnara", "full-time", known(day(1780), pana.Month), pana.Fuzzy{}},
		{"raushan", "part-time", known(day(1400), pana.Day), pana.Fuzzy{}},
		{"bolat", "outside", known(day(1250), pana.Year), pana.Fuzzy{}},
		{"kamila", "part-time", known(day(1100), pana.Season), pana.Fuzzy{}},
		{"lena", "student", known(day(420), pana.Month), known(day(-60), pana.Month)},
	} {
		w.arranges(30, func(ctx context.Context) error {
			m := w.staff[c.who]
			return w.people.SetTerms(ctx, m.id, people.Terms{Title: m.title, Engaged: c.engaged, Began: c.began, Ends: c.ends}, 0)
		})
	}
	for _, r := range []struct {
		who string
		people.Record
	}{
		{"saule", people.Record{Kind: people.Background, What: "Приют для пострадавших от домашнего насилия, три года", When: known(day(3000), pana.About)}},
		{"gulnara", people.Record{Kind: people.Training, What: "Работа с травмой", Place: "Городской центр психологии", Hours: 72, When: known(day(700), pana.Year)}},
		{"gulnara", people.Record{Kind: people.Supervision, Place: "Внешний супервизор", When: known(day(34), pana.Day)}},
		{"dina", people.Record{Kind: people.Training, What: "Алғашқы көмек", Hours: 16, When: known(day(200), pana.Month)}},
		{"raushan", people.Record{Kind: people.Qualification, What: "Медбике куәлігі", When: known(day(1700), pana.Year), Expires: day(-21)}},
		{"kamila", people.Record{Kind: people.Qualification, What: "Диплом переводчика, узбекский и русский", When: known(day(4000), pana.Year)}},
	} {
		w.arranges(29, func(ctx context.Context) error {
			_, err := w.people.AddRecord(ctx, w.staff[r.who].id, r.Record)
			return err
		})
	}
	for _, s := range []struct {
		who  string
		days int
	}{{"saule", 20}, {"marat", 20}, {"bolat", 15}, {"dina", 12}, {"raushan", 12}, {"erlan", 9}, {"kamila", 8}, {"timur", 8}} {
		w.arranges(6, func(ctx context.Context) error {
			_, err := w.people.AddRecord(ctx, w.staff[s.who].id, people.Record{Kind: people.Supervision, Place: "Внешний супервизор", When: known(day(s.days), pana.Day)})
			return err
		})
	}
	w.arranges(3, func(ctx context.Context) error { return w.people.PlanLeaving(ctx, w.staff["madina"].id, day(-20), 0) })
	w.arranges(28, func(ctx context.Context) error {
		return w.people.SetSettings(ctx, people.Settings{Warn: 45, Supervision: 31, Interpret: 120, Break: 40, Guide: map[pana.Role]int{pana.SocialWorker: 8, pana.Psychologist: 12}}, 0)
	})
}

// outside brings people from outside: a student who helps in this term, and a guest
// who comes the day after tomorrow, whom one of those here has agreed to meet.
func (w *world) outside() {
	day := func(days int) pana.Date { return pana.DateOf(w.now.AddDate(0, 0, -days), w.zone) }
	w.arranges(27, func(ctx context.Context) error {
		id, err := w.people.AddVolunteer(ctx, people.NewOutsider{Site: w.sites[maple], Name: "Зарина Омарова", Contact: "+7 000 000 02 11", Sex: "female"})
		if err != nil {
			return err
		}
		if err := w.people.Confirm(ctx, id); err != nil {
			return err
		}
		terms := people.VolunteerTerms{Agreed: day(80), Vetted: day(90), VettedUntil: day(-30), From: day(80), Until: day(-40), Days: []string{"tue", "sat"}}
		if err := w.people.SetVolunteer(ctx, id, terms, 0); err != nil {
			return err
		}
		for n, what := range []string{"Английский для начинающих", "Рисование с детьми", "Английский для начинающих"} {
			if err := w.people.AddHours(ctx, id, people.VolunteerLine{Kind: people.Hours, On: day(60 - 10*n), Minutes: 90, What: what}); err != nil {
				return err
			}
		}
		return w.people.AddHours(ctx, id, people.VolunteerLine{Kind: people.Thanks, On: day(30), What: "Открытка от дома"})
	})
	w.arranges(2, func(ctx context.Context) error {
		id, err := w.people.PlanVisit(ctx, people.NewVisit{Site: w.sites[maple], On: day(-2), At: "15:00", Purpose: "Показать, как работает школа в районе"})
		if err != nil {
			return err
		}
		if err := w.people.AddGuest(ctx, id, people.NewOutsider{Name: "Елена Ким", Sex: "female"}); err != nil {
			return err
		}
		return w.people.AddGuest(ctx, id, people.NewOutsider{Name: "Софья Ким", Sex: "female", Minor: true})
	})
	w.arranges(6, func(ctx context.Context) error { // nobody has said how it ended
		id, err := w.people.PlanVisit(ctx, people.NewVisit{Site: w.sites[maple], On: day(4), At: "11:00", Purpose: "Кітап әкеледі"})
		if err != nil {
			return err
		}
		return w.people.AddGuest(ctx, id, people.NewOutsider{Name: "Бағила Оспан", Sex: "female"})
	})
}

// helping brings those who interpret and plead: Kamila, who has pledged and is wished by
// two women from Uzbekistan, a lawyer from outside, a driver.
func (w *world) helping() {
	day := func(days int) pana.Date { return pana.DateOf(w.now.AddDate(0, 0, -days), w.zone) }
	w.arranges(49, func(ctx context.Context) (err error) {
		w.interpreter, err = w.people.AddHelper(ctx, people.NewHelper{Site: w.sites[maple], Part: people.Interpreter, Staff: w.staff["kamila"].id,
			Terms: people.HelperTerms{Sex: "female", Pairs: []people.Pair{{A: "uz", B: "ru"}, {A: "kk", B: "uz"}}, Pledged: day(300), PledgedUntil: day(-65)}})
		return err
	})
	for _, asked := range []struct {
		days int
		name string
	}{{48, "mother"}, {33, "expecting"}} {
		w.arranges(asked.days, func(ctx context.Context) error {
			return w.people.AskHelper(ctx, w.caseOf(asked.name), people.Wish{Helper: w.interpreter, Answer: "yes", Language: "uz"}, true)
		})
	}
	w.arranges(26, func(ctx context.Context) error {
		for _, n := range []people.NewHelper{
			{Part: people.Lawyer, New: people.NewOutsider{Name: "Ирина Ли", Contact: "+7 000 000 02 12"}, Terms: people.HelperTerms{Sex: "female", Pledged: day(90)}},
			{Part: people.Driver, New: people.NewOutsider{Name: "Марат Сеитов", Contact: "+7 000 000 02 13"}, Terms: people.HelperTerms{Sex: "male", Pledged: day(40)}},
		} {
			n.Site = w.sites[maple]
			id, err := w.people.AddHelper(ctx, n)
			if err != nil {
				return err
			}
			who, err := w.people.HelperOutside(ctx, id)
			if err == nil {
				err = w.people.Confirm(ctx, who)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	w.arranges(4, func(ctx context.Context) error {
		client := w.caseOf("expecting")
		for _, b := range []people.Booking{
			{Kind: "session", On: day(3), At: "11:00", From: "uz", To: "ru", Minutes: 50},
			{Kind: "appointment", On: day(-2), At: "10:00", From: "uz", To: "ru", Minutes: 130},
		} {
			b.Helper = w.interpreter
			if err := w.people.BookHelper(ctx, client, b); err != nil {
				return err
			}
		}
		return nil
	})
}

// living is what goes on between those who live in one house: what they agree on, whose
// turn it is, and a small quarrel.
func (w *world) living() {
	maple := w.sites[maple]
	w.arranges(20, func(ctx context.Context) error {
		return w.nights.WriteAgreement(ctx, maple, 0, map[string]string{
			"kk": "Түнде тыныш боламыз. Ас үйді кезекпен жинаймыз. Біреудің бөлмесіне сұрап кіреміз. Көрген-білгенімізді сыртта айтпаймыз.",
			"ru": "Ночью тихо. Кухню убираем по очереди. В чужую комнату входим, спросив. О том, что здесь видели, снаружи не говорим.",
			"uz": "Kechasi tinch bo‘lamiz. Oshxonani navbat bilan tozalaymiz. Birovning xonasiga so‘rab kiramiz.",
			"en": "Quiet at night. The kitchen in turn. We ask before we enter a room. What we saw here we do not tell outside.",
		})
	})
	w.arranges(1, func(ctx context.Context) error {
		for _, what := range []string{"Кухня", "Двор", "Общая комната"} {
			if err := w.nights.AddChore(ctx, maple, what); err != nil {
				return err
			}
		}
		chores, _, err := w.nights.Chores(ctx, maple)
		if err != nil {
			return err
		}
		day := pana.DateOf(w.now, w.zone)
		for i, room := range []string{"Apple", "Pear", "Birch"} {
			if err := w.nights.GiveTurn(ctx, maple, night.NewTurn{Chore: chores[i].ID, On: day.AddDays(i), Room: w.rooms[room]}); err != nil {
				return err
			}
		}
		_, err = w.nights.NoteIncident(ctx, maple, night.NewIncident{Kind: "conflict", Place: "shared", Told: []string{"director"}, At: "21:30", Text: "Ссора из-за плиты, громко, без рук.", Done: "Развели по комнатам, чай, разговор с каждой."})
		return err
	})
}

// complained is a slip from the box: the evening food was cold. It waits for an answer.
func (w *world) complained() {
	w.arranges(25, func(ctx context.Context) error {
		return w.voices.SetSettings(ctx, complaints.Settings{Days: 10, Outside: "+7 000 000 00 31"}, 0)
	})
	w.arranges(3, func(ctx context.Context) error {
		return w.voices.File(ctx, complaints.NewComplaint{Site: w.sites[maple], Slip: complaints.NewSlip(), Kind: "food", Speaker: "resident", Way: "paper", What: "Кешкі ас үнемі суық. Балаларға жылы тамақ керек."})
	})
}

// caseOf is one of those whose story is told.
func (w *world) caseOf(name string) pana.ClientID {
	for _, t := range w.tales {
		if t.name == name {
			return t.client
		}
	}
	return ""
}

// arranges plans what the director does for the house itself.
func (w *world) arranges(days int, act func(context.Context) error) {
	w.on(days, "16:00", func() error {
		saule, err := w.as("saule")
		if err != nil {
			return err
		}
		return act(saule)
	})
}
