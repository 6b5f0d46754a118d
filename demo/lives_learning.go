package demo

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/learning"
)

// How learning and work are lived through.

// schooled: what was told of school and money.
func (t *tale) schooled(days int, hour, who string, change func(*learning.Schooling)) {
	t.does(days, hour, who, func(ctx context.Context) error {
		f, err := t.learn.Read(ctx, t.code)
		if err != nil {
			return err
		}
		s := f.Schooling
		change(&s)
		return t.learn.TellSchooling(ctx, t.client, s)
	})
}

// A taken step of a course, days before today.
type taken struct {
	days int
	learning.NewStep
}

// studies: a wish, and the steps that followed it.
func (t *tale) studies(days int, hour, who, at string, n learning.Wish, steps ...taken) {
	var id learning.CourseID
	t.does(days, hour, who, func(ctx context.Context) (err error) {
		n := n
		n.Organisation = t.partners[at]
		id, err = t.learn.WishCourse(ctx, t.client, n)
		return err
	})
	for i, s := range steps {
		t.does(s.days, hour, who, func(ctx context.Context) error {
			return t.learn.Step(ctx, t.client, id, int64(i+1), s.NewStep)
		})
	}
}

// works: work that was found; answered, with days above 0, says how it goes.
func (t *tale) works(days int, hour, who string, n learning.NewJob, answered int, answer string) {
	var id learning.JobID
	t.does(days, hour, who, func(ctx context.Context) (err error) {
		id, err = t.learn.AddJob(ctx, t.client, n)
		return err
	})
	if answered > 0 {
		t.does(answered, hour, who, func(ctx context.Context) error { return t.learn.AnswerJob(ctx, t.client, id, 1, answer) })
	}
}

// goesTo: a child's place at a school, with what became of it.
func (t *tale) goesTo(days int, hour, who, at string, n learning.NewPlace, later ...func(*learning.NewPlace)) {
	var id learning.PlaceID
	t.does(days, hour, who, func(ctx context.Context) (err error) {
		n.Organisation = t.partners[at]
		id, err = t.learn.AddPlace(ctx, t.client, n)
		return err
	})
	for i, change := range later {
		t.does(days-9*(i+1), hour, who, func(ctx context.Context) error {
			change(&n)
			return t.learn.EditPlace(ctx, t.client, id, int64(i+1), n)
		})
	}
}

// wants: a child's own step; settled, with days above 0, it was done.
func (t *tale) wants(days int, hour, who, text string, n learning.NewOwnStep, settled int) {
	var id learning.StepID
	t.does(days, hour, who, func(ctx context.Context) (err error) {
		n := n
		n.Text, n.With = text, t.staff[who].id
		id, err = t.learn.AddOwnStep(ctx, t.client, n)
		return err
	})
	if settled > 0 {
		t.does(settled, hour, who, func(ctx context.Context) error { return t.learn.SettleOwnStep(ctx, t.client, id, 1, learning.StepDone) })
	}
}

// isTold: a child is told its rights.
func (t *tale) isTold(days int, hour, who string, n learning.Rights) {
	t.does(days, hour, who, func(ctx context.Context) error { return t.learn.TellRights(ctx, t.client, n) })
}

// shows hangs the latest of her drawings somewhere, until a day from today.
func (t *tale) shows(days int, hour, who, where string, until int) {
	t.does(days, hour, who, func(ctx context.Context) error {
		g, err := t.learn.Portfolio(ctx, t.code)
		if err != nil || len(g.Works) == 0 {
			return err
		}
		_, err = t.learn.ShowWork(ctx, t.client, g.Works[0].Document, learning.NewShowing{Where: where, Until: t.today().AddDays(until)})
		return err
	})
}

// nextSeptember is the first September that is still to come.
func (w *world) nextSeptember() pana.Fuzzy {
	y := w.today().Year()
	if w.today().Time().Month() >= time.September {
		y++
	}
	return fuzzy(pana.Date(time.Date(y, time.September, 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)), pana.Month)
}

// drawingLearns: three classes, a wish for September, and drawings that are hers.
func (t *tale) drawingLearns() {
	t.schooled(230, "12:00", "dina", func(s *learning.Schooling) {
		s.YearsLeast, s.YearsMost, s.LastClass = 2, 3, 3
		s.Attendance, s.Followed, s.Helps, s.Source = "seldom", "hardly", "slow-pace shown few-men", pana.ClientSaid
		s.Told, s.Why = "Буквы знаю, а слова не складываются.", "Інілеріне қараған, киімі болмаған."
		s.Coins, s.Prices, s.Saving = "alone", "with-help", "not-yet"
	})
	t.studies(190, "12:00", "dina", "college", learning.Wish{Kind: "reading", Told: "Чтобы читать вывески и не спрашивать.", Payer: "own"},
		taken{185, learning.NewStep{Step: learning.Attended, When: fuzzy(t.today().AddDays(-185), pana.Day)}})
	t.studies(34, "17:20", "dina", "college", learning.Wish{Kind: "art", Title: "Сурет курсы", Starts: t.nextSeptember(), Payer: "state", Service: "social-labour",
		Told: "В сентябре пойду учиться. Хочу, чтобы у меня был свой альбом.", Note: "Топта ер адам аз болсын."},
		taken{3, learning.NewStep{Step: learning.Applied, When: fuzzy(t.today().AddDays(-3), pana.Day)}},
		taken{1, learning.NewStep{Step: learning.Enrolled, When: fuzzy(t.today().AddDays(-1), pana.Day)}})
	t.agrees(165, "17:00", "dina", casework.NewConsent{Purpose: pana.WorksUse, Language: "ru", Method: casework.Spoken, Note: "Рисунки да, имя под ними не писать."}, 0)
	t.shows(18, "17:00", "dina", "Кітапхана залы, аты-жөнсіз", 40)
}

// before1991Learns: a school of long ago, and money that was not yet there.
func (t *tale) before1991Learns() {
	t.schooled(150, "12:00", "dina", func(s *learning.Schooling) {
		s.YearsLeast, s.YearsMost, s.LastClass = 6, 8, 7
		s.Attendance, s.Followed, s.Helps, s.Source = "with-gaps", "mostly", "aloud eyes", pana.ClientSaid
		s.Told = "Рахувати любила, а потім корови."
		s.Coins, s.Prices, s.Saving = "not-yet", "not-yet", "not-yet"
	})
	t.schooled(98, "12:30", "dina", func(s *learning.Schooling) { s.Coins, s.Prices = "alone", "with-help" })
	t.studies(90, "12:00", "dina", "", learning.Wish{Kind: "computer", Title: "Телефон для начинающих", Told: "Самой звонить."},
		taken{85, learning.NewStep{Step: learning.Attended, When: fuzzy(t.today().AddDays(-85), pana.Day)}},
		taken{70, learning.NewStep{Step: learning.Finished, When: fuzzy(t.today().AddDays(-70), pana.Day)}})
}

// builderLearns: work by the hour that became work.
func (t *tale) builderLearns() {
	t.works(124, "18:00", "erlan", learning.NewJob{Title: "Дәнекерлеуші, шеберханада", Contract: "yes", Since: fuzzy(t.today().AddDays(-125), pana.Month), Told: "Қол жұмысты ұмытпайды екен.",
		Employer: casework.Someone{New: casework.NewPerson{Name: "Нұржан Әбілов", Source: pana.ClientSaid}}}, 2, "yes")
}

// marriedLearns: school to finish, and what she wants to be.
func (t *tale) marriedLearns() {
	t.studies(14, "18:10", "dina", "college", learning.Wish{Kind: "college", Title: "Медицина колледжі", Told: "Дәрігер боламын.", Starts: t.nextSeptember()})
	t.goesTo(25, "11:00", "dina", "mektep", learning.NewPlace{Kind: "home-lessons", State: learning.Placed, Class: "11", Since: fuzzy(t.today().AddDays(-25), pana.Day),
		Told: "Химиядан қалып қоймайын.", Note: "Мұғалім үйге келеді, мекенжай айтылмайды."})
	t.isTold(27, "15:00", "gulnara", learning.Rights{Way: "talk", Language: "kk", Said: "Сонда ата-анам шешпей ме?"})
	t.wants(13, "15:00", "dina", "Аттестат алу", learning.NewOwnStep{}, 0)
}

// girlLearns and boyLearns: the children of the mother.
func (t *tale) girlLearns() {
	t.goesTo(70, "11:00", "dina", "mektep", learning.NewPlace{Kind: "school", State: learning.PlaceApplied, Told: "Matematika bo‘lsin."},
		func(n *learning.NewPlace) {
			n.State, n.Class, n.Since = learning.Placed, "5", fuzzy(t.today().AddDays(-61), pana.Day)
		})
	t.isTold(68, "16:00", "gulnara", learning.Rights{Way: "read", Language: "uz", Interpreted: true, Said: "Demak, «yo‘q» desam ham bo‘ladi."})
	t.wants(45, "16:10", "dina", "Onamga o‘zim non olib kelaman", learning.NewOwnStep{}, 20)
	t.wants(12, "16:00", "gulnara", "Maktab tanloviga rasm yuboraman", learning.NewOwnStep{When: fuzzy(t.today().AddDays(5), pana.Day)}, 0)
}

func (t *tale) boyLearns() {
	t.goesTo(30, "11:00", "dina", "mektep", learning.NewPlace{Kind: "preschool", State: learning.PlaceWished, Told: "O‘yinchoq mashina bormi?"},
		func(n *learning.NewPlace) {
			n.State, n.Since = learning.PlaceApplied, fuzzy(t.today().AddDays(-21), pana.Day)
		})
	t.isTold(40, "16:00", "gulnara", learning.Rights{Way: "game", Language: "uz", Interpreted: true})
	t.wants(15, "16:20", "dina", "Velosiped haydashni o‘rganaman", learning.NewOwnStep{When: fuzzy(t.today().AddDays(150), pana.Season)}, 0)
	t.agrees(34, "17:00", "dina", casework.NewConsent{Purpose: pana.WorksUse, Language: "uz", Interpreted: true, Given: casework.Given{By: casework.ByParent, Safe: true, Assent: "yes"}, Note: "Onasi va o‘zi rozi."}, 10)
	t.shows(33, "17:10", "dina", "Стена на кухне, видят гости", 60)
}

// aloneLearns: the boy who came by himself.
func (t *tale) aloneLearns() {
	t.isTold(1, "16:00", "gulnara", learning.Rights{Way: "talk", Language: "ru", Said: "И кошкам тоже можно?"})
	t.wants(1, "18:10", "dina", "Завтра покормить кошек", learning.NewOwnStep{When: fuzzy(t.today(), pana.Day)}, 0)
}
