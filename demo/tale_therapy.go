package demo

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/therapy"
)

// sitsWith: a session that was held.
func (t *tale) sitsWith(days int, hour, who string, n therapy.NewSession, o therapy.Outcome) {
	t.does(days, hour, who, func(ctx context.Context) error {
		n.At = hour
		_, err := t.talks.Hold(ctx, t.client, n, casework.Someone{}, o)
		return err
	})
}

// willMeet: a session planned for so many days from today.
func (t *tale) willMeet(days int, hour, who string, in int, at string, n therapy.NewSession) {
	t.does(days, hour, who, func(ctx context.Context) error {
		n.On, n.At = t.today().AddDays(in), at
		_, err := t.talks.Hold(ctx, t.client, n, casework.Someone{}, therapy.Outcome{State: therapy.Planned})
		return err
	})
}

// fillsIn: a questionnaire is answered; afterwards she is shown what has changed.
func (t *tale) fillsIn(days int, hour string, n therapy.NewMeasure) {
	t.does(days, hour, "gulnara", func(ctx context.Context) error {
		id, _, err := t.talks.Ask(ctx, t.client, n)
		if err != nil {
			return err
		}
		return t.talks.ShowedHer(ctx, t.client, id)
	})
}

// together: several of them in one session, each written about apart.
func (w *world) together(days int, hour, topic string, minutes int, about map[string]therapy.Outcome, who ...string) {
	first := w.told(who[0])
	first.does(days, hour, "gulnara", func(ctx context.Context) error {
		var clients []pana.ClientID
		for _, name := range who {
			clients = append(clients, w.told(name).client)
		}
		id, err := w.talks.HoldGroup(ctx, clients, therapy.NewSession{Kind: "talk", Topic: topic, At: hour, Minutes: minutes, Payer: "foundation"}, therapy.Planned)
		if err != nil {
			return err
		}
		seats, err := w.talks.Group(ctx, id)
		if err != nil {
			return err
		}
		var all []therapy.Settling
		for _, s := range seats {
			o := therapy.Outcome{State: therapy.Held}
			for _, name := range who {
				if said, ok := about[name]; ok && w.told(name).client == s.Client {
					o = said
				}
			}
			all = append(all, therapy.Settling{Seat: s.Seat, Turn: s.Turn, Minutes: -1, Outcome: o})
		}
		return w.talks.SettleGroup(ctx, id, all)
	})
}

// talksHeld are the sessions, what was written in confidence, and how each felt.
func (w *world) talksHeld() {
	w.talksDrawing()
	w.talksWomen()
	w.talksMen()
	w.together(9, "17:30", "sleep", 60, map[string]therapy.Outcome{
		"drawing":     {State: therapy.Held, Told: "Я теперь сплю с приоткрытой дверью."},
		"before-1991": {State: therapy.Held, Shared: "Рассказала, как засыпали под радио. Слушали все."},
		"mother":      {State: therapy.NotHeld, Why: "client-unwell"},
	}, "drawing", "before-1991", "mother", "expecting")
}

func (w *world) talksDrawing() {
	t := w.told("drawing")
	talk := therapy.NewSession{Kind: "talk", Minutes: 40, Language: "ru", Payer: "foundation"}
	art := therapy.NewSession{Kind: "art", Minutes: 50, Language: "ru", Payer: "foundation"}
	t.sitsWith(228, "14:10", "gulnara", therapy.NewSession{Kind: "talk", Minutes: 20, Language: "ru", Payer: "state"}, therapy.Outcome{State: therapy.Held, Shared: "Первая встреча, коротко. Удобнее у двери."})
	t.sitsWith(214, "14:10", "gulnara", talk, therapy.Outcome{State: therapy.NotHeld, Why: "client-wish"})
	t.sitsWith(207, "14:10", "gulnara", art, therapy.Outcome{State: therapy.Held, Shared: "Принесла карандаши сама.", Told: "Можно я просто порисую?"})
	t.sitsWith(170, "14:10", "gulnara", art, therapy.Outcome{State: therapy.Held})
	t.sitsWith(112, "14:10", "gulnara", talk, therapy.Outcome{State: therapy.Held, Private: "После решения о доверии впервые села не у двери. Сама вернулась к теме матери и сама её закрыла: «потом»."})
	t.sitsWith(40, "14:10", "gulnara", art, therapy.Outcome{State: therapy.Held, Shared: "Рисует город, а не один дом.", Private: "Окна на рисунках открыты. О суде говорить не готова, в теле напряжение: плечи, челюсть. Дышали."})
	t.willMeet(3, "16:00", "gulnara", 0, "16:30", art)
	t.willMeet(3, "16:05", "gulnara", 7, "14:10", art)
	t.does(168, "18:00", "gulnara", func(ctx context.Context) error {
		_, err := t.talks.Recall(ctx, t.client, therapy.NewChildhood{Told: "Тепло помню у бабушки: печка, она мне косу плела. Потом бабушка умерла.",
			Opinion: "Ранняя привязанность к матери, похоже, не сложилась; опора – бабушка примерно до пяти лет. На это тепло можно опираться.", School: "теория привязанности"})
		return err
	})
	t.fillsIn(111, "15:10", therapy.NewMeasure{Instrument: "phq-9", Language: "ru", Answers: []int{2, 2, 3, 2, 1, 2, 2, 1, 0}})
	t.fillsIn(39, "15:10", therapy.NewMeasure{Instrument: "phq-9", Language: "ru", Answers: []int{1, 1, 2, 1, 0, 1, therapy.Skipped, 1, 0}})
	t.fillsIn(110, "15:20", therapy.NewMeasure{Instrument: "who-5", Language: "ru", Total: "7"})
	t.fillsIn(60, "15:20", therapy.NewMeasure{Instrument: "who-5", Language: "ru", Total: "11"})
	t.fillsIn(12, "15:20", therapy.NewMeasure{Instrument: "who-5", Language: "ru", Total: "15"})
}

func (w *world) talksWomen() {
	old := w.told("before-1991")
	old.sitsWith(155, "15:10", "gulnara", therapy.NewSession{Kind: "talk", Minutes: 30, Language: "ru"}, therapy.Outcome{State: therapy.Held})
	old.sitsWith(96, "15:10", "gulnara", therapy.NewSession{Kind: "body", Minutes: 30, Language: "ru", Payer: "own"}, therapy.Outcome{State: therapy.Held, Shared: "Учились отдыхать сидя. Смеялась.", Told: "Сидеть без дела я не умею, вот учусь."})
	old.willMeet(2, "17:00", "gulnara", 1, "15:10", therapy.NewSession{Kind: "talk", Minutes: 30, Language: "ru", Payer: "own"})

	mother := w.told("mother")
	uzbek := therapy.NewSession{Kind: "talk", Minutes: 40, Language: "uz", Payer: "foundation"}
	mother.does(47, "10:00", "gulnara", func(ctx context.Context) error {
		n := uzbek
		n.Interpreter, n.At = w.staff["kamila"].id, "10:00"
		_, err := w.talks.Hold(ctx, mother.client, n, casework.Someone{}, therapy.Outcome{State: therapy.Held, Shared: "Говорили о детях. Перерыв посередине: переводить тоже устают.", Told: "Bolalar uxlasa, men ham uxlayman."})
		return err
	})
	mother.fillsIn(46, "10:30", therapy.NewMeasure{Instrument: "who-5", Language: "uz", Total: "6", Early: "own-wish"})

	expecting := w.told("expecting")
	expecting.sitsWith(17, "14:20", "gulnara", therapy.NewSession{Kind: "talk", Minutes: 30, Language: "ru", Payer: "international"}, therapy.Outcome{State: therapy.Held})
	expecting.does(1, "17:10", "gulnara", func(ctx context.Context) error {
		_, err := w.talks.Hold(ctx, expecting.client, therapy.NewSession{Kind: "body", Minutes: 30, On: w.today(), At: "17:15", Language: "uz", Interpreter: w.staff["kamila"].id, Payer: "international"},
			casework.Someone{}, therapy.Outcome{State: therapy.Planned})
		return err
	})
}

func (w *world) talksMen() {
	t := w.told("builder")
	t.sitsWith(100, "11:10", "gulnara", therapy.NewSession{Kind: "talk", Minutes: 40, Language: "kk", Payer: "local"}, therapy.Outcome{State: therapy.Held})
	t.sitsWith(70, "11:10", "gulnara", therapy.NewSession{Kind: "phone", Minutes: 20, Language: "kk", Payer: "local"}, therapy.Outcome{State: therapy.Held, Shared: "Позвонил сам с работы."})
	t.fillsIn(75, "12:10", therapy.NewMeasure{Instrument: "phq-9", Language: "kk", Total: "14", Thoughts: "no"})
	t.fillsIn(20, "12:10", therapy.NewMeasure{Instrument: "phq-9", Language: "kk", Total: "6", Thoughts: "no"})
}
