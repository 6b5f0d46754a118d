package demo

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/health"
	"example.org/pana/night"
	"example.org/pana/residence"
)

// shifts are how the house was kept yesterday and today: who was on duty, what was
// handed over, who is out, and what the house wrote for itself.
func (w *world) shifts() {
	w.at(300, "09:10", "saule", func(ctx context.Context) error {
		for _, p := range []night.Page{
			{Kind: night.Numbers, Text: "Скорая: 103\nДәрігер, кешкі уақытта: +7 000 000 00 21\nЭлектрик: +7 000 000 00 22\nҚосалқы кілт директорда"},
			{Kind: night.NotBack, Text: "Өзіне қоңырау шалу\nАтаған адамына хабарласу, егер рұқсат берген болса\nПозвонить дежурному руководителю\nДиректор шешеді: полиция керек пе"},
			{Kind: night.Meeting, Text: "Қақпаның сыртында, қарсы беттегі тал түбінде. Тізімді кезекші алады."},
		} {
			if err := w.nights.WritePage(ctx, w.sites[maple], p.Kind, 0, p.Text); err != nil {
				return err
			}
		}
		return nil
	})
	w.at(2, "12:00", "saule", func(ctx context.Context) error {
		if err := w.nights.SetRosterRules(ctx, w.sites[maple], night.RosterRules{Longest: 600, Awake: 1, Begins: "22:00", Ends: "06:00"}, 0); err != nil {
			return err
		}
		today := pana.DateOf(w.now.AddDate(0, 0, -2), w.zone)
		for i, who := range []string{"timur", "timur", "timur", "dina", "timur", "timur"} {
			d := night.NewDuty{Staff: w.staff[who].id, On: today.AddDays(i), Starts: "21:00", Until: "07:00", Weeks: 2}
			if err := w.nights.PlanDuty(ctx, w.sites[maple], d); err != nil {
				return err
			}
		}
		return nil
	})
	w.turn(1, "08:05", "dina", true)
	w.leaves(1, "19:50", "dina", "Лампа у лестницы перегорела, электрик будет в среду.", "Ертең сағат 9:00-де дәрігерге барады, таңғы ас ішпейді.", "", "Күні бойы үнсіз болды. Тоғызға дейін оятпауды сұрады.")
	w.turn(1, "20:05", "timur", true)
	w.turn(1, "20:10", "dina", false)
	w.at(1, "20:20", "timur", w.reads)
	w.leaves(0, "07:40", "timur", "", "", "В три ночи просили чай, посидели на кухне. Потом спокойный сон.")
	w.turn(0, "08:00", "dina", true)
	w.turn(0, "08:05", "timur", false)
	w.at(0, "08:10", "dina", w.reads)
	w.at(0, "17:10", "dina", func(ctx context.Context) error {
		here, err := w.sleepers(ctx)
		if err != nil || len(here) < 4 {
			return err
		}
		return w.nights.GoOut(ctx, here[3].Client, 0, night.NewOut{Expected: "21:30", Where: "Базар, потом к врачу за справкой"})
	})
	w.leaves(0, "19:50", "dina", "Түнде су болмайды, канистрлер ас үйде. Ақша жәшігі саналды.", "Звонок в десять вечера, телефон у дежурного.", "Кешке басы ауырды, дәрі ішті.")
	w.at(1, "23:40", "timur", func(ctx context.Context) error {
		for _, c := range []night.NewCall{
			{Kind: "silent"},
			{Kind: "asks", Language: "ru", Named: "Брат, имени не назвал", Said: "Спрашивал, у нас ли его сестра. Ответил как всем. Номер не оставил."},
		} {
			if _, err := w.nights.LogCall(ctx, w.sites[maple], c); err != nil {
				return err
			}
		}
		return nil
	})
	w.at(1, "21:10", "timur", w.rounds(health.Given, 30))
	w.at(0, "07:50", "timur", w.rounds(health.Refused, 28))
	w.turn(0, "19:56", "timur", true)
	w.turn(0, "20:00", "dina", false)
}

// at is on for one act of one member.
func (w *world) at(days int, hour, who string, do func(context.Context) error) {
	w.on(days, hour, func() error {
		ctx, err := w.as(who)
		if err == nil {
			err = do(ctx)
		}
		return err
	})
}

// turn: somebody comes on duty or goes.
func (w *world) turn(days int, hour, who string, begins bool) {
	w.at(days, hour, who, func(ctx context.Context) error {
		if begins {
			return w.nights.BeginShift(ctx, w.sites[maple])
		}
		if err := w.nights.Give(ctx, w.sites[maple]); err != nil {
			return err
		}
		return w.nights.EndShift(ctx, w.sites[maple], "")
	})
}

// leaves: what one shift writes for the next, a line for the first of those who sleep
// in the house; an empty one for nobody. The first is urgent, the second to be watched.
func (w *world) leaves(days int, hour, who, house string, lines ...string) {
	w.at(days, hour, who, func(ctx context.Context) error {
		here, err := w.sleepers(ctx)
		if err != nil {
			return err
		}
		for i, text := range lines {
			if text == "" || i >= len(here) {
				continue
			}
			l := night.NewLine{Text: text}
			if i < 2 {
				l.Urgency = []string{night.Urgent, night.Watch}[i]
			}
			if err := w.nights.WriteLine(ctx, here[i].Client, 0, l); err != nil {
				return err
			}
		}
		now, err := w.nights.Now(ctx, w.sites[maple])
		if err != nil || house == "" {
			return err
		}
		return w.nights.SayOfHouse(ctx, w.sites[maple], now.Writing.Version, house)
	})
}

// reads: whoever takes over says that she has read the last handover.
func (w *world) reads(ctx context.Context) error {
	now, err := w.nights.Now(ctx, w.sites[maple])
	if err != nil {
		return err
	}
	return w.nights.Acknowledge(ctx, now.Last.ID)
}

// rounds: what the night has to give in the evening is marked, the last of it in
// another way, and the box of the first counted.
func (w *world) rounds(last string, counted int) func(context.Context) error {
	return func(ctx context.Context) error {
		due, err := w.health.Tonight(ctx)
		if err != nil {
			return err
		}
		today, now := w.h.Today(w.h.Now()), w.h.Now().In(w.zone).Format("15:04")
		due = slices.DeleteFunc(due, func(d health.Due) bool { return d.At == "" || d.On != today || d.At > now || d.Mark.ID != "" })
		for i, d := range due {
			n := health.NewDose{Medicine: d.Medicine, On: d.On, Clock: d.At, State: health.Given, Pieces: 1}
			if i == len(due)-1 && i > 0 {
				n.State = last
			}
			if _, err := w.health.GiveDose(ctx, d.Client, n); err != nil {
				return err
			}
			if i == 0 {
				if err := w.health.CountBox(ctx, d.Client, health.NewCount{Medicine: d.Medicine, Counted: counted}); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

// sleepers are those who sleep in the house tonight, in the order of the rooms.
func (w *world) sleepers(ctx context.Context) ([]residence.Bed, error) {
	m, err := w.beds.Tonight(ctx, w.sites[maple])
	var here []residence.Bed
	for _, room := range m.Rooms {
		for _, b := range room.Beds {
			if b.State == residence.Taken && b.Since <= m.Night {
				here = append(here, b)
			}
		}
	}
	return here, err
}
