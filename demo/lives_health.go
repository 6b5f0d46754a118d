package demo

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/health"
)

// How health is lived through: told act by act, as everything here.

// complains: what hurts, in her own words and as it was seen.
func (t *tale) complains(days int, hour, who string, n health.NewComplaint) {
	t.does(days, hour, who, func(ctx context.Context) error {
		_, err := t.health.Complain(ctx, t.client, n)
		return err
	})
}

// heals: the complaints of a kind are over.
func (t *tale) heals(days int, hour, who, kind string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		f, err := t.health.Read(ctx, t.code)
		if err != nil {
			return err
		}
		for _, c := range f.Complaints {
			if c.Kind != kind || c.Resolved != "" {
				continue
			}
			if err := t.health.ResolveComplaint(ctx, t.client, c.ID, c.Version, ""); err != nil {
				return err
			}
		}
		return nil
	})
}

// bearsNot: what she does not tolerate, with its alert.
func (t *tale) bearsNot(days int, hour, who string, n health.NewAllergy) {
	t.does(days, hour, who, func(ctx context.Context) error {
		_, err := t.health.NoteAllergy(ctx, t.client, n)
		return err
	})
}

// expects: whether a child is expected.
func (t *tale) expects(days int, hour, who string, n health.NewPregnancy) {
	t.does(days, hour, who, func(ctx context.Context) error {
		f, err := t.health.Read(ctx, t.code)
		if err != nil {
			return err
		}
		n := n
		n.Seen = f.Pregnancy.ID
		return t.health.TellPregnancy(ctx, t.client, n)
	})
}

// visits: a visit is planned at a clinic that the house works with; what became of
// it is said on its day if o is not nil. The day is counted from today: 14 is in
// two weeks, -14 was two weeks ago.
func (t *tale) visits(days int, hour, who, clinic, escort string, on int, p health.Plan, o *health.Outcome) {
	var id health.AppointmentID
	t.does(days, hour, who, func(ctx context.Context) (err error) {
		p := p
		p.Organisation, p.On = t.partners[clinic], t.today().AddDays(on)
		if escort != "" {
			p.Escort = t.staff[escort].id
		}
		id, err = t.health.PlanAppointment(ctx, t.client, p)
		return err
	})
	if o != nil {
		t.does(-on, "17:20", who, func(ctx context.Context) error { return t.health.HoldAppointment(ctx, t.client, id, 1, *o) })
	}
}

// takes: a medicine is prescribed.
func (t *tale) takes(days int, hour, who string, p health.Prescription) {
	t.does(days, hour, who, func(ctx context.Context) error {
		_, err := t.health.Prescribe(ctx, t.client, p)
		return err
	})
}

// drawingHealth: teeth, and a dentist who is a woman.
func (t *tale) drawingHealth() {
	t.complains(200, "11:00", "raushan", health.NewComplaint{Kind: "teeth", Since: fuzzy(t.today().AddDays(-700), pana.About), Source: pana.ClientSaid,
		Told: "Зубы болят, когда холодное.", Text: "Ест на одной стороне, об этом сама не говорит."})
	t.visits(55, "10:00", "raushan", "clinic", "dina", -41, health.Plan{Kind: "dentist", At: "10:30", DoctorSex: "female", Transport: "taxi", Payer: "state",
		Reason: "Лечение двух зубов", Prepare: "Дина заходит в кабинет вместе с ней."},
		&health.Outcome{Held: true, Minutes: 110, Result: "Вылечен один зуб, прошло спокойно. Второй через две недели."})
	t.visits(41, "18:00", "raushan", "clinic", "dina", -27, health.Plan{Kind: "dentist", At: "10:30", DoctorSex: "female", Transport: "taxi", Payer: "state", Reason: "Второй зуб"},
		&health.Outcome{WhyNot: "doctor-sex", Result: "Вместо неё принимал мужчина. Ушли, не заходя."})
	t.visits(6, "10:00", "raushan", "clinic", "dina", 4, health.Plan{Kind: "dentist", At: "11:00", DoctorSex: "female", Transport: "taxi", Payer: "state", Reason: "Второй зуб",
		Doctor: casework.Someone{New: casework.NewPerson{Name: "Жанар Сәдуақасова", Source: pana.StaffSaw}}}, nil)
}

// expectingHealth: the seventh month, aspirin, and a doctor who is a woman.
func (t *tale) expectingHealth() {
	t.bearsNot(64, "12:20", "raushan", health.NewAllergy{Kind: "medicine", Severe: "yes", Source: pana.ClientSaid, Interpreted: true, What: "Аспирин",
		Do: "басқа дәрі бермей, жедел жәрдем шақыру", Happens: "Беті ісінеді, бір рет ауруханада жатқан."})
	t.expects(65, "12:40", "raushan", health.NewPregnancy{Answer: health.Expecting, Due: fuzzy(t.today().AddDays(60), pana.Month), Source: pana.ClientSaid, Interpreted: true})
	t.visits(62, "10:00", "raushan", "clinic", "madina", -58, health.Plan{Kind: "first-check", At: "09:00", DoctorSex: "female", Interpreting: "uz", Transport: "taxi", Payer: "state"},
		&health.Outcome{Held: true, Minutes: 150, Result: "Есепке алынды, талдаулар тапсырылды."})
	t.expects(43, "12:00", "raushan", health.NewPregnancy{Answer: health.Expecting, Due: fuzzy(t.today().AddDays(62), pana.Day), Source: pana.Documented, Text: "УДЗ бойынша."})
	t.visits(50, "10:00", "raushan", "clinic", "madina", -43, health.Plan{Kind: "pregnancy", At: "10:00", DoctorSex: "female", Interpreting: "uz", Transport: "taxi", Payer: "state", Reason: "УДЗ"},
		&health.Outcome{Held: true, Minutes: 120, Result: "Бәрі қалыпты. Келесі қаралу екі аптадан кейін."})
	t.visits(8, "10:00", "raushan", "clinic", "madina", 2, health.Plan{Kind: "pregnancy", At: "10:20", DoctorSex: "female", Interpreting: "uz", Transport: "taxi", Payer: "state",
		Reason: "Жоспарлы қаралу", Prepare: "Құжаттың көшірмесі, ауыстыратын киім."}, nil)
	t.takes(43, "18:00", "raushan", health.Prescription{Name: "Темір препараты", Dose: "1 таблетка", How: "тамақтан кейін", Times: []string{"09:00", "21:00"}, From: t.today().AddDays(-43), Until: t.today().AddDays(45)})
}

// before1991Health: a pressure that nobody had ever measured.
func (t *tale) before1991Health() {
	t.complains(169, "10:00", "raushan", health.NewComplaint{Kind: "heart", Since: fuzzy(t.today().AddDays(-9000), pana.Decade), Source: pana.ClientSaid,
		Told: "В ушах шумит, как река.", Text: "Қан қысымы 180-ге 100."})
	t.visits(169, "11:00", "raushan", "clinic", "dina", -168, health.Plan{Kind: "general", At: "12:00", Transport: "taxi", Payer: "international"},
		&health.Outcome{Held: true, Minutes: 90, Result: "Гипертония, дәрі тағайындалды. Қолындағы ескі күйік жазылған."})
	t.takes(168, "18:00", "raushan", health.Prescription{Name: "Эналаприл", Dose: "1 таблетка", How: "с водой, хранится у неё", Times: []string{"08:00", "20:00"}})
	t.takes(100, "18:00", "raushan", health.Prescription{Name: "Валериана", Dose: "20 капель", AsNeeded: true, AtNight: true})
	t.visits(10, "11:00", "raushan", "clinic", "dina", 9, health.Plan{Kind: "tests", At: "08:30", Transport: "bus", Payer: "international", Prepare: "Натощак."}, nil)
}

// coughing: the younger child of the mother.
func (t *tale) coughing() {
	t.complains(74, "10:00", "raushan", health.NewComplaint{Kind: "breathing", Since: fuzzy(t.today().AddDays(-100), pana.Season), Source: pana.ThirdParty, Interpreted: true,
		Told: "Yo‘talsam, ko‘kragim qichiydi.", Text: "Құрғақ жөтел, түнде күшейеді."})
	t.visits(74, "11:00", "raushan", "clinic", "dina", -73, health.Plan{Kind: "child", At: "09:40", Interpreting: "uz", Transport: "taxi", Payer: "local"},
		&health.Outcome{Held: true, Minutes: 80, Result: "Өкпесі таза. Шәрбат он күн."})
	t.takes(73, "18:00", "raushan", health.Prescription{Name: "Жөтел шәрбаты", Dose: "5 мл", Times: []string{"09:00", "14:00", "20:00"}, Until: t.today().AddDays(-63)})
	t.heals(60, "10:00", "raushan", "breathing")
	t.visits(7, "11:00", "raushan", "clinic", "dina", 6, health.Plan{Kind: "vaccination", At: "15:00", Interpreting: "uz", Transport: "taxi", Payer: "local"}, nil)
}

// beggingHealth: penicillin, and a wheelchair that needs a workshop.
func (t *tale) beggingHealth() {
	t.bearsNot(37, "12:30", "raushan", health.NewAllergy{Kind: "medicine", Severe: "yes", Source: pana.ClientSaid, What: "Пенициллин", Do: "не давать антибиотики, звонить 103"})
	t.complains(36, "12:30", "raushan", health.NewComplaint{Kind: "skin", Since: fuzzy(t.today().AddDays(-50), pana.Month), Source: pana.StaffSaw, Told: "Натирает, но терпимо.", Text: "Коляска мала, кожа стёрта."})
	t.visits(20, "12:30", "raushan", "clinic", "erlan", 11, health.Plan{Kind: "specialist", At: "14:00", Transport: "partner-car", Payer: "donation", Reason: "Подбор коляски"}, nil)
}
