package demo

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/legal"
)

// papersAndCourt is what was done in offices and in court for those who are here:
// papers on their way, one that runs out, a first hearing in a few days.
func (w *world) papersAndCourt() {
	w.papersOfExpecting()
	w.courtOfExpecting()
	w.papersBefore1991()
	w.complaintOfNoStatus()
	w.cardOfBuilder()
	w.passportOfMother()
}

// paper is written into the register.
func (t *tale) paper(days int, hour, who string, n legal.NewPaper) *legal.PaperID {
	id := new(legal.PaperID)
	t.does(days, hour, who, func(ctx context.Context) (err error) {
		*id, err = t.law.AddPaper(ctx, t.client, n)
		return err
	})
	return id
}

// restores begins to restore a paper along a template.
func (t *tale) restores(days int, hour, who string, paper *legal.PaperID, template string) *legal.RestorationID {
	id := new(legal.RestorationID)
	t.does(days, hour, who, func(ctx context.Context) (err error) {
		*id, err = t.law.Restore(ctx, t.client, *paper, template)
		return err
	})
	return id
}

// step takes the step of a restoration with a code, as far as f says.
func (t *tale) step(days int, hour, who string, way *legal.RestorationID, code string, f func(*legal.StepFacts)) {
	t.does(days, hour, who, func(ctx context.Context) error {
		v, err := t.law.Papers(ctx, t.code)
		if err != nil {
			return err
		}
		for _, p := range v.Papers {
			for _, w := range p.Ways {
				for _, s := range w.Steps {
					if w.ID == *way && s.Code == code {
						n := s.StepFacts
						f(&n)
						return t.law.TakeStep(ctx, t.client, s.ID, n, s.Version)
					}
				}
			}
		}
		return pana.Refuse("demo.step", code, "paper.step.title")
	})
}

// agreesTo is a consent for a partner of the house, who is known by her key.
func (t *tale) agreesTo(days int, hour, who, partner string, n casework.NewConsent) {
	t.does(days, hour, who, func(ctx context.Context) error {
		n.Recipient = string(t.partners[partner])
		_, err := t.files.RecordConsent(ctx, t.client, n)
		return err
	})
}

// wishes is what she answered about court.
func (t *tale) wishes(days int, hour, who, wish, told string, interpreted bool) {
	t.does(days, hour, who, func(ctx context.Context) error {
		return t.law.RecordWish(ctx, t.client, legal.NewWish{Wish: wish, Source: pana.ClientSaid, Interpreted: interpreted, Told: told})
	})
}

// trial is a case that is written down.
func (t *tale) trial(days int, hour, who string, n legal.CaseFacts) *legal.CaseID {
	id := new(legal.CaseID)
	t.does(days, hour, who, func(ctx context.Context) (err error) {
		*id, err = t.law.OpenCase(ctx, t.client, n, casework.Someone{})
		return err
	})
	return id
}

// comesTo moves a case to a stage.
func (t *tale) comesTo(days int, hour, who string, id *legal.CaseID, stage string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		v, err := t.law.Court(ctx, t.code)
		if err != nil {
			return err
		}
		c, err := v.Case(*id)
		if err != nil {
			return err
		}
		n := c.CaseFacts
		n.Stage = stage
		return t.law.EditCase(ctx, t.client, *id, n, casework.Someone{ID: c.LawyerPerson}, c.Version)
	})
}

func (t *tale) due(days int, hour, who string, id *legal.CaseID, n legal.Deadline) {
	t.does(days, hour, who, func(ctx context.Context) error { return t.law.AddDeadline(ctx, t.client, *id, n) })
}

func (t *tale) sum(days int, hour, who string, id *legal.CaseID, step string, amount int64) {
	t.does(days, hour, who, func(ctx context.Context) error {
		return t.law.AddCompensation(ctx, t.client, *id, legal.Compensation{Step: step, Amount: amount})
	})
}

// weekday is the day so many days from now, or the Monday after: offices rest.
func (w *world) weekday(days int) pana.Date {
	d := w.today().AddDays(days)
	for d.Time().Weekday() == time.Saturday || d.Time().Weekday() == time.Sunday {
		d = d.AddDays(1)
	}
	return d
}

func (w *world) papersOfExpecting() {
	t := w.told("expecting")
	t.paper(63, "10:00", "madina", legal.NewPaper{Kind: "passport", State: "withheld", Country: "UZ", Needed: true, Place: "exploiter", Source: pana.ClientSaid, Interpreted: true,
		Note: "Осталась в квартире, у хозяйки."})
	paper := t.paper(62, "10:00", "madina", legal.NewPaper{Kind: "return-certificate", State: "never-had", Country: "UZ", Needed: true, Source: pana.StaffSaw})
	way := t.restores(62, "10:10", "madina", paper, "uz-return-certificate")
	t.step(60, "15:00", "madina", way, "photos", func(s *legal.StepFacts) {
		s.Done, s.Escort, s.Minutes, s.Cost, s.Payer = w.today().AddDays(-60), t.staff["madina"].id, 40, 1500, "donation"
	})
	t.agrees(58, "12:40", "madina", casework.NewConsent{Purpose: pana.PoliceUse, Recipient: "police", Fields: []string{"name", "papers"}, Language: "uz", Interpreted: true,
		Method: casework.Signed, Until: w.today().AddDays(120)}, 0)
	t.step(57, "16:30", "madina", way, "police-note", func(s *legal.StepFacts) {
		s.Asked, s.Done, s.Escort, s.Minutes = w.today().AddDays(-57), w.today().AddDays(-57), t.staff["madina"].id, 120
		s.Note = "Приняли без лишних вопросов, справку дали сразу."
	})
	t.step(56, "10:00", "madina", way, "children", func(s *legal.StepFacts) { s.Skipped = true })
	t.agreesTo(20, "12:00", "madina", "embassy", casework.NewConsent{Purpose: pana.EmbassyUse, Fields: []string{"name", "citizenship", "papers"}, Language: "uz", Interpreted: true,
		Method: casework.Signed, Until: w.today().AddDays(100), Note: "O‘qib berdik, ikki marta so‘radi, keyin rozi bo‘ldi."})
	t.step(14, "11:00", "madina", way, "form", func(s *legal.StepFacts) {
		s.Asked, s.Done, s.Office, s.Escort, s.Minutes = w.today().AddDays(-14), w.today().AddDays(-14), t.partners["embassy"], t.staff["madina"].id, 180
		s.Cost, s.Currency, s.Payer = 60, "USD", "international"
	})
	t.step(12, "11:00", "madina", way, "identity-check", func(s *legal.StepFacts) {
		s.Asked, s.Office = w.today().AddDays(-12), t.partners["embassy"]
	})
	t.step(2, "17:00", "madina", way, "collect", func(s *legal.StepFacts) {
		s.Planned, s.Clock, s.Office, s.Escort = w.weekday(9), "10:00", t.partners["embassy"], t.staff["madina"].id
	})
}

func (w *world) courtOfExpecting() {
	t := w.told("expecting")
	t.does(60, "13:00", "madina", func(ctx context.Context) error {
		return t.law.SetReflection(ctx, t.client, legal.Reflection{Since: w.today().AddDays(-60), Until: w.today().AddDays(-15)})
	})
	t.wishes(55, "12:00", "madina", legal.WishUndecided, "Hozir aytolmayman, bola tug‘ilsin.", true)
	t.wishes(20, "16:00", "bolat", legal.WishYes, "O‘zim aytaman. U xonada bo‘lmasa bo‘ldi.", true)
	trial := t.trial(50, "10:00", "bolat", legal.CaseFacts{Kind: "criminal", Role: "victim", Stage: "investigation", LawyerStaff: t.staff["bolat"].id, Payer: "state",
		Number: "ОЙД-26/0417", Note: "Айыптауды полиция жүргізіп жатыр.", Measures: map[string]string{"identity-kept": "granted", "no-contact": "asked", "closed-hearing": "asked"}})
	t.does(32, "17:30", "bolat", func(ctx context.Context) error {
		id, err := t.law.AddHearing(ctx, t.client, *trial, legal.HearingFacts{Kind: "questioning", On: w.today().AddDays(-32), Clock: "14:00", Interpreter: t.staff["kamila"].id, Language: "uz",
			Entrance: "not-needed", Escorts: []pana.StaffID{t.staff["madina"].id}, Payer: "state", Room: "тергеуші кабинеті"}, casework.Someone{})
		if err != nil {
			return err
		}
		_, err = t.law.CloseHearing(ctx, t.client, id, legal.Outcome{Result: "held", Present: "yes", Beside: "yes", Minutes: 150, Words: "Үш рет үзіліс жасадық, су ішті. Әйел тергеуші сұрады."}, 1)
		return err
	})
	t.comesTo(15, "10:00", "bolat", trial, "court")
	t.does(8, "11:20", "bolat", func(ctx context.Context) error {
		_, err := t.law.AddHearing(ctx, t.client, *trial, legal.HearingFacts{Kind: "hearing", On: w.weekday(3), Clock: "10:00", Office: t.partners["court"], Interpreter: t.staff["kamila"].id, Language: "uz",
			Entrance: "granted", Video: "asked", Prepared: w.today().AddDays(-9), Escorts: []pana.StaffID{t.staff["madina"].id, t.staff["bolat"].id}, Payer: "state", Room: "12-зал",
			Note: "Бүйірдегі есіктен кіреді. Оны күтетін бөлме бөлек."}, casework.Someone{})
		return err
	})
	t.sum(15, "10:20", "bolat", trial, "asked", 1_800_000)
	t.due(8, "11:30", "bolat", trial, legal.Deadline{Kind: "claim", Due: w.today().AddDays(9), Note: "Медициналық қағаздармен бірге."})
}

func (w *world) papersBefore1991() {
	t := w.told("before-1991")
	t.does(130, "15:00", "bolat", func(ctx context.Context) error {
		f, err := t.files.Open(ctx, t.code)
		if err != nil {
			return err
		}
		n := legal.NewPaper{Kind: "passport", State: "expired", Issued: fuzzy("1985-06-01", pana.Decade), Place: "house", Source: pana.Documented,
			Number: "ВЫМ-СССР-1", Note: "КСРО төлқұжатының бір парағы. Қай республика екені көрінбейді."}
		for _, d := range f.Papers {
			if d.Kind == "passport" {
				n.Document = d.ID
			}
		}
		_, err = t.law.AddPaper(ctx, t.client, n)
		return err
	})
	paper := t.paper(128, "10:00", "bolat", legal.NewPaper{Kind: "stateless-certificate", State: "never-had", Country: "KZ", Needed: true, Source: pana.StaffSaw,
		Note: "Азаматтығы анықталмаса, осы жолмен."})
	way := t.restores(126, "10:00", "bolat", paper, "nationality-determination")
	t.step(124, "15:00", "dina", way, "old-papers", func(s *legal.StepFacts) {
		s.Done, s.Note = w.today().AddDays(-124), "Парақ, ән сөздері, өзен атауы. Ауыл аты есінде жоқ."
	})
	t.step(112, "11:00", "bolat", way, "first-consulate", func(s *legal.StepFacts) {
		s.Asked, s.Where = w.today().AddDays(-112), "консульство первой страны, письмом"
	})
	t.step(64, "11:00", "bolat", way, "first-consulate", func(s *legal.StepFacts) {
		s.Done, s.Note = w.today().AddDays(-64), "Жауап: тізімде табылмады."
	})
	t.step(41, "11:00", "bolat", way, "second-consulate", func(s *legal.StepFacts) {
		s.Asked, s.Where = w.today().AddDays(-41), "консульство второй страны, письмом"
	})
	t.step(4, "12:00", "dina", way, "application", func(s *legal.StepFacts) {
		s.Planned, s.Clock, s.Escort, s.Note = w.weekday(6), "09:30", t.staff["dina"].id, "Ехать вдвоём, взять хлеб и воду, очередь длинная."
	})
	t.wishes(114, "11:30", "dina", legal.WishNo, "Не надо суда. Мне бы документ и покой.", false)
}

func (w *world) complaintOfNoStatus() {
	t := w.told("no-status")
	t.paper(101, "11:00", "madina", legal.NewPaper{Kind: "passport", State: "withheld", Country: "TJ", Needed: true, Place: "exploiter", Source: pana.ClientSaid, Interpreted: true})
	t.agrees(80, "12:20", "madina", casework.NewConsent{Purpose: pana.EmbassyUse, Language: "tg", Interpreted: true, Refused: true, Note: "Не сейчас: боится, что узнают дома. Помощь идёт дальше."}, 0)
	t.wishes(60, "12:00", "bolat", legal.WishYes, "Пусть напишут правду, больше мне ничего.", true)
	complaint := t.trial(30, "12:10", "bolat", legal.CaseFacts{Kind: "complaint", Role: "applicant", Stage: "appeal", LawyerStaff: t.staff["bolat"].id, Payer: "foundation",
		Note: "Полицияның мәртебе бермеу туралы шешіміне шағым."})
	t.due(30, "12:20", "bolat", complaint, legal.Deadline{Kind: "answer", Due: w.today().AddDays(4), Note: "Прокуратураның жауабы."})
}

func (w *world) cardOfBuilder() {
	t := w.told("builder")
	paper := t.paper(131, "12:00", "erlan", legal.NewPaper{Kind: "id-card", State: "withheld", Country: "KZ", Needed: true, Place: "exploiter", Source: pana.ClientSaid})
	way := t.restores(125, "12:00", "erlan", paper, "kz-identity-card")
	t.step(124, "12:00", "erlan", way, "police-note", func(s *legal.StepFacts) { s.Skipped = true })
	t.step(118, "12:00", "erlan", way, "birth-certificate", func(s *legal.StepFacts) { s.Done = w.today().AddDays(-118) })
	t.step(100, "12:00", "erlan", way, "registration", func(s *legal.StepFacts) {
		s.Done, s.Office, s.Note = w.today().AddDays(-100), t.partners["city"], "Ағасының мекенжайы, өзі келісті."
	})
	t.step(58, "12:00", "erlan", way, "application", func(s *legal.StepFacts) {
		s.Asked, s.Office, s.Escort, s.Minutes, s.Cost, s.Payer = w.today().AddDays(-58), t.partners["city"], t.staff["erlan"].id, 95, 1846, "own"
	})
	t.step(30, "09:30", "erlan", way, "application", func(s *legal.StepFacts) { s.Done = w.today().AddDays(-30) })
	t.step(30, "09:40", "erlan", way, "collect", func(s *legal.StepFacts) { s.Done, s.Office = w.today().AddDays(-30), t.partners["city"] })
	t.does(30, "10:30", "erlan", func(ctx context.Context) error {
		return t.law.EndRestoration(ctx, t.client, *way, legal.Ending{Outcome: legal.Obtained, Number: "ОЙД-00133", Expires: w.today().AddDays(3620), Place: "with-client"}, 1)
	})
	t.wishes(110, "15:00", "erlan", legal.WishYes, "Еңбегімнің ақысын алайын.", false)
	claim := t.trial(108, "15:00", "erlan", legal.CaseFacts{Kind: "civil", Role: "claimant", Stage: "court", LawyerStaff: t.staff["bolat"].id, Payer: "donation", Note: "Жеті айдың жалақысы."})
	t.sum(106, "15:00", "erlan", claim, "asked", 1_400_000)
	t.comesTo(45, "15:00", "erlan", claim, "decided")
	t.sum(45, "15:10", "erlan", claim, "awarded", 1_120_000)
	t.sum(16, "15:00", "erlan", claim, "paid", 400_000)
	t.due(16, "15:10", "erlan", claim, legal.Deadline{Kind: "execution", Due: w.today().AddDays(20), Note: "Қалғанын сот орындаушысы өндіреді."})
}

func (w *world) passportOfMother() {
	t := w.told("mother")
	t.paper(70, "12:00", "dina", legal.NewPaper{Kind: "passport", State: "has", Country: "UZ", Issued: fuzzy("2017-05-01", pana.Year), Expires: w.today().AddDays(22), Place: "with-client",
		Source: pana.Documented, Note: "Келесі айда мерзімі бітеді, ерте сұрау керек."})
}
