package demo

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/people"
	"example.org/pana/youth"
)

// An attendant is an invented young person of the centre.
type attendant struct {
	call, name, sex, language string
	order                     youth.NewOrder
	groups                    []int // of the two
	client                    pana.ClientID
	code                      string
}

// youthCentre is what two groups did since the summer: English in a classroom and
// sport outside, with a week of holidays, some sessions missed and one made up.
func (w *world) youthCentre() {
	day := func(days int) pana.Date { return pana.DateOf(w.now.AddDate(0, 0, -days), w.zone) }
	young := theYoung(day)
	var groups []youth.GroupID
	w.at(62, "10:00", "zhanna", func(ctx context.Context) (err error) {
		groups, err = w.openGroups(ctx, day)
		return err
	})
	var student string
	w.at(61, "10:00", "zhanna", func(ctx context.Context) (err error) {
		student, err = w.takesStudent(ctx, day)
		return err
	})
	for i := range young {
		w.at(60-i, "11:00", "arman", func(ctx context.Context) error { return w.beginsToCome(ctx, young[i], groups, day(60-i)) })
	}
	for d := 55; d > 2; d-- {
		w.at(d, "19:00", "arman", func(ctx context.Context) error { return w.marks(ctx, d, young, student) })
	}
	w.at(40, "13:00", "arman", func(ctx context.Context) error {
		return w.youth.NoteIncident(ctx, young[3].client, youth.Incident{Kind: "conflict", Told: "Доптан соң екеуі ұрысып қалды. Бөлек отырып сөйлестік, кешірім сұрасты."})
	})
	w.at(1, "12:00", "zhanna", func(ctx context.Context) error { return w.asksStudent(ctx, student) })
	w.at(12, "13:00", "arman", w.makesUp)
	w.at(4, "17:50", "arman", func(ctx context.Context) error {
		return w.youth.NoteWorry(ctx, young[4].client, "Сабақтан кейін үшінші рет бір көлік күтіп тұр. Жұмыс уәде еткен біреу туралы айтты, атын айтқысы келмейді.", true)
	})
	w.at(6, "12:00", "dina", func(ctx context.Context) error {
		i := slices.IndexFunc(w.tales, func(t *tale) bool { return t.name == "mother" })
		return w.youth.ToCentre(ctx, w.tales[i].client, youth.Referral{To: w.sites[kite], Told: "Ұлы, 12 жаста, футболды жақсы көреді. Сенбіде келе алады.", Language: "ru", Agreed: true, Given: casework.Given{By: casework.Herself}})
	})
	for _, idea := range []struct{ who, words, credit string }{
		{"olzhas", "Ағылшыннан бұрын он минут далада ойнау: содан кейін бәрі сөйлейді.", "Олжас"},
		{"arman", "Показать фотографии других городов и спросить, куда бы кто поехал.", "Дамир, группа спорта"},
	} {
		w.at(30, "18:00", idea.who, func(ctx context.Context) error { return w.youth.Suggest(ctx, w.sites[kite], idea.words, idea.credit) })
	}
	w.at(25, "10:00", "zhanna", func(ctx context.Context) error {
		list, err := w.youth.Ideas(ctx, w.sites[kite])
		if err != nil {
			return err
		}
		return w.youth.AnswerIdea(ctx, w.sites[kite], list[1].ID, youth.IdeaTried, "Дүйсенбіден бастап.", list[1].Version)
	})
}

func theYoung(day func(int) pana.Date) []*attendant {
	all := []string{youth.TellPeriod, youth.TellSessions, youth.TellMissed}
	return []*attendant{
		{call: "Берік", name: "Берік Оспанов", sex: "male", language: "kk", groups: []int{0, 1}, order: youth.NewOrder{Basis: "court", Reason: "offence", Sessions: 30, Report: all, Who: "Қалалық сот, 417 қаулы", Told: "«Жаман ортаға түсіп кеткен» деп жазылған"}},
		{call: "Дамир", name: "Дамир Егоров", sex: "male", language: "ru", groups: []int{1}, order: youth.NewOrder{Basis: "police", Reason: "company", Until: day(-9), Report: append(all, youth.TellDays), Who: "Отдел полиции, предписание 88", Told: "Плохая компания во дворе"}},
		{call: "Алина", name: "", sex: "female", language: "ru", groups: []int{0, 1}, order: youth.NewOrder{Basis: "care-home", Reason: "leisure", Who: "Детский дом"}},
		{call: "Ержан", name: "Ержан Байжанов", sex: "male", language: "kk", groups: []int{1}, order: youth.NewOrder{Basis: "school", Reason: "absence", Sessions: 12, Report: []string{youth.TellSessions}, Who: "Мектеп"}},
		{call: "Сабина", name: "", sex: "female", language: "kk", groups: []int{0}, order: youth.NewOrder{Basis: "own", Reason: "leisure"}},
		{call: "Никита", name: "Никита Соколов", sex: "male", language: "ru", groups: []int{0, 1}, order: youth.NewOrder{Basis: "court", Reason: "conflict", Until: day(-60), Report: all, Who: "Районный суд, 92", Told: "Драки в школе"}},
		{call: "Айбек", name: "", sex: "male", language: "kk", groups: []int{1}, order: youth.NewOrder{Basis: "family", Reason: "leisure"}},
	}
}

// openGroups opens the two groups, their times, a term with a week of holidays in
// it, and an event on the next Saturday.
func (w *world) openGroups(ctx context.Context, day func(int) pana.Date) ([]youth.GroupID, error) {
	var ids []youth.GroupID
	for i, n := range []youth.NewGroup{
		{Activity: "english", Name: "Ағылшын тілі", Most: 12, Service: "social-pedagogical", Payer: "state"},
		{Activity: "sport", Name: "Батпырауық: спорт", Most: 15, Service: "social-cultural", Payer: "donation"},
	} {
		id, err := w.youth.AddGroup(ctx, w.sites[kite], n)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
		slots := [][]youth.NewSlot{
			{{Weekday: 1, Starts: "15:30", Minutes: 60}, {Weekday: 4, Starts: "15:30", Minutes: 60}},
			{{Weekday: 2, Starts: "16:00", Minutes: 90}, {Weekday: 6, Starts: "11:00", Minutes: 90}, {Starts: "14:00", Minutes: 120, From: day(-3)}},
		}[i]
		for _, s := range slots {
			s.Leader, s.Place = w.staff[[]string{"aizhan", "arman"}[i]].id, []string{"Жасыл бөлме", "Спорт залы"}[i]
			if _, err := w.youth.AddSlot(ctx, id, s); err != nil {
				return nil, err
			}
		}
	}
	for _, t := range []youth.Term{
		{Kind: youth.TermTime, From: day(80), Until: day(-45), Name: "Күзгі тоқсан"},
		{Kind: youth.Holiday, From: day(24), Until: day(18), Name: "Күзгі демалыс"},
	} {
		if err := w.youth.AddTerm(ctx, w.sites[kite], t); err != nil {
			return nil, err
		}
	}
	return ids, w.youth.SetRules(ctx, w.sites[kite], "Суретке түсірмейміз. Ешкімнен неге келгенін сұрамаймыз. Көмек керек болса, Арманға айтыңыз.", 0)
}

// beginsToCome: a file is opened, a guardian and the ground written down, groups chosen.
func (w *world) beginsToCome(ctx context.Context, a *attendant, groups []youth.GroupID, from pana.Date) error {
	drawn, err := w.youth.Open(ctx, youth.NewYoung{Site: w.sites[kite], Call: a.call, Name: a.name, Sex: a.sex, AgeBand: "9-17", Language: a.language})
	if err != nil {
		return err
	}
	if a.client, a.code, err = w.rename(ctx, drawn); err != nil {
		return err
	}
	g := youth.Guardian{Relation: "mother", Contact: "+7 000 000 03 11"}
	switch a.order.Basis {
	case "care-home":
		g = youth.Guardian{Relation: "care-home", Contact: "+7 000 000 03 12"}
	case "own":
		g = youth.Guardian{Relation: "relative", Name: "Нағашысы", Unsafe: true}
	}
	if err := w.youth.AddGuardian(ctx, a.client, g); err != nil {
		return err
	}
	if err := w.youth.SetOrder(ctx, a.client, a.order); err != nil {
		return err
	}
	for _, i := range a.groups {
		if err := w.youth.Join(ctx, a.client, groups[i], from); err != nil {
			return err
		}
	}
	return nil
}

// marks: who was in the lessons of a day. Most were; the log says what worked.
func (w *world) marks(ctx context.Context, d int, young []*attendant, student string) error {
	today, err := w.youth.Day(ctx, w.sites[kite])
	if err != nil {
		return err
	}
	for _, m := range today.Now {
		n := youth.Marking{Marks: map[string]string{}, LateBy: map[string]int{}}
		for i, a := range young {
			mark := youth.Present
			switch (i*3 + d) % 11 {
			case 0:
				mark = youth.Absent
			case 4:
				mark, n.LateBy[a.code] = youth.Late, 15
			case 7:
				mark = youth.Excused
			}
			n.Marks[a.code] = mark
		}
		if m.Kind == "english" {
			n.Topic, n.Engagement, n.Worked = "Where I live", 2+d%3, []string{"Сурет бойынша сұрақтар", "Жұппен сөйлесу", "Алдымен далада ойын"}[d%3]
			n.Used = []youth.Used{{Item: "Карточки", Quantity: 20}}
			if d%2 == 0 {
				n.Helpers = map[string]bool{student: true}
			}
		} else {
			n.Topic, n.Engagement, n.Worked = "Волейбол, обручи, скакалки", 4+d%2, "Мальчики – волейбол, девочки – обручи, в конце все вместе"
			n.Used = []youth.Used{{Item: "Обруч", Quantity: 5}}
			sheet, err := w.youth.Sheet(ctx, m.Key())
			if err != nil {
				return err
			}
			for _, x := range sheet.Things {
				n.Things = append(n.Things, x.ID)
			}
		}
		if err := w.youth.MarkAll(ctx, m.Key(), n, 0); err != nil {
			return err
		}
	}
	return nil
}

// takesStudent writes down what is agreed with the student who helps at English, and
// returns how a lesson names him.
func (w *world) takesStudent(ctx context.Context, day func(int) pana.Date) (string, error) {
	id, err := w.people.AddVolunteer(ctx, people.NewOutsider{Site: w.sites[kite], Name: "Олжас Нұрғалиев", Contact: "Кешке жазуға болады", Sex: "male"})
	if err == nil {
		err = w.people.Confirm(ctx, id)
	}
	if err == nil {
		err = w.people.SetVolunteer(ctx, id, people.VolunteerTerms{Staff: w.staff["olzhas"].id, Agreed: day(80), Vetted: day(75), VettedUntil: day(-100), From: day(80), Until: day(-45)}, 0)
	}
	return youth.Choice{Volunteer: id}.Key(), err
}

// asksStudent books him for the next lesson of English.
func (w *world) asksStudent(ctx context.Context, student string) error {
	d, err := w.youth.Day(ctx, w.sites[kite])
	if err != nil {
		return err
	}
	for _, m := range d.Coming {
		if m.Kind == "english" && !m.Free {
			return w.youth.BookHelper(ctx, m.Key(), student)
		}
	}
	return nil
}

// makesUp: one session that was missed is made up in a lesson of the other group.
func (w *world) makesUp(ctx context.Context) error {
	table, err := w.youth.Timetable(ctx, w.sites[kite])
	if err != nil {
		return err
	}
	for _, g := range table.Groups {
		p, err := w.youth.GroupPage(ctx, g.ID)
		if err != nil {
			return err
		}
		for _, l := range p.Last {
			key := string(l.Slot) + "~" + string(l.On)
			s, err := w.youth.Sheet(ctx, key)
			if err != nil {
				return err
			}
			for _, m := range s.MayMake {
				if m.On < l.On {
					return w.youth.MakeUp(ctx, key, m.Mark)
				}
			}
		}
	}
	return nil
}
