package learning_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/learning"
)

func (w *world) mayShow() pana.ConsentID {
	w.t.Helper()
	id, err := w.files.RecordConsent(w.As("dina"), w.client, casework.NewConsent{Purpose: pana.WorksUse})
	done(w.t, "consent to show", err)
	w.later()
	return id
}

func (w *world) gallery(who string) learning.Gallery {
	w.t.Helper()
	g, err := w.Portfolio(w.As(who), w.code)
	done(w.t, who+" sees her drawings", err)
	return g
}

func TestADrawingIsHersAndIsShownOnlyWhileSheAgrees(t *testing.T) {
	w := open(t)
	doc := w.draws("Терезе ашық")
	n := learning.NewShowing{Where: "Кітапхана", Until: "2026-12-31"}
	refused(t, errOf(w.ShowWork(w.As("dina"), w.client, doc, n)), pana.Conflict, "learning.show.consent")
	if _, err := w.files.RecordConsent(w.As("dina"), w.client, casework.NewConsent{Purpose: pana.PhotoUse}); err != nil {
		t.Fatal(err)
	}
	w.later()
	refused(t, errOf(w.ShowWork(w.As("dina"), w.client, doc, n)), pana.Conflict, "learning.show.consent")
	yes := w.mayShow()
	refused(t, errOf(w.ShowWork(w.As("dina"), w.client, doc, learning.NewShowing{Where: "x"})), pana.Invalid, "learning.show.until.missing")
	refused(t, errOf(w.ShowWork(w.As("dina"), w.client, doc, learning.NewShowing{Until: "2026-12-31"})), pana.Invalid, "learning.show.where.missing")
	refused(t, errOf(w.ShowWork(w.As("dina"), w.client, doc, learning.NewShowing{Where: "x", Until: "2026-01-31"})), pana.Invalid, "date.crossed")
	refused(t, errOf(w.ShowWork(w.As("dina"), w.client, "no such drawing", n)), pana.NotFound, "record.absent")
	id, err := w.ShowWork(w.As("dina"), w.client, doc, n)
	done(t, "shown in the library", err)
	w.later()
	g := w.gallery("gulnar")
	if !g.Allowed || len(g.Works) != 1 || g.Works[0].Title != "Терезе ашық" || len(g.Works[0].Showings) != 1 || g.Works[0].Showings[0].Where != "Кітапхана" || len(g.ToTakeDown()) != 0 {
		t.Errorf("the gallery is %+v", g)
	}
	done(t, "she takes it back", w.files.WithdrawConsent(w.As("dina"), w.client, yes))
	g = w.gallery("dina")
	if g.Allowed || len(g.ToTakeDown()) != 1 {
		t.Errorf("at the next request the page does not ask to take it down: %+v", g)
	}
	refused(t, errOf(w.ShowWork(w.As("dina"), w.client, doc, n)), pana.Conflict, "learning.show.consent")
	done(t, "taken down", w.TakeDown(w.As("dina"), w.client, id, 1))
	done(t, "once more", w.TakeDown(w.As("dina"), w.client, id, 1))
	if g = w.gallery("dina"); len(g.ToTakeDown()) != 0 {
		t.Error("what was taken down is still asked for")
	}
}

func TestADrawingIsGivenBack(t *testing.T) {
	w := open(t)
	doc := w.draws("House")
	refused(t, w.GiveBack(w.As("dina"), w.client, doc, 0, "2026-12-01"), pana.Invalid, "date.future")
	done(t, "given back", w.GiveBack(w.As("dina"), w.client, doc, 0, ""))
	stale(t, w.GiveBack(w.As("saule"), w.client, doc, 0, "2026-11-20"), "on")
	done(t, "it was on Friday", w.GiveBack(w.As("saule"), w.client, doc, 1, "2026-11-20"))
	if g := w.gallery("dina"); g.Works[0].GivenBack != "2026-11-20" {
		t.Errorf("given back on %s", g.Works[0].GivenBack)
	}
	refused(t, w.GiveBack(w.As("gulnar"), w.client, doc, 2, ""), pana.Forbidden, "policy.refused")
}

// Whatever she answers about her works and takes back, in any order: none can be
// shown that the last of her answers does not allow.
func TestNoWorkIsShownOnAConsentTakenBack(t *testing.T) {
	w := open(t)
	doc := w.draws("House")
	var given []pana.ConsentID
	rapid.Check(t, func(t *rapid.T) {
		allowed := len(given) > 0
		switch rapid.SampledFrom([]string{"yes", "back", "no"}).Draw(t, "she") {
		case "yes":
			given, allowed = append(given, w.mayShow()), true
		case "back":
			for _, c := range given {
				if err := w.files.WithdrawConsent(w.As("dina"), w.client, c); err != nil {
					t.Fatal(err)
				}
			}
			w.later()
			given, allowed = nil, false
		case "no":
			if _, err := w.files.RecordConsent(w.As("dina"), w.client, casework.NewConsent{Purpose: pana.WorksUse, Refused: true}); err != nil {
				t.Fatal(err)
			}
			w.later()
			given, allowed = nil, false
		}
		_, err := w.ShowWork(w.As("dina"), w.client, doc, learning.NewShowing{Where: "x", Until: "2027-12-31"})
		if (err == nil) != allowed {
			t.Fatalf("allowed = %v, and showing answers %v", allowed, err)
		}
	})
}

// child makes a file of a child of the client.
func (w *world) child() (pana.ClientID, string) {
	w.t.Helper()
	a, err := w.files.AddChild(w.As("dina"), w.client, casework.NewChild{Coded: casework.Coded{AgeBand: "0-8"}})
	done(w.t, "a child", err)
	w.later()
	return a.Client, a.Code
}

func TestAChildHasItsOwnStepsPlaceAndRights(t *testing.T) {
	w := open(t)
	child, code := w.child()
	refused(t, errOf(w.AddOwnStep(w.As("gulnar"), child, learning.NewOwnStep{})), pana.Invalid, "learning.own.missing")
	refused(t, errOf(w.AddOwnStep(w.As("gulnar"), child, learning.NewOwnStep{Text: "x", With: "nobody"})), pana.Invalid, "record.staff.absent")
	step, err := w.AddOwnStep(w.As("gulnar"), child, learning.NewOwnStep{Text: "Velosiped haydashni o‘rganaman", When: fuzzy(t, "2027-04-15", pana.Season), With: w.Staff("dina")})
	done(t, "a step", err)
	place, err := w.AddPlace(w.As("dina"), child, learning.NewPlace{Kind: "preschool", State: learning.PlaceWished, Told: "Do‘stim bo‘lsin"})
	done(t, "a place", err)
	done(t, "rights", w.TellRights(w.As("gulnar"), child, learning.Rights{Way: "pictures", Language: "uz", Said: "Men ham yo‘q desam bo‘ladimi?"}))
	refused(t, w.TellRights(w.As("gulnar"), child, learning.Rights{}), pana.Invalid, "learning.rights.way.missing")
	refused(t, w.TellRights(w.As("gulnar"), child, learning.Rights{Way: "game", On: "2027-01-01"}), pana.Invalid, "date.future")
	w.later()
	placed := learning.NewPlace{Kind: "preschool", State: learning.Placed, Class: "Күншуақ", Since: fuzzy(t, today, pana.Day), Told: "Do‘stim bo‘lsin"}
	done(t, "placed", w.EditPlace(w.As("dina"), child, place, 1, placed))
	placed.Class = "Арай"
	stale(t, w.EditPlace(w.As("saule"), child, place, 1, placed), "class")
	if n := w.count(`SELECT COUNT(*) FROM school_places WHERE class <> ''`); n != 0 {
		t.Error("the name of a class stands in clear")
	}
	if n := w.count(`SELECT COUNT(*) FROM school_places WHERE state = 'placed' AND kind = 'preschool'`); n != 1 {
		t.Error("a child placed cannot be counted")
	}

	own, err := w.ReadChild(w.As("dina"), code)
	done(t, "the child's page", err)
	if !own.IsChild || own.Parent != w.code || len(own.Steps) != 1 || own.Steps[0].Text != "Velosiped haydashni o‘rganaman" || own.Rights[0].Said == "" || own.Places[0].Class != "Күншуақ" {
		t.Errorf("the child's page: %+v", own)
	}
	mother, err := w.ReadChild(w.As("gulnar"), w.code)
	done(t, "the mother's page", err)
	if mother.IsChild || len(mother.Children) != 1 || mother.Children[0].Steps[0].Text != own.Steps[0].Text {
		t.Errorf("the mother's page: %+v", mother)
	}
	done(t, "done", w.SettleOwnStep(w.As("gulnar"), child, step, 1, learning.StepDone))
	done(t, "once more", w.SettleOwnStep(w.As("gulnar"), child, step, 1, learning.StepDone))
	stale(t, w.SettleOwnStep(w.As("dina"), child, step, 1, learning.StepOpen), "state")
	own, _ = w.ReadChild(w.As("dina"), code)
	if s := own.Steps[0]; s.State != learning.StepDone || s.Settled != today {
		t.Errorf("the step is %+v", s)
	}
}

func TestAMothersPageShowsOnlyChildrenWhomTheReaderMaySee(t *testing.T) {
	w := open(t)
	child, code := w.child()
	_, err := w.AddOwnStep(w.As("dina"), child, learning.NewOwnStep{Text: "swim"})
	done(t, "a step", err)
	done(t, "a conflict about the child alone", w.files.SetConflict(w.As("dina"), child, w.Staff("gulnar")))
	mother, err := w.ReadChild(w.As("gulnar"), w.code)
	done(t, "the mother's page", err)
	if len(mother.Children) != 0 {
		t.Errorf("a hidden child stands on the mother's page: %+v", mother.Children)
	}
	_, hidden := w.ReadChild(w.As("gulnar"), code)
	_, never := w.ReadChild(w.As("gulnar"), "KZ-26-000")
	if hidden.Error() != never.Error() {
		t.Errorf("hidden answers %v, never %v", hidden, never)
	}
	if seen, err := w.ReadChild(w.As("dina"), w.code); err != nil || len(seen.Children) != 1 {
		t.Errorf("Dina sees %d children, %v", len(seen.Children), err)
	}
}

func TestAChildsDaysStandOnTheCalendar(t *testing.T) {
	w := open(t)
	child, code := w.child()
	_, err := w.AddOwnStep(w.As("dina"), child, learning.NewOwnStep{Text: "swim", When: fuzzy(t, "2026-11-28", pana.Day), With: w.Staff("gulnar")})
	done(t, "a step", err)
	_, err = w.AddPlace(w.As("dina"), child, learning.NewPlace{Kind: "school", State: learning.Placed, Since: fuzzy(t, "2026-11-30", pana.Day)})
	done(t, "a place", err)
	w.Clock.Advance(time.Second)
	for who, want := range map[string]int{"dina": 2, "gulnar": 2, "saule": 2, "erlan": 0, "kamila": 0} {
		ahead, err := w.Ahead(w.As(who), today, "2026-11-30")
		done(t, "ahead", err)
		if len(ahead) != want {
			t.Errorf("%s sees %+v", who, ahead)
		}
		if want == 2 && (ahead[0].Kind != "school" || ahead[1].Kind != "own-step" || ahead[1].Staff != w.Staff("gulnar") || ahead[0].Code != code) {
			t.Errorf("%s sees %+v", who, ahead)
		}
	}
}
