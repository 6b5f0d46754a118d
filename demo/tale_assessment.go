package demo

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/assessment"
)

// told finds the tale of a case that has been told already.
func (w *world) told(name string) *tale {
	for _, t := range w.tales {
		if t.name == name {
			return t
		}
	}
	return nil // a misspelt name stops the demo at once
}

// sits: some areas of the assessment are written down in one sitting.
func (t *tale) sits(days int, hour, who string, areas ...assessment.Sitting) {
	t.does(days, hour, who, func(ctx context.Context) error {
		sheet, err := t.needs.See(ctx, t.code, 0)
		if err != nil {
			return err
		}
		for _, a := range areas {
			kept, _ := sheet.Round.Area(a.Area)
			a.Number = kept.Number
			if a.Source == "" {
				a.Source = pana.ClientSaid
			}
			if err := t.needs.Sit(ctx, t.client, a); err != nil {
				return err
			}
		}
		return nil
	})
}

// isAssessed: the assessment is done, and the psychologist takes over some days
// later; never, when taken is below zero.
func (t *tale) isAssessed(days int, hour, who string, taken int) {
	t.does(days, hour, who, func(ctx context.Context) error { return t.needs.Finish(ctx, t.client) })
	if taken >= 0 {
		t.does(taken, "16:30", "gulnara", func(ctx context.Context) error { return t.needs.Take(ctx, t.client) })
	}
}

// looksAt: the risks are looked at together.
func (t *tale) looksAt(days int, hour, who, told, text string, answers ...assessment.Answer) {
	t.does(days, hour, who, func(ctx context.Context) error {
		risks, err := t.needs.SeeRisks(ctx, t.code)
		if err != nil {
			return err
		}
		return t.needs.Review(ctx, t.client, assessment.NewReview{Number: risks.Review.Number, Told: told, Text: text, Answers: answers})
	})
}

// reports: someone on duty noticed a contact or a change.
func (t *tale) reports(days int, hour, who, kind, text string) {
	t.does(days, hour, who, func(ctx context.Context) error {
		return t.needs.Report(ctx, t.client, assessment.Report{Kind: kind, Text: text})
	})
}

// isBound: the psychologist writes of what ties her, and what holds for calls and
// visits from then on.
func (t *tale) isBound(days int, hour string, b assessment.Bond, rules ...string) {
	t.does(days, hour, "gulnara", func(ctx context.Context) error {
		kept, err := t.needs.SeeBonds(ctx, t.code)
		if err != nil {
			return err
		}
		b.Number = kept.Bond.Number
		if err := t.needs.RecordBond(ctx, t.client, b); err != nil {
			return err
		}
		return t.needs.SetRules(ctx, t.client, assessment.Rules{Number: kept.Rules.Number, Rules: rules, Explained: true})
	})
}

// plansFor: a safety or crisis plan is agreed.
func (t *tale) plansFor(days int, hour, who string, k assessment.PlanKind, n assessment.NewPlan) {
	t.does(days, hour, who, func(ctx context.Context) error { return t.needs.Agree(ctx, t.client, k, n) })
}

// remembers: something of what was before is told.
func (t *tale) remembers(days int, hour, who string, tell func(ctx context.Context) error) {
	t.does(days, hour, who, tell)
}

// harmed is something that was done before.
func (t *tale) harmed(days int, hour, who, kind string, from pana.Fuzzy, told string) {
	t.remembers(days, hour, who, func(ctx context.Context) error {
		h := assessment.Harm{Kind: kind, When: pana.Period{From: from}}
		h.Told, h.Source = told, pana.ClientSaid
		return t.needs.RecordHarm(ctx, t.client, h)
	})
}

// athome is a risk at home that was someone else's.
func (t *tale) athome(days int, hour, who, kind, whose, text string) {
	t.remembers(days, hour, who, func(ctx context.Context) error {
		h := assessment.Household{Kind: kind, Whose: whose}
		h.Text, h.Source = text, pana.ClientSaid
		return t.needs.RecordHousehold(ctx, t.client, h)
	})
}

// wasNear is somebody who could have known.
func (t *tale) wasNear(days int, hour, who, kind string, when pana.Fuzzy, text string) {
	t.remembers(days, hour, who, func(ctx context.Context) error {
		c := assessment.Chance{Kind: kind, When: when}
		c.Text, c.Source = text, pana.ClientSaid
		return t.needs.RecordChance(ctx, t.client, c)
	})
}

// area is one area as a worker writes it.
func area(code string, level int, urgency, text, told string) assessment.Sitting {
	return assessment.Sitting{Area: code, Level: level, Urgency: urgency, Text: text, Told: told}
}

// risk is one question of a review.
func risk(question string, likelihood, harm int, text string) assessment.Answer {
	return assessment.Answer{Question: question, Likelihood: likelihood, Harm: harm, Source: pana.ClientSaid, Text: text}
}

// dayOf is a day of a year, "-09-15".
func dayOf(year int, day string) pana.Date { return pana.Date(strconv.Itoa(year) + day) }

// assessments are what was asked, and how each stays safe.
func (w *world) assessments() {
	w.assessDrawing()
	w.assessBefore1991()
	w.assessMother()
	w.assessNoStatus()
	w.assessExpecting()
	w.assessBuilder()
	w.assessBrickworks()
	w.assessMarried()
	w.assessBegging()
}

func (w *world) assessDrawing() {
	t := w.told("drawing")
	t.sits(236, "11:30", "dina",
		area("health", 2, "now", "Тістері ауырады, ескі күйік ізі бар. Дәрігер әйел болсын.", "Зуб болит, жевать не могу."),
		area("safety", 1, "now", "Анасы мен қожайын іздеуі мүмкін. Есікті іштен жапқанда тыныш.", "Он знает все дворы в районе."),
		area("papers", 1, "soon", "Жеке куәлігі ешқашан болмаған.", ""))
	t.sits(235, "15:00", "dina",
		area("learning-work", 1, "soon", "Үш сынып қана оқыған, оқу қиын. Сурет салғанда бір сағат бас көтермейді.", "Писать стыдно, а рисовать нет."),
		area("orientation", 2, "later", "Қашан тамақ ішуге болатынын сұрайды. Автобусты білмейді.", "А можно взять хлеб?"),
		area("living-together", 2, "later", "Ер адам кірсе, орнынан тұрып кетеді. Әйелдермен тыныш.", ""),
		area("self-care", 3, "later", "", ""))
	t.sits(230, "12:00", "dina",
		area("emotional", 2, "soon", "Түнде жарықсыз ұйықтай алмайды.", "Когда темно, я слышу машину."),
		area("family", 1, "soon", "Інісіне хат жазғысы келеді. Анасына айтылмайды.", "Ерасыл маленький, он не виноват."),
		area("household", 2, "later", "Ақша санамаған.", ""),
		area("housing", 1, "later", "", ""), area("court", 2, "later", "Іс қозғалған. Қатысқысы келетінін әлі шешкен жоқ.", ""))
	t.isAssessed(229, "10:10", "dina", 228)
	t.looksAt(233, "10:00", "dina", "Если он узнает, где я, приедет ночью.", "Серуен тек қызметкермен. Қақпа коды ауысты.",
		risk("sought", 4, 5, "Көршіден сұрастырған."), risk("place-known", 2, 5, ""), risk("threats", 4, 4, "Анасына «тауып аламын» деген."), risk("way-back", 3, 3, "Анасына жаны ашиды."), risk("self", 2, 4, ""))
	t.reports(90, "19:40", "timur", "through-others", "У ворот женщина спросила, не живёт ли тут «Жика, дочь Райсы». Ответил, что не понимаю, о ком речь.")
	t.looksAt(89, "11:00", "dina", "Это мама. Она не злая, она пьёт.", "Бір ай бойы дүкенге екі қызметкермен. Полицияға хабарланды.",
		risk("sought", 5, 4, "Анасы іздеп келді."), risk("place-known", 3, 5, "Ауданды біледі, үйді білмейді."), risk("way-back", 3, 4, ""))
	t.looksAt(20, "11:00", "dina", "Теперь я хожу в магазин, и ничего.", "Ережелер жеңілдетілді.", risk("sought", 2, 4, ""), risk("place-known", 2, 4, ""), risk("way-back", 2, 3, ""))
	t.plansFor(225, "14:00", "dina", assessment.SafetyPlan, assessment.NewPlan{Language: "ru", Agreed: "yes", Calls: []string{"on-call", "social-worker", "emergency"},
		Words: map[string]string{"signals": "Белый микроавтобус. Если кто-то зовёт меня Жикой.", "steps": "Захожу в магазин, где люди.\nЗвоню Дине.\nЖду у кассы, никуда не иду.", "places": "Слово «карандаш» — значит, забирайте меня."}})
	t.plansFor(224, "15:30", "gulnara", assessment.CrisisPlan, assessment.NewPlan{Language: "ru", Agreed: "yes", Calls: []string{"on-call", "psychologist"},
		Words: map[string]string{"signs": "Перестаёт рисовать, садится на пол у двери.", "helps": "Свет в коридоре. Говорить через дверь, тихо. Карандаши и бумага под дверь.", "avoid": "Мужчине не входить. Не трогать за плечи. Не выключать свет."}})
	born := w.today().Year() - 20
	t.harmed(190, "12:00", "gulnara", "neglect", fuzzy(dayOf(born+4, "-06-01"), pana.About), "Ели у соседки. Мама спала.")
	t.harmed(190, "12:20", "gulnara", "physical", fuzzy(dayOf(born+7, "-06-01"), pana.Before), "")
	t.harmed(176, "12:00", "gulnara", "earlier-exploitation", fuzzy(dayOf(born+12, "-09-15"), pana.Season), "В двенадцать я уже мыла полы за мамины долги.")
	t.athome(188, "12:00", "dina", "alcohol", "mother", "Таңертеңнен ішетін.")
	t.athome(188, "12:10", "dina", "absence", "father", "Жұмысқа кетіп, хабарсыз кеткен.")
	t.wasNear(188, "12:30", "dina", "teacher", fuzzy(dayOf(born+9, "-01-01"), pana.Year), "Үшінші сыныптан кейін неге келмегенін ешкім сұрамаған.")
	t.wasNear(188, "12:40", "dina", "neighbour", fuzzy(dayOf(born+5, "-01-01"), pana.After), "Тамақ берген, бірақ ешкімге айтпаған. Кейін бөлімшеге алып келген де сол.")
	t.remembers(187, "12:00", "dina", func(ctx context.Context) error {
		return t.needs.Mark(ctx, t.client, assessment.Marks{Domestic: "yes", Parents: "unknown", Source: pana.ClientSaid})
	})
}

func (w *world) assessBefore1991() {
	t := w.told("before-1991")
	t.sits(165, "11:30", "dina",
		area("health", 2, "now", "Қан қысымы жоғары, қолында ескі күйік. Раушан қарап жүр.", "Сердце стучит в ушах."),
		area("orientation", 1, "soon", "Теңгені танымайды, өз бетімен шықпайды, есік алдында рұқсат күтеді.", "А можно мне самой чай налить?"),
		area("papers", 1, "now", "КСРО паспортының бір беті ғана бар.", ""))
	t.sits(160, "14:00", "dina",
		area("safety", 2, "soon", "", "Хозяйка добрая была. Она меня искать будет, ей без меня тяжело."),
		area("household", 4, "none", "Бүкіл үйге нан пісіреді.", "Хліб мене не забув."),
		area("family", 2, "later", "Інісі бар, тірі ме, білмейді.", "Петрик. Маленький був."))
	t.sits(152, "11:00", "dina", area("self-care", 4, "none", "", ""), area("emotional", 2, "soon", "Төсекке жатпайды, еденде отырып ұйықтайды.", ""),
		area("living-together", 3, "none", "", ""), area("learning-work", 3, "later", "Оқи алады, жазуды ұмытқан.", ""), area("housing", 1, "later", "", "Мне бы дожить в тепле."))
	t.isAssessed(150, "11:00", "dina", 149)
	t.isBound(149, "17:00", assessment.Bond{Level: "strong", Instances: []string{"defends", "misses", "guilt"}, Told: "Она же меня кормила.",
		Text: "О хозяйке говорит «мы». Ждёт, что за ней приедут. Не спорить, не торопить; вины не внушать."}, "check-number", "known-visitors", "deny-presence")
	t.looksAt(158, "12:00", "dina", "Никто меня не обижал, только работы много было.", "Телефонға дейін бірге барамыз.", risk("sought", 3, 3, ""), risk("place-known", 1, 4, ""), risk("way-back", 4, 3, "Иесінің қызын аяйды."))
	t.reports(61, "21:15", "timur", "call", "Звонила женщина: «Аня у вас? Скажите, дома без неё плохо». Сказал, что такой нет, номер записал у дежурной.")
	t.looksAt(60, "12:00", "dina", "Пусть не звонит. Я уже тут привыкла.", "Психологпен бірге келісілді.", risk("sought", 4, 3, ""), risk("place-known", 3, 3, ""), risk("way-back", 2, 3, ""))
	t.isBound(58, "17:00", assessment.Bond{Level: "loosening", Instances: []string{"guilt"}, Told: "Жалко её. А назад не хочу.", Text: "Звонок перенесла спокойно, сама сказала «не хочу»."}, "check-number", "deny-presence")
	t.plansFor(140, "16:00", "gulnara", assessment.CrisisPlan, assessment.NewPlan{Language: "ru", Agreed: "yes", Calls: []string{"on-call"},
		Words: map[string]string{"signs": "Сидит на полу у батареи, перестаёт петь.", "helps": "Чай и одеяло на пол. Сказать, какой сегодня день. Открыть дверь.", "avoid": "Не поднимать на кровать. Не говорить «иди работать»."}})
	t.harmed(120, "15:00", "gulnara", "institution", fuzzy("1975-06-01", pana.Decade), "В детдоме было холодно, но петь научили.")
}

func (w *world) assessMother() {
	t := w.told("mother")
	t.sits(72, "11:30", "dina",
		area("safety", 1, "now", "Балалардың әкесі іздеп жүр.", "U bolalarni olib ketaman dedi."),
		area("family", 2, "now", "Екі бала да қасында. Кішісі жөтеледі.", "Bolalarim tinch uxlasin."), area("papers", 2, "soon", "Паспорты қожайында қалған.", ""))
	t.sits(60, "11:30", "dina", area("health", 3, "soon", "", ""), area("learning-work", 3, "later", "Ас пәзі болған.", "Men palovni yaxshi pishiraman."),
		area("household", 4, "none", "", ""), area("emotional", 2, "soon", "", "Eshik taqillasa, yuragim to‘xtaydi."))
	t.isAssessed(48, "11:00", "dina", 47)
	t.looksAt(70, "12:00", "dina", "U har joydan topadi.", "Мектеп директоры ескертілді. Балалар тек қызметкермен шығады.", risk("sought", 5, 4, "Ағасынан сұраған."), risk("hold", 3, 4, "Паспорты сонда."), risk("others", 3, 5, "Балаларды алып кетемін деген."))
	t.does(69, "12:30", "dina", func(ctx context.Context) error {
		return t.needs.SetRules(ctx, t.client, assessment.Rules{Rules: []string{"known-callers", "deny-presence", "out-with-staff"}, Explained: true})
	})
	t.plansFor(66, "11:00", "dina", assessment.SafetyPlan, assessment.NewPlan{Language: "uz", Agreed: "yes", Interpreted: true, Calls: []string{"on-call", "police"},
		Words: map[string]string{"signals": "Akasining mashinasi. Begona ayol bolalarning ismini aytsa.", "steps": "Bolalarning qo‘lini ushlayman.\nMaktabga qaytaman.\nDinaga qo‘ng‘iroq qilaman.", "places": "Maktab, do‘kon."}})
	t.athome(55, "12:00", "dina", "violence", "partner", "Балалардың көзінше ұрған.")
	t.remembers(54, "12:00", "dina", func(ctx context.Context) error {
		return t.needs.Mark(ctx, t.client, assessment.Marks{Domestic: "yes", Parents: "yes", Children: "yes", Source: pana.ClientSaid, Interpreted: true})
	})
	t.wasNear(54, "12:20", "dina", "clinic", fuzzy(w.today().AddDays(-400), pana.Season), "Қолы сынғанда «құладым» дегенге сенген.")
}

func (w *world) assessNoStatus() {
	t := w.told("no-status")
	t.sits(98, "11:00", "madina", area("papers", 1, "now", "Паспорт у родственника, не отдаёт.", ""), area("health", 3, "soon", "Колени, давление.", ""), area("court", 2, "soon", "Жалобу на отказ пишем с Болатом.", "Я шесть лет работала. Пусть скажут, что это не зря."))
	t.sits(90, "11:00", "madina", area("household", 5, "none", "", ""), area("learning-work", 4, "later", "Вышивает на продажу.", "Первые мои деньги."), area("housing", 1, "later", "", ""), area("family", 2, "later", "", "Дочь думает, что я умерла."))
	t.isAssessed(80, "11:00", "madina", 79)
	t.looksAt(85, "12:00", "madina", "Он не приедет, ему дорого.", "", risk("sought", 2, 3, ""), risk("hold", 5, 2, "Паспорт."))
}

func (w *world) assessExpecting() {
	t := w.told("expecting")
	t.sits(60, "11:00", "madina", area("health", 2, "now", "Учёт у женской консультации, врач — женщина.", "Bola tinch bo‘lsin."), area("safety", 2, "now", "Квартирная хозяйка держит паспорт, звонит через «подругу».", ""))
	t.sits(52, "11:00", "madina", area("emotional", 2, "soon", "", ""), area("family", 2, "soon", "", "Onam bilmasin, hozircha."), area("papers", 2, "soon", "", ""), area("court", 2, "soon", "", ""), area("living-together", 4, "none", "Со всеми ладит, вяжет носки всему дому.", ""))
	t.isAssessed(37, "11:00", "madina", 36)
	t.looksAt(50, "12:00", "madina", "Larisa hammasini biladi.", "Номер сменили, телефон выключен по её желанию.", risk("sought", 4, 4, ""), risk("place-known", 2, 5, ""), risk("hold", 4, 3, "Паспорт и долг."), risk("others", 2, 4, ""))
	t.does(49, "12:30", "madina", func(ctx context.Context) error {
		return t.needs.SetRules(ctx, t.client, assessment.Rules{Rules: []string{"own-phone-off", "check-number", "no-visitors"}, Explained: true})
	})
	t.reports(6, "20:30", "timur", "message", "Пришла бумага в ящик без марки: «скажи сколько должна». Не показал ей, отдал директору.")
}

func (w *world) assessBuilder() {
	t := w.told("builder")
	t.sits(128, "11:00", "erlan", area("papers", 1, "now", "Құжаты бригадирде.", ""), area("health", 2, "now", "Арқасы ауырады, рентген керек.", ""), area("learning-work", 4, "later", "Тас қалаушы, он жыл істеген.", "Руки помнят."))
	t.sits(126, "11:00", "erlan", area("housing", 1, "soon", "", ""), area("household", 3, "later", "", ""), area("living-together", 4, "none", "", ""))
	t.isAssessed(110, "11:00", "erlan", 109)
	t.does(20, "10:00", "erlan", func(ctx context.Context) error { return t.needs.Begin(ctx, t.client) })
	t.sits(20, "10:10", "erlan", area("papers", 5, "none", "Бәрі қолында.", ""), area("health", 4, "later", "", "Спина держит."), area("learning-work", 5, "none", "Жұмыс тапты.", ""), area("housing", 4, "later", "Жатақхана.", ""), area("household", 4, "none", "", ""))
	t.isAssessed(19, "10:00", "erlan", 18)
}

// assessBrickworks is one that is paused: he asked to stop there.
func (w *world) assessBrickworks() {
	t := w.told("brickworks")
	t.sits(7, "15:00", "erlan", area("health", 1, "now", "Шаңнан жөтеледі, ентігеді.", ""), area("safety", 3, "later", "", "Хватит на сегодня."))
}

// assessMarried was handed over before it was done, with a reason.
func (w *world) assessMarried() {
	t := w.told("forced-marriage")
	t.sits(26, "12:00", "dina", area("safety", 2, "now", "Ата-анасына мекенжай айтылмайды.", ""), area("learning-work", 4, "soon", "Химиядан үздік.", "Дәрігер боламын."))
	t.does(24, "09:20", "gulnara", func(ctx context.Context) error {
		return t.needs.Override(ctx, t.client, "Не спит третью ночь, просит поговорить сегодня; оценку закончим, когда отдохнёт.")
	})
	t.does(24, "17:00", "gulnara", func(ctx context.Context) error { return t.needs.Take(ctx, t.client) })
}

// assessBegging has only just been handed over.
func (w *world) assessBegging() {
	t := w.told("begging")
	t.sits(30, "11:00", "erlan", area("health", 2, "now", "Коляскасы ескі, дәрісі таусылып барады.", ""), area("papers", 1, "now", "", ""), area("orientation", 2, "soon", "", ""))
	t.isAssessed(2, "15:00", "erlan", -1)
}
