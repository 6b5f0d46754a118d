package demo

import (
	"example.org/pana"
	"example.org/pana/plan"
)

// What was built with each of them, at their own pace: contacts, goals in their
// words, hopes, skills.

// drawingPlan: eighteen weeks until trust, then the course, the papers, the teeth.
func (t *tale) drawingPlan() {
	t.meets(226, "20:10", "dina", "mixed", "Сурет сызып отырды, қасына отыруға рұқсат берді.", "kept-apart", "door-open")
	t.meets(205, "15:20", "gulnara", "tense", "Рассердилась на вопрос о матери и осталась сидеть.", "angry-stayed")
	t.meets(190, "19:00", "dina", "calm", "Кешкі асқа өзі шықты, тұзды сұрады.", "came", "ate-together", "asked")
	t.meets(160, "16:00", "gulnara", "light", "Подарила рисунок и сказала, что окно можно не закрашивать.", "showed", "told-small")
	t.meets(127, "18:20", "dina", "light", "Құжат туралы өзі сұрап келді.", "came", "asked-help", "told-hard")
	t.sees(112, "16:00", "gulnara", "start", "2112121")

	papers := &goal{NewLine: said("papers", "Чтобы была бумажка, где написано, что я — это я.", 1), steps: []doing{
		{NewStep: step("Подать заявление на удостоверение", t.in(-110, pana.Day), "state", "social-legal"), by: "bolat", done: 110},
		{NewStep: plan.NewStep{What: "Забрать удостоверение вдвоём", When: t.in(12, pana.Month), Payer: "state", Service: "social-legal", Out: true}, by: "dina"}}}
	t.aims(232, "11:00", "dina", papers)
	teeth := &goal{NewLine: said("health", "Чтобы зубы не болели. И чтобы врач была женщина.", 2), steps: []doing{
		{NewStep: plan.NewStep{What: "Стоматолог-әйел, алғашқы қабылдау", When: t.in(-41, pana.Day), Payer: "state", Service: "social-medical", Out: true}, by: "raushan", done: 41},
		{NewStep: plan.NewStep{What: "Екінші қабылдау, пломба", When: t.in(6, pana.Day), Payer: "state", Service: "social-medical", Out: true}, by: "raushan"}}}
	t.aims(231, "11:00", "dina", teeth)
	course := &goal{NewLine: said("learning-work", "Хочу учиться рисовать или шить, ещё не решила что.", 2), steps: []doing{
		{NewStep: step("Сходить посмотреть две мастерские", t.in(-20, pana.Day), "", "social-labour"), by: "her", done: 20},
		{NewStep: step("Өтінімді бірге толтыру", t.in(-3, pana.Day), "", "social-labour"), by: "dina", done: 3},
		{NewStep: plan.NewStep{What: "Начало курсов, место у окна", When: t.september(), Payer: "state", Service: "social-labour", Out: true}, by: "her"}}}
	t.aims(104, "12:00", "dina", course)
	brother := &goal{NewLine: said("family", "Писать брату, чтобы мама не знала куда.", 2), steps: []doing{
		{NewStep: step("Решить, через кого передавать письма", t.in(9, pana.Day), "", "social-psychological"), by: "gulnara"}}}
	t.aims(102, "12:30", "gulnara", brother)
	money := &goal{NewLine: said("household", "Не знаю, сколько что стоит. Хочу сама купить краски.", 1), steps: []doing{
		{NewStep: step("Купить краски вдвоём, считать сдачу", t.in(-33, pana.Day), "donation", "social-pedagogical"), by: "dina", done: 33}}}
	t.aims(100, "12:00", "dina", money)
	t.ends(18, "18:00", "dina", money, plan.Reached, "yes", "Бояуды өзі таңдап, өзі төледі.")
	t.leads(104, "12:20", "dina", "here")
	t.hopes(34, "17:10", "dina", "В сентябре пойду учиться. Хочу, чтобы у меня был свой альбом.", t.september(), 3, "on-the-way", "Өтінім берілді.")
	t.hopes(150, "19:00", "gulnara", "Чтобы дома пахло хлебом.", pana.Fuzzy{}, 62, "came-true", "Печёт по воскресеньям вместе с Ганной.")
	t.looksAgain(72, "15:00", "dina", -20, plan.NewReview{Present: true, ReadAloud: true, Agreed: "yes", Text: "Жоспарды дауыстап оқыдық.", Told: "Про брата помедленнее."})
	t.looksAgain(19, "15:00", "dina", 16, plan.NewReview{Present: true, ReadAloud: true, Agreed: "partly", Text: "Ақша туралы жол бітті. Інісі туралы асықпаймыз."})

	t.practises(238, "dina", "wash-hair", plan.WithHelp, "Жылы су, өз сабыны, есік ішінен жабық.")
	t.practises(214, "dina", "wash-hair", plan.WithReminder, "")
	t.practises(170, "dina", "wash-hair", plan.Alone, "")
	t.practises(230, "dina", "brush-teeth", plan.WithReminder, "")
	t.practises(150, "dina", "brush-teeth", plan.Alone, "")
	t.practises(200, "dina", "wash-clothes", plan.WithHelp, "")
	t.practises(130, "dina", "wash-clothes", plan.WithReminder, "")
	t.practises(60, "dina", "wash-clothes", plan.Alone, "Көршісінің көйлегін де жуып берді.")
	t.practises(140, "dina", "cook", plan.WithHelp, "")
	t.practises(55, "dina", "cook", plan.WithReminder, "")
	t.practises(120, "gulnara", "say-no", plan.WithHelp, "Сказала «нет» шёпотом, и это услышали.")
	t.practises(40, "gulnara", "say-no", plan.WithReminder, "")
	t.practises(95, "dina", "know-money", plan.WithHelp, "")
	t.practises(33, "dina", "count-change", plan.WithReminder, "Қайтарымын екі рет санады.")
	t.taps(50, "dina", plan.Alone, "wash-hair", "brush-teeth", "wash-body", "choose-clothes")
	t.taps(32, "dina", plan.WithHelp, "count-change", "know-price", "plan-week")
}

// olderPlan: trust still grows after many months, and nobody counts them. What
// cannot wait goes on; the rest is honestly not known yet.
func (t *tale) olderPlan() {
	t.meets(163, "16:30", "gulnara", "heavy", "Молчала, держала чашку двумя руками. Не ушла.", "kept-apart")
	t.meets(149, "11:00", "dina", "mixed", "Попросила показать, как открывается дверь изнутри.", "asked", "door-open")
	t.meets(108, "15:40", "gulnara", "calm", "Рассказала про речку у села. О хозяйке — «мы».", "told-small")
	t.meets(74, "13:20", "dina", "light", "Сама набрала номер и засмеялась.", "laughed", "came")
	t.meets(29, "15:30", "gulnara", "calm", "Сказала, что петь можно и днём.", "came", "told-hard")
	t.proposes(27, "12:00", "dina")
	t.answered(26, "12:30", "dina", plan.NotYet, "Ви добрі. А я ще подивлюся.")
	t.sees(24, "16:00", "gulnara", "start", "3443.42")
	papers := &goal{NewLine: said("papers", "Щоб знали, чия я.", 1), steps: []doing{
		{NewStep: step("Запрос в посольство, после согласия", t.in(-118, pana.Month), "own", "social-legal"), by: "bolat", done: 118},
		{NewStep: step("Азаматтығы жоқ адам рәсімі: құжаттар", t.in(40, pana.Season), "own", "social-legal"), by: "bolat"}}}
	t.aims(166, "12:00", "dina", papers)
	pressure := &goal{NewLine: said("health", "Щоб голова не крутилася.", 2), steps: []doing{
		{NewStep: plan.NewStep{What: "Терапевт, давление", When: t.in(9, pana.Day), Payer: "own", Service: "social-medical", Out: true}, by: "raushan"}}}
	t.aims(165, "12:00", "dina", pressure)
	next := &goal{NewLine: plan.NewLine{Area: "orientation", OpenEnd: true, Baseline: 1, Target: "Идёт в магазин одна и возвращается.", Source: pana.StaffSaw}, steps: []doing{
		{NewStep: step("Ходить в один и тот же магазин по средам", pana.Fuzzy{}, "", "social-pedagogical"), by: "dina"}}}
	t.aims(98, "13:00", "dina", next)
	t.leads(98, "13:10", "dina", "undecided")
	t.hopes(30, "15:20", "gulnara", "Мне бы дожить в тепле, и чтобы дверь изнутри закрывалась.", pana.Fuzzy{}, 0, "", "")
	t.looksAgain(30, "16:00", "dina", 75, plan.NewReview{Present: true, ReadAloud: true, Text: "Что дальше, честно неизвестно. Вернёмся весной.", Told: "Не спішіть зі мною."})

	t.practises(160, "dina", "sleep-wake", plan.WithHelp, "Легла на кровать, свет оставили.")
	t.practises(90, "dina", "sleep-wake", plan.Alone, "")
	t.practises(158, "dina", "wash-hair", plan.WithHelp, "Тёплая вода, сама держала ковш.")
	t.practises(120, "dina", "wash-hair", plan.Alone, "")
	t.practises(150, "dina", "cook", plan.Alone, "Хлеб на весь дом.")
	t.practises(140, "dina", "wash-clothes", plan.WithHelp, "Машины боится, стирает руками.")
	t.practises(66, "dina", "wash-clothes", plan.WithReminder, "")
	t.practises(112, "dina", "know-money", plan.WithHelp, "Разложили монеты и бумажки: что такое тенге.")
	t.practises(70, "dina", "know-money", plan.WithReminder, "")
	t.practises(64, "dina", "know-price", plan.WithHelp, "")
	t.practises(28, "dina", "know-price", plan.WithReminder, "Хлеб, соль, спички знает.")
	t.practises(45, "gulnara", "say-ill", plan.WithReminder, "")
	t.taps(28, "dina", plan.Alone, "cook", "make-bed", "clean-room", "wash-dishes")
	t.taps(28, "dina", plan.WithHelp, "know-money", "bank-card")
}

// farmPlan: the shortest there has been, and an exception.
func (t *tale) farmPlan() {
	t.meets(50, "19:00", "erlan", "calm", "Төрт жолдасын айтып берді, тізімін өзі жазды.", "told-hard", "asked-help")
	t.meets(30, "18:00", "gulnara", "light", "Показал письмо детям.", "showed", "came")
	wages := &goal{NewLine: plan.NewLine{Area: "court", Urgent: true, Goal: "Ishlagan pulimni olsam.", Baseline: 2, Source: pana.ClientSaid, Interpreted: true}, steps: []doing{
		{NewStep: step("Еңбекақы туралы талап арызды беру", t.in(5, pana.Day), "international", "social-legal"), by: "bolat"}}}
	t.aims(50, "12:00", "erlan", wages)
	home := &goal{NewLine: plan.NewLine{Area: "papers", Goal: "Uyga qogʻoz bilan qaytsam.", Baseline: 1, Source: pana.ClientSaid, Interpreted: true}, steps: []doing{
		{NewStep: plan.NewStep{What: "Қайту куәлігіне сурет", When: t.in(-43, pana.Day), Payer: "international", Service: "social-legal", Out: true}, by: "erlan", done: 43},
		{NewStep: step("Консулдықтың жауабы", t.in(14, pana.Month), "international", "social-legal"), by: "bolat"}}}
	t.aims(52, "12:00", "erlan", home)
	house := &goal{NewLine: plan.NewLine{Area: "learning-work", Goal: "O‘zimning issiqxonam bo‘lsa.", Baseline: 4, Source: pana.ClientSaid, Interpreted: true}}
	t.aims(13, "12:00", "erlan", house)
	t.leads(13, "12:10", "erlan", "home-country")
	t.sees(14, "12:00", "erlan", "start", "4235344")
	t.looksAgain(12, "12:00", "erlan", 3, plan.NewReview{Present: true, ReadAloud: true, Interpreted: true, Agreed: "yes", Told: "Maʼqul."})
}

// builderPlan: almost at the door, with work and a bed in a hostel.
func (t *tale) builderPlan() {
	t.meets(122, "19:30", "erlan", "mixed", "Есікті жөндеп жүріп сөйлесті.", "told-small")
	t.meets(92, "18:00", "gulnara", "calm", "", "came", "asked")
	work := &goal{NewLine: said("learning-work", "Дәнекерлеуші болып қайта жұмыс істеймін.", 3), steps: []doing{
		{NewStep: step("Куәлігін растау", t.in(-60, pana.Day), "local", "social-labour"), by: "erlan", done: 60},
		{NewStep: step("Жұмыс берушімен кездесу", t.in(-30, pana.Day), "", "social-labour"), by: "her", done: 30}}}
	t.aims(76, "12:00", "erlan", work)
	t.ends(13, "12:00", "erlan", work, plan.Reached, "yes", "Екі апта жұмыс істеп жүр.")
	place := &goal{NewLine: said("housing", "Өз кілтім болсын.", 2), steps: []doing{
		{NewStep: plan.NewStep{What: "Жатақханаға өтініш", When: t.in(25, pana.Month), Payer: "local", Service: "social-domestic", Out: true}, by: "her"}}}
	t.aims(75, "12:00", "erlan", place)
	town := &goal{NewLine: said("family", "Ағаммен татуласу.", 2)}
	t.aims(74, "12:00", "erlan", town)
	t.ends(21, "12:00", "erlan", town, plan.Changed, "yes", "Әзірге хат жазумен тоқтады, солай жөн дейді.")
	t.leads(74, "12:10", "erlan", "other-region")
	t.leads(20, "12:10", "erlan", "here")
	t.sees(78, "12:00", "gulnara", "start", "3124332")
	t.sees(10, "12:00", "erlan", "exit", "4345444")
	t.practises(110, "erlan", "plan-week", plan.WithHelp, "")
	t.practises(28, "erlan", "plan-week", plan.Alone, "")
	t.practises(27, "erlan", "bank-card", plan.WithReminder, "")
}

// kitchenPlan: she has left, and says herself how it is now.
func (t *tale) kitchenPlan() {
	kitchen := &goal{NewLine: said("learning-work", "Своя кухня будет, вот увидите.", 3), steps: []doing{
		{NewStep: step("Собеседование в столовой", t.in(-62, pana.Day), "local", "social-labour"), by: "her", done: 62}}}
	t.aims(105, "12:00", "madina", kitchen)
	t.ends(41, "12:00", "madina", kitchen, plan.Reached, "yes", "Взяли поваром, смена днём.")
	t.leads(105, "12:10", "madina", "home-region")
	t.sees(104, "12:00", "madina", "start", "2213322")
	t.sees(36, "12:00", "madina", "exit", "4444443")
	t.hopes(100, "18:10", "madina", "Чтобы сын спал, а чайник кипел.", pana.Fuzzy{}, 34, "came-true", "")
	t.practises(150, "madina", "no-debt", plan.WithHelp, "Читали договор найма вслух.")
	t.practises(60, "madina", "no-debt", plan.Alone, "")
}

// embroideryPlan: no status, the same plan.
func (t *tale) embroideryPlan() {
	t.meets(95, "16:00", "gulnara", "mixed", "", "ate-together")
	t.meets(62, "18:00", "madina", "light", "Показала первую подушку.", "showed", "laughed")
	papers := &goal{NewLine: said("papers", "Чтобы не прятаться.", 1), steps: []doing{
		{NewStep: step("Жалоба на решение полиции", t.in(-30, pana.Day), "donation", "social-legal"), by: "bolat", done: 30},
		{NewStep: plan.NewStep{What: "Ответ посольства", When: t.in(20, pana.Month), Payer: "donation", Service: "social-legal", Doer: plan.ByPerson, Person: someoneElse("local-contact", "Шарифа Назарова")}}}}
	t.aims(98, "12:00", "madina", papers)
	shop := &goal{NewLine: said("learning-work", "Продавать своё и считать самой.", 3), steps: []doing{
		{NewStep: plan.NewStep{What: "Ярмарка: стол и сдача", When: t.in(11, pana.Day), Payer: "donation", Service: "social-labour", Out: true}, by: "madina"}}}
	t.aims(23, "12:00", "madina", shop)
	t.leads(23, "12:10", "madina", "undecided")
	t.sees(22, "12:00", "madina", "start", "3242.33")
	t.looksAgain(22, "12:30", "madina", 21, plan.NewReview{Present: true, Agreed: "yes"})
	t.practises(50, "madina", "count-change", plan.WithReminder, "")
}

// expectingPlan: trust grows; what cannot wait does not.
func (t *tale) expectingPlan() {
	t.meets(35, "15:00", "gulnara", "calm", "О ребёнке говорит с улыбкой.", "told-small", "laughed")
	t.meets(20, "19:00", "madina", "mixed", "", "asked-help")
	birth := &goal{NewLine: plan.NewLine{Area: "health", Goal: "Bolam sogʻ tugʻilsin, yonimda ayol boʻlsin.", Baseline: 3, Source: pana.ClientSaid, Interpreted: true}, steps: []doing{
		{NewStep: plan.NewStep{What: "Әйел дәрігерге кезекті қаралу", When: t.in(4, pana.Day), Payer: "state", Service: "social-medical", Out: true}, by: "raushan"}}}
	t.aims(58, "12:00", "madina", birth)
	passport := &goal{NewLine: plan.NewLine{Area: "papers", Goal: "Pasportimni qaytarib olsam.", Baseline: 1, Source: pana.ClientSaid, Interpreted: true}, steps: []doing{
		{NewStep: step("Запрос следователю о паспорте", t.in(7, pana.Day), "state", "social-legal"), by: "bolat"}}}
	t.aims(57, "12:00", "madina", passport)
	room := &goal{NewLine: plan.NewLine{Area: "housing", OpenEnd: true, Baseline: 2, Source: pana.ClientSaid, Interpreted: true}, steps: []doing{
		{NewStep: step("Узнать про комнату матери и ребёнка", t.in(30, pana.Month), "", "social-domestic"), by: "madina"}}}
	t.aims(20, "12:00", "madina", room)
	t.hopes(26, "18:10", "madina", "Har kim issiq yursin.", pana.Fuzzy{}, 0, "", "")
}

// motherPlan: trust grows; safety goes first.
func (t *tale) motherPlan() {
	t.meets(44, "19:00", "dina", "light", "Балалары күлді, өзі де күлді.", "laughed", "ate-together")
	safe := &goal{NewLine: plan.NewLine{Area: "safety", Goal: "Bolalarimni topib olmasin.", Baseline: 2, Source: pana.ClientSaid, Interpreted: true}, steps: []doing{
		{NewStep: plan.NewStep{What: "Мектеп жолын қызметкермен жүру", Doer: plan.ByStaff, Service: "social-domestic", Out: true}, by: "dina"}}}
	t.aims(72, "12:00", "dina", safe)
	t.proposes(6, "12:00", "dina")
	t.taps(12, "dina", plan.Alone, "cook", "clean-room", "share-kitchen")
}
