package health_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/health"
)

func TestAComplaintKeepsHerWordsBesideWhatWasSeen(t *testing.T) {
	w := open(t)
	id, err := w.Complain(w.As("raushan"), w.client, health.NewComplaint{Kind: "teeth", Since: fuzzy(t, "2026-10-01", pana.Season),
		Source: pana.ClientSaid, Interpreted: true, Told: "Tishim tunda og‘riydi", Text: "Eats on one side."})
	done(t, "a complaint", err)
	w.later()
	c := w.reads("dina").Complaints[0]
	if c.Told != "Tishim tunda og‘riydi" || c.Text != "Eats on one side." || c.Since.Precision != pana.Season || !c.Interpreted || c.Resolved != "" {
		t.Errorf("the complaint came back as %+v", c)
	}
	if _, exact := c.Since.Exact(); exact {
		t.Error("autumn became a day")
	}

	corrected := health.NewComplaint{Kind: "teeth", Since: c.Since, Source: pana.ClientSaid, Interpreted: true, Told: c.Told, Text: "Eats on the left side."}
	done(t, "a correction", w.CorrectComplaint(w.As("raushan"), w.client, id, c.Version, corrected))
	done(t, "the same once more", w.CorrectComplaint(w.As("raushan"), w.client, id, c.Version, corrected))
	w.later()
	if n := w.count(`SELECT COUNT(*) FROM complaints`); n != 2 {
		t.Errorf("%d rows: the old one stays kept and the new one stands", n)
	}
	corrected.Text = "Does not eat."
	stale(t, w.CorrectComplaint(w.As("dina"), w.client, id, c.Version, corrected), "text")

	now := w.reads("dina").Complaints
	if len(now) != 1 || now[0].Text != "Eats on the left side." {
		t.Fatalf("now stands %+v", now)
	}
	refused(t, w.ResolveComplaint(w.As("dina"), w.client, now[0].ID, now[0].Version, "2026-08-01"), pana.Invalid, "date.crossed")
	refused(t, w.ResolveComplaint(w.As("dina"), w.client, now[0].ID, now[0].Version, "2026-12-01"), pana.Invalid, "date.future")
	done(t, "it is over", w.ResolveComplaint(w.As("dina"), w.client, now[0].ID, now[0].Version, ""))
	if got := w.reads("raushan").Complaints[0]; got.Resolved != today {
		t.Errorf("it was over on %s", got.Resolved)
	}
	_, err = w.Complain(w.As("dina"), w.client, health.NewComplaint{Source: pana.ClientSaid})
	refused(t, err, pana.Invalid, "health.complaint.empty")
	_, err = w.Complain(w.As("dina"), w.client, health.NewComplaint{Kind: "sadness"})
	refused(t, err, pana.Invalid, "codes.unknown")
	_, err = w.Complain(w.As("dina"), w.client, health.NewComplaint{Kind: "skin", Since: fuzzy(t, "2027-03-01", pana.After)})
	refused(t, err, pana.Invalid, "date.future")
}

func TestHealthIsForThoseWhoCareForIt(t *testing.T) {
	w := open(t)
	for who, kind := range map[string]pana.Kind{"gulnar": pana.Forbidden, "bolat": pana.Forbidden, "timur": pana.Forbidden, "erlan": pana.Forbidden,
		"kamila": pana.NotFound, "lena": pana.NotFound, "hans": pana.NotFound, "mira": pana.NotFound, "oleg": pana.NotFound, "vera": pana.NotFound, "arman": pana.NotFound} {
		if _, err := w.Read(w.As(who), w.code); pana.KindOf(err) != kind {
			t.Errorf("%s reads her health: %v, want %v", who, err, kind)
		}
		if _, err := w.Complain(w.As(who), w.client, health.NewComplaint{Kind: "skin"}); pana.KindOf(err) != kind {
			t.Errorf("%s writes into her health: %v, want %v", who, err, kind)
		}
	}
	for _, who := range []string{"saule", "marat", "dina", "raushan"} {
		w.reads(who)
	}
	done(t, "a conflict", w.files.SetConflict(w.As("dina"), w.client, w.Staff("raushan")))
	_, hidden := w.Read(w.As("raushan"), w.code)
	_, never := w.Read(w.As("raushan"), "KZ-26-000")
	if hidden.Error() != never.Error() || pana.KindOf(hidden) != pana.NotFound {
		t.Errorf("a hidden client answers %v, one who never was %v", hidden, never)
	}
}

func TestAnAllergyIsSeenByTheNightInOneLine(t *testing.T) {
	w := open(t)
	_, err := w.NoteAllergy(w.As("raushan"), w.client, health.NewAllergy{Kind: "medicine"})
	refused(t, err, pana.Invalid, "health.allergy.what.missing")
	id, err := w.NoteAllergy(w.As("raushan"), w.client, health.NewAllergy{Kind: "medicine", Severe: "yes", What: "Аспирин", Do: "звонить 103", Happens: "Отёк лица, видела сама."})
	done(t, "an allergy", err)
	w.later()
	line := func() (lines []string) {
		alerts, err := w.files.Standing(w.As("timur"))
		done(t, "the alerts of the night", err)
		for _, a := range alerts {
			lines = append(lines, a.Kind+": "+a.Text)
		}
		return lines
	}
	if got := line(); len(got) != 1 || got[0] != "allergy: Аспирин · звонить 103" {
		t.Errorf("the night sees %q", got)
	}
	a := w.reads("dina").Allergies[0]
	if a.Happens != "Отёк лица, видела сама." || a.Severe != "yes" {
		t.Errorf("came back as %+v", a)
	}
	done(t, "a correction", w.CorrectAllergy(w.As("dina"), w.client, id, a.Version, health.NewAllergy{Kind: "medicine", Severe: "yes", What: "Аспирин и ибупрофен", Do: "звонить 103", Happens: a.Happens}))
	w.later()
	stale(t, w.CorrectAllergy(w.As("raushan"), w.client, id, a.Version, health.NewAllergy{Kind: "medicine", Severe: "no", What: "Аспирин", Do: "звонить 103", Happens: a.Happens}), "severe", "what")
	if got := line(); len(got) != 1 || got[0] != "allergy: Аспирин и ибупрофен · звонить 103" {
		t.Errorf("after the correction the night sees %q", got)
	}
	now := w.reads("dina").Allergies[0]
	stale(t, w.EndAllergy(w.As("dina"), w.client, now.ID, now.Version+1), "ended")
	done(t, "it was none", w.EndAllergy(w.As("dina"), w.client, now.ID, now.Version))
	if got := line(); len(got) != 0 {
		t.Errorf("an allergy that was none still alerts: %q", got)
	}
	done(t, "once more", w.EndAllergy(w.As("dina"), w.client, now.ID, 1))
}

func TestPregnancyIsAnAnswerAmongOthersAndKeepsItsHistory(t *testing.T) {
	w := open(t)
	refused(t, w.TellPregnancy(w.As("raushan"), w.client, health.NewPregnancy{}), pana.Invalid, "health.pregnancy.missing")
	refused(t, w.TellPregnancy(w.As("raushan"), w.client, health.NewPregnancy{Answer: health.NotExpecting, Due: fuzzy(t, "2027-01-10", pana.Month)}), pana.Invalid, "health.pregnancy.due")
	done(t, "not known", w.TellPregnancy(w.As("raushan"), w.client, health.NewPregnancy{Answer: health.NotKnown}))
	w.later()
	first := w.reads("raushan").Pregnancy
	done(t, "expecting", w.TellPregnancy(w.As("raushan"), w.client, health.NewPregnancy{Seen: first.ID, Answer: health.Expecting, Due: fuzzy(t, "2027-01-10", pana.Month), Source: pana.Documented}))
	w.later()
	stale(t, w.TellPregnancy(w.As("dina"), w.client, health.NewPregnancy{Seen: first.ID, Answer: health.NotExpecting}), "answer", "due", "source")
	p := w.reads("dina").Pregnancy
	least, most, ok := p.Weeks(today)
	if !ok || least != 30 || most != 35 {
		t.Errorf("due in January: %d to %d weeks, %v; want 30 to 35", least, most, ok)
	}
	if n := w.count(`SELECT COUNT(*) FROM pregnancies`); n != 2 {
		t.Errorf("%d answers are kept, want both", n)
	}
}

func TestARoughDueDateNeverGivesASingleWeek(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := pana.Date(time.Unix(rapid.Int64Range(1.7e9, 1.9e9).Draw(t, "due"), 0).UTC().Format(time.DateOnly))
		p := rapid.SampledFrom(pana.Precisions()).Draw(t, "precision")
		due, err := pana.NewFuzzy(day, p)
		if err != nil {
			t.Fatal(err)
		}
		on := day.AddDays(-rapid.IntRange(20, 270).Draw(t, "days to go"))
		least, most, ok := health.Pregnancy{Answer: health.Expecting, Due: due}.Weeks(on)
		if p == pana.Before || p == pana.After {
			if ok {
				t.Fatalf("an open due date gave %d to %d weeks", least, most)
			}
			return
		}
		if !ok || least > most || most > health.Term+2 {
			t.Fatalf("%d to %d weeks, %v", least, most, ok)
		}
		if p != pana.Day && most < health.Term && most-least < 3 && least > 0 {
			t.Fatalf("a due date known to the %s gave %d to %d weeks", p, least, most)
		}
	})
}

func TestNothingOfHealthIsWrittenForAClientWhoseKeysAreClosed(t *testing.T) {
	w := open(t)
	_, err := w.Complain(w.As("dina"), w.client, health.NewComplaint{Told: "мысли не о теле"})
	done(t, "a complaint", err)
	if got := w.sealed(pana.Health); len(got) != 1 || got[0] != "мысли не о теле" {
		t.Errorf("sealed in health: %q", got)
	}
	if got := w.sealed(pana.Care); len(got) != 0 {
		t.Errorf("sealed in care: %q", got)
	}
	_, err = w.Complain(w.As("dina"), w.client, health.NewComplaint{Told: "x\u202e"})
	if pana.KindOf(err) != pana.Invalid {
		t.Errorf("a text that turns round: %v", err)
	}
	_, err = w.files.RaiseAlert(w.As("dina"), w.client, casework.NewAlert{Kind: "allergy", Text: "by hand"})
	done(t, "an alert by hand stays possible", err)
}
