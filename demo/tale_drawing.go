package demo

import (
	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/intake"
	"example.org/pana/plan"
)

// drawing is the young woman whom her mother sold for drink. She never had
// lessons and draws; in September she hopes to begin a course.
func (w *world) drawing() {
	t := w.tale("drawing", maple)
	t.asks(244, "11:20", "madina", intake.NewRequest{Sources: []intake.From{{Source: "neighbour"}, {Source: "police"}},
		Sex: "female", AgeBand: "18-20", Language: "ru", Needs: []string{"female-staff", "medical", "documents"}, Transport: intake.SenderBrings,
		Words: intake.Words{Name: "Жибек", Contact: "участковый, через дежурную часть", Told: "Соседка привела в отделение. Молодая женщина, без вещей, просит, чтобы рядом не было мужчин."}})
	t.answers(244, "12:05", "dina", intake.Answer{Status: intake.Accepted}, "Apple 1")
	t.team(244, "12:30", "dina", "gulnara", "raushan", "bolat")
	t.isKnown(243, "15:10", "dina",
		casework.Coded{Sex: "female", AgeBand: "18-20", BirthYear: w.today().Year() - 20, Language: "ru", Citizenship: "KZ", OriginCountry: "KZ", OriginRegion: "KZ-39",
			Education: "PrimaryEducation", Marital: "Single", Languages: []casework.Language{{Language: "ru", Speaks: true, Literacy: "some"}, {Language: "kk", Speaks: true, Literacy: "none"}}},
		casework.Names{ToUse: "Жибек", Full: "Сапарова Жібек Ерлановна", Aliases: []string{"Zhibek", "Жика"}, Place: "посёлок за элеватором"})
	t.tags(243, "15:30", "dina", "male-contact-careful", "no-papers", "court-case", "safety-plan")
	t.mind(243, "15:40", "dina", "contact", "Не оставлять одну с мужчинами: врач, водитель, гость. Сначала спросить её.")
	t.mind(220, "18:00", "dina", "contact", "Анасы қоңырау шалса, тұрағын айтпаңыз. Мать не должна знать, где она.")
	t.agrees(243, "16:00", "dina", casework.NewConsent{Purpose: pana.ServiceFile, Language: "ru", Method: casework.Spoken}, 0)
	t.agrees(240, "10:30", "dina", casework.NewConsent{Purpose: pana.LawyerUse, Recipient: "legal-aid", Fields: []string{"name", "trafficking", "court"}, Language: "ru",
		Method: casework.Signed, Until: w.today().AddDays(120), Note: "Прочитали вслух дважды, подписала сама."}, 0)
	t.agrees(200, "10:30", "dina", casework.NewConsent{Purpose: pana.PhotoUse, Language: "ru", Refused: true, Note: "Рисунки можно, лицо нельзя."}, 0)
	t.agrees(150, "10:30", "gulnara", casework.NewConsent{Purpose: pana.StatsUse, Language: "ru", Method: casework.Spoken}, 0)

	t.can(230, "19:20", "dina", "Өздігінен сурет салып үйренген: қарындаш түссе болды, бір сағат басын көтермейді.", "Когда рисую, в голове тихо.")
	t.can(90, "12:15", "dina", "Замечает, кому в комнате плохо, и садится рядом. Научила соседку заплетать косы.", "")
	t.can(34, "17:05", "dina", "Хочет в сентябре начать курсы: рисунок или шитьё, ещё не решила.", "В сентябре пойду учиться. Хочу, чтобы у меня был свой альбом.")
	t.facts(210, "14:00", "gulnara", func() casework.Trafficking {
		f := casework.NoFacts()
		f.Status, f.DecidedBy, f.DecidedOn = "ActualVictimOfTrafficking", "Police", w.today().AddDays(-214)
		f.Held = pana.Period{From: fuzzy(w.today().AddDays(-244-3*365), pana.Season), Until: fuzzy(w.today().AddDays(-244), pana.Month)}
		f.MonthsLeast, f.MonthsMost, f.AgeWhen = 33, 39, 16
		f.Recruiter, f.ExitMode, f.Source = "parent", "neighbour", pana.ClientSaid
		f.Codes = map[string][]string{"htcds/exploitation": {"SexualExploitation", "Servitude"}, "htcds/sex-exploitation": {"Prostitution"},
			"htcds/control":            {"RestrictsMovement", "PhysicalAbuse", "PsychologicalAbuse", "WithholdsNecessities", "TakesEarnings"},
			"htcds/recruitment-method": {"ThroughFamilyOrFamilyEvents"}}
		f.Places = []casework.Place{{Kind: "origin", Country: "KZ", Region: "KZ-39"}, {Kind: "exploitation", Country: "KZ", Region: "KZ-11", Words: "дом у трассы, второй этаж"}}
		f.Told = "Мама отдала меня за водку. Я думала, на неделю."
		return f
	})
	t.judged(213, "11:00", "dina", "ilo/adult-labour", []string{"vulnerability-recruitment.family", "coercion.isolation", "coercion.violence", "vulnerability.dependency"},
		pana.Provenance{Source: pana.ClientSaid}, &intake.Identification{Outcome: "recognised", Body: "Police", On: w.today().AddDays(-214)},
		intake.Eligibility{Payer: "state", Outcome: "eligible", Reason: "Критерии подтверждены оценкой потребностей."},
		intake.Eligibility{Payer: "foundation", Outcome: "waiting"})
	t.knows(238, "13:10", "dina", casework.NewPerson{Role: "mother", Knows: "no", Source: pana.ClientSaid, Name: "Сапарова Райса", Note: "Ішімдікке салынған. Қызын сол берген: қауіпсіздік бөлігін қараңыз."}, "gulnara")
	t.knows(238, "13:30", "gulnara", casework.NewPerson{Role: casework.PossibleExploiter, Knows: "no", Source: pana.ClientSaid, Name: "Геннадий Сухарев", Note: "Хозяин дома у трассы. Ездит на белом микроавтобусе."}, "")
	t.knows(180, "11:00", "dina", casework.NewPerson{Role: "sibling", Knows: "no", Source: pana.ClientSaid, Name: "Ерасыл", Note: "Інісі, әжесінде тұрады. Жазысып тұрғысы келеді."}, "gulnara")

	t.stage(236, "10:00", "dina", "first-assessment")
	t.notes(236, "11:10", "dina", casework.NewNote{Kind: "talk", Source: pana.ClientSaid, Text: "Алғашқы бағалау. Мектепке үш сынып қана барған, оқу қиын. Дәрігер мен құжат бірінші кезекте.", Told: "Буквы знаю, а слова не складываются."})
	t.stage(229, "09:30", "gulnara", "trust")
	t.notes(228, "15:00", "gulnara", casework.NewNote{Kind: "session", Compartment: pana.Therapy, Source: pana.StaffSaw, Text: "Первая встреча. Сидит у двери, рисует на салфетке. О матери говорит с нежностью и со страхом одновременно. Не торопить."})
	t.notes(170, "15:00", "gulnara", casework.NewNote{Kind: "session", Compartment: pana.Therapy, Source: pana.StaffSaw, Text: "Показала рисунок дома с закрытыми окнами, потом дорисовала дверь. Моё мнение: ранней привязанности почти не было, но тянется к теплу."})
	t.keeps(166, "16:20", "dina", casework.NewDocument{Kind: "drawing", Title: "Үй мен құстар", Note: "Өзі сыйлады, қабырғаға ілуге рұқсат берді.", File: drawn(0)})
	t.notes(140, "21:40", "timur", casework.NewNote{Kind: "observation", Source: pana.StaffSaw, Text: "Спросил из-за двери, нужно ли что-нибудь. Ответила спокойно, попросила свет в коридоре."})
	t.notes(118, "16:00", "gulnara", casework.NewNote{Kind: "event", Source: pana.ClientSaid, Text: "Доверие: решили вместе с Диной и с ней самой, что можно идти дальше.", Told: "С вами можно."})
	t.trusted(118, "dina", "gulnara", plan.Yes, "С вами можно.")
	t.drawingPlan()
	t.keeps(110, "11:45", "bolat", casework.NewDocument{Kind: "id-card", Title: "Заявление на восстановление удостоверения", Number: "ВЫМ-00417", File: scanned("APPLICATION", 6, blue)})
	t.notes(62, "10:20", "bolat", casework.NewNote{Kind: "errand", Compartment: pana.Legal, Source: pana.Documented, Text: "Тергеуші сұрақ жіберді. Қатысқысы келетінін сот алдында тағы сұраймыз."})
	t.notes(41, "09:15", "raushan", casework.NewNote{Kind: "visit", Compartment: pana.Health, Source: pana.StaffSaw, Text: "Стоматолог-әйел табылды, қабылдау тыныш өтті. Келесісі екі аптадан кейін."})
	t.keeps(20, "18:30", "dina", casework.NewDocument{Kind: "drawing", Title: "Терезе ашық", File: drawn(2)})
	t.notes(3, "12:40", "dina", casework.NewNote{Kind: "talk", Source: pana.ClientSaid, Text: "Қыркүйектегі курсқа өтінімді бірге толтырдық. Топта ер адам аз болсын деп сұрады.", Told: "Можно я сяду у окна?"})
	t.drawingHealth()
	t.drawingLearns()
	t.drawingOwns()
	t.drawingTells()
	t.drawingWrites()
}
