package demo

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/followup"
	"example.org/pana/intake"
)

// afterLeaving is how those who have left are: one at the limit of her calls, one
// whose neighbour comes first by now, one who asked not to be called, and one who
// stood at the door again. The builder's leaving waits for the director.
func (w *world) afterLeaving() {
	w.leavingOfBuilder()
	w.handedOver()
	w.notToBeCalled()
	w.cameAgain()
}

// stays in touch: what was agreed about calls.
func (t *tale) staysInTouch(days int, hour, who string, n followup.NewAgreement) {
	t.does(days, hour, who, func(ctx context.Context) error {
		_, err := t.after.Agree(ctx, t.client, n)
		return err
	})
}

// prepares to leave, with the points that were gone through.
func (t *tale) prepares(days int, hour, who string, p followup.Plan) {
	t.does(days, hour, who, func(ctx context.Context) error {
		v, err := t.after.PrepareExit(ctx, t.client, p)
		if err != nil || !followup.NeedsDecision(p.Kind) {
			return err
		}
		return t.after.ProposeExit(ctx, t.client, v)
	})
}

// leaves: the director agrees, or nobody has to.
func (t *tale) leaves(days int, hour, who string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		p, err := t.after.Leaving(ctx, t.code)
		if err != nil {
			return err
		}
		if !followup.NeedsDecision(p.Exit.Kind) {
			return t.after.LeaveExit(ctx, t.client, p.Exit.Version)
		}
		return t.after.DecideExit(ctx, t.client, followup.Decision{Yes: true, Version: p.Exit.Version})
	})
}

// speaks: a call, in or out, of so many minutes.
func (t *tale) speaks(days int, hour, who, direction string, e followup.Ending) {
	t.does(days, hour, who, func(ctx context.Context) error {
		n := followup.NewCall{Client: t.client, Direction: direction, Anyway: true}
		if direction == followup.In {
			n.By = followup.SafeWord
		}
		id, err := t.after.Start(ctx, n)
		if err != nil {
			return err
		}
		return t.after.End(ctx, id, e)
	})
}

// wantsMore asks for more than was agreed.
func (t *tale) wantsMore(days int, hour, who string, n followup.NewExtension) {
	t.does(days, hour, who, func(ctx context.Context) error {
		n.Client = t.client
		_, err := t.after.AskMore(ctx, n)
		return err
	})
}

// gone is someone of whom the demo tells only what came after.
func (w *world) gone(name, who string, came int, n casework.Names, c casework.Coded) *tale {
	t := w.tale(name, maple)
	t.asks(came, "10:00", who, intake.NewRequest{Sources: []intake.From{{Source: "ngo"}}, Sex: c.Sex, AgeBand: c.AgeBand, Language: c.Language, Words: intake.Words{Name: n.ToUse}})
	t.answers(came, "11:00", who, intake.Answer{Status: intake.Accepted}, "")
	t.team(came, "11:30", who, "gulnara")
	t.isKnown(came, "12:00", who, c, n)
	t.agrees(came, "12:20", who, casework.NewConsent{Purpose: pana.ServiceFile, Language: c.Language}, 0)
	return t
}

// leavingOfBuilder waits for the director.
func (w *world) leavingOfBuilder() {
	t := w.told("builder")
	t.staysInTouch(4, "15:00", "erlan", followup.NewAgreement{Channel: "phone", Message: "yes", Parts: []string{"evening"}, Minutes: 15, Calls: 4, Months: 12,
		Words: followup.CallWords{Number: "+7 000 000 00 11", Safe: "Дәнекер", Danger: "Сырғақ", Greeting: "Құрылыс бригадасынан хабарласып тұрмыз."}})
	t.prepares(2, "16:00", "erlan", followup.Plan{Kind: "own-housing", Country: "KZ", Region: "KZ-71", On: w.today().AddDays(6), Place: "жатақхана, сол жағалау",
		Points: map[string]string{"safe-place": "yes", "threat": "yes", "papers": "yes", "income": "not-yet", "medical": "not-applicable", "hotline": "yes", "lawyer": "not-applicable", "agreement": "yes", "ready": "yes"},
		Told:   map[string]string{"income": "Алғашқы жалақымды айдың жиырмасында аламын.", "ready": "Дайынмын. Бірақ қоңырау шалыңдар."}})
}

// leavingOfMarina is told by followedUp: housing of her own a month ago, and by
// now all calls of the month are used.
func (t *tale) leavingOfMarina() {
	t.staysInTouch(40, "12:40", "madina", followup.NewAgreement{Channel: "phone", Message: "no", Parts: []string{"evening"}, Minutes: 12, Calls: 2, Months: 12,
		Words: followup.CallWords{Number: "+7 000 000 00 08", Safe: "Каштан", Danger: "Сквозняк", Greeting: "Это из ателье, по поводу заказа."}})
	t.prepares(32, "11:00", "madina", followup.Plan{Kind: "own-housing", Country: "KZ", Region: "KZ-55", Place: "комната у вокзала",
		Points: map[string]string{"safe-place": "yes", "threat": "yes", "papers": "yes", "income": "yes", "medical": "yes", "local-contact": "yes", "hotline": "yes", "lawyer": "not-applicable", "agreement": "yes", "ready": "yes"},
		Told:   map[string]string{"safe-place": "Ключ один, и он у меня.", "ready": "Боюсь и хочу."}})
	t.leaves(31, "11:00", "saule")
	t.speaks(24, "19:28", "madina", followup.Out, followup.Ending{Result: followup.Reached, Minutes: 12, Wellbeing: followup.Wellbeing{Safe: "yes", Housed: "yes", Occupied: "yes", Health: "yes", Contact: "no", Again: "no"},
		Help: "Сын спит, чайник кипит. Всё хорошо. Просит узнать про садик."})
	t.speaks(4, "19:40", "madina", followup.Out, followup.Ending{Result: followup.Unreached, Minutes: 1})
	t.speaks(3, "20:05", "madina", followup.Out, followup.Ending{Result: followup.Reached, Minutes: 14, Wellbeing: followup.Wellbeing{Safe: "yes", Housed: "yes", Occupied: "no", Health: "unknown", Contact: "no", Again: "not-asked"},
		Help: "Кафе закрылось, ищет кухню. Спросить у партнёров."})
	t.speaks(2, "23:10", "timur", followup.In, followup.Ending{Result: followup.Reached, Minutes: 16, Wellbeing: followup.Wellbeing{Safe: "yes"}, Help: "Не спится, хотела услышать голос."})
	t.speaks(1, "22:45", "timur", followup.In, followup.Ending{Result: followup.Reached, Minutes: 11, Help: "Просит, чтобы перезвонила Мадина."})
	t.wantsMore(1, "22:58", "timur", followup.NewExtension{What: followup.MoreCalls, More: 4, Reason: "Звонки месяца вышли, а сейчас ей труднее всего: осталась без работы."})
}

// handedOver lives in another city, and her neighbour's number comes first.
func (w *world) handedOver() {
	t := w.gone("handed-over", "dina", 320, casework.Names{ToUse: "Жанар", Full: "Жанар Әбдіғали", Aliases: []string{"Жанна"}},
		casework.Coded{Sex: "female", AgeBand: "24-26", Language: "kk", Citizenship: "KZ", OriginCountry: "KZ", OriginRegion: "KZ-43"})
	t.can(250, "18:00", "dina", "Тігін машинасын өзі жөндейді.", "Ине менің қолымда тыныш.")
	t.agrees(205, "12:00", "dina", casework.NewConsent{Purpose: pana.FollowUpUse, Language: "kk", Method: casework.Signed}, 0)
	t.staysInTouch(204, "12:00", "dina", followup.NewAgreement{Channel: "messenger", Message: "yes", Weekdays: []string{"6", "7"}, Parts: []string{"day", "evening"}, Minutes: 20, Calls: 4, Months: 24,
		Contact: casework.Someone{New: casework.NewPerson{Role: "local-contact", Knows: "no", Source: pana.StaffSaw, Name: "Гүлсім Ораз", Contact: "+7 000 000 00 12"}},
		Reached: w.today().AddDays(-204), HandOver: w.today().AddDays(-12),
		Words: followup.CallWords{Number: "+7 000 000 00 13", Safe: "Өрмек", Danger: "Тұман", Greeting: "Тігін курсынан хабарласып тұрмыз."}})
	t.prepares(201, "10:00", "dina", followup.Plan{Kind: "relocation", Country: "KZ", Region: "KZ-79",
		Points: map[string]string{"safe-place": "yes", "papers": "yes", "income": "yes", "local-contact": "yes", "hotline": "yes", "agreement": "yes", "ready": "yes"}})
	t.leaves(200, "10:00", "saule")
	for days, e := range map[int]followup.Ending{
		193: {Result: followup.Reached, Minutes: 18, Wellbeing: followup.Wellbeing{Safe: "yes", Housed: "yes", Occupied: "yes", Health: "yes", Contact: "no", Again: "no"}},
		169: {Result: followup.Reached, Minutes: 15, Wellbeing: followup.Wellbeing{Safe: "yes", Housed: "yes", Occupied: "yes", Health: "unknown", Contact: "unknown"}},
		110: {Result: followup.ByContact, Minutes: 6, Wellbeing: followup.Wellbeing{Safe: "yes", Housed: "yes"}, Help: "Жұмыста екен, көршісі жақсы деді."},
	} {
		t.speaks(days, "15:30", "dina", followup.Out, e)
	}
	t.speaks(13, "15:10", "dina", followup.Out, followup.Ending{Result: followup.Unreached, Minutes: 1})
}

// notToBeCalled has a life of her own, and says so.
func (w *world) notToBeCalled() {
	t := w.gone("not-to-be-called", "madina", 150, casework.Names{ToUse: "Алина", Full: "Алина Белоус"},
		casework.Coded{Sex: "female", AgeBand: "27-29", Language: "uk", Citizenship: "UA", OriginCountry: "UA"})
	t.staysInTouch(98, "12:00", "madina", followup.NewAgreement{Channel: "phone", Minutes: 10, Calls: 2, Months: 12, Consent: "yes", Language: "uk",
		Words: followup.CallWords{Number: "+7 000 000 00 14", Safe: "Мальва", Danger: "Ожеледь"}})
	t.prepares(96, "09:00", "madina", followup.Plan{Kind: followup.OwnDecision, Told: map[string]string{"ready": "Далі я сама."}})
	t.leaves(96, "09:30", "madina")
	t.speaks(89, "18:00", "madina", followup.Out, followup.Ending{Result: followup.AskNot, Minutes: 3, Help: "Працює, живе з подругою. Просила більше не дзвонити."})
}

// cameAgain left half a year ago, and stood at the door last night.
func (w *world) cameAgain() {
	t := w.gone("came-again", "dina", 400, casework.Names{ToUse: "Зухра", Full: "Zuhra Tosheva", Aliases: []string{"Zuhra"}},
		casework.Coded{Sex: "female", AgeBand: "30-38", Language: "uz", Citizenship: "UZ", OriginCountry: "UZ", OriginRegion: "UZ-AN"})
	t.notes(390, "16:00", "dina", casework.NewNote{Kind: "talk", Source: pana.ClientSaid, Interpreted: true, Text: "Өзіне ұнайтын ісін айтты: көкөніс өсіру.", Told: "Yer bilan gaplashaman."})
	t.staysInTouch(231, "12:00", "dina", followup.NewAgreement{Channel: "phone", Message: "no", Minutes: 15, Calls: 3, Months: 12, Consent: "yes", Language: "uz",
		Words: followup.CallWords{Number: "+998 00 000 00 15", Safe: "Moychechak", Danger: "Shamol", Greeting: "Tikuvchilik kursidan qoʻngʻiroq qilyapmiz."}})
	t.prepares(230, "09:00", "dina", followup.Plan{Kind: followup.OwnDecision, Country: "KZ"})
	t.leaves(230, "10:00", "dina")
	t.speaks(223, "17:00", "dina", followup.Out, followup.Ending{Result: followup.Reached, Minutes: 9, Wellbeing: followup.Wellbeing{Safe: "yes", Housed: "yes", Occupied: "unknown", Again: "not-said"}})
	t.speaks(120, "17:00", "dina", followup.Out, followup.Ending{Result: followup.Unreached, Minutes: 1})
	night := 0
	if w.now.In(w.zone).Hour() < 4 {
		night = 1
	}
	t.does(night, "03:20", "timur", func(ctx context.Context) error {
		_, err := t.after.ComeBack(ctx, t.client, 0)
		return err
	})
}
