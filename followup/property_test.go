package followup_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/followup"
	"example.org/pana/internal/db"
)

// R7: whatever is called, asked and answered in whatever order, the limit counts
// and warns; no call is kept from beginning or going on by it, and in danger it is
// silent. Whoever asked not to be called is never due again, unless she agrees anew.
func TestTheLimitCountsAndWarnsAndNeverStopsACall(t *testing.T) {
	w := open(t)
	g := w.guest("Gulbahor")
	n := w.agrees(g)
	n.Months, n.Minutes, n.Calls = 6, 5, 1
	w.leaves(g, n)
	fair := func(t *rapid.T, err error) {
		if k := pana.KindOf(err); err != nil && k != pana.Invalid && k != pana.Conflict {
			t.Fatalf("an answer nobody can use: %v", err)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		w.ByHand()
		ctx := context.Background()
		err := w.House.DB.Update(ctx, func(tx *db.Tx) error {
			for _, q := range []string{`DELETE FROM calls`, `DELETE FROM call_extensions`, `UPDATE agreements SET ended = '', ended_as = ''`} {
				if _, err := tx.Exec(ctx, q); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		again := w.agrees(g)
		again.Months, again.Minutes, again.Calls, again.Replaces = 6, 5, 1, w.agreed("dina", g).Agreement.ID
		_, err = w.Agree(w.As("dina"), g.id, again)
		fair(t, err)
		going, danger, asked := "", false, false
		t.Repeat(map[string]func(*rapid.T){
			"she calls": func(t *rapid.T) {
				id, err := w.Start(w.As("timur"), followup.NewCall{Client: g.id, Direction: followup.In})
				if err != nil || going != "" && id != going {
					t.Fatalf("a call that comes in is not taken: %s, %v", id, err)
				}
				if going == "" {
					danger = false
				}
				going = id
			},
			"danger": func(t *rapid.T) {
				if going != "" {
					if err := w.InDanger(w.As("timur"), going); err != nil {
						t.Fatalf("danger cannot be said: %v", err)
					}
					danger = true
				}
			},
			"she hangs up": func(t *rapid.T) {
				if going == "" {
					return
				}
				result := rapid.SampledFrom([]string{followup.Reached, followup.Unreached, followup.AskNot, followup.WordWrong}).Draw(t, "result")
				if err := w.End(w.As("timur"), going, followup.Ending{Result: result}); err != nil {
					t.Fatalf("a call cannot be ended: %v", err)
				}
				going, asked = "", asked || result == followup.AskNot
			},
			"more": func(t *rapid.T) {
				_, err := w.AskMore(w.As(rapid.SampledFrom([]string{"timur", "saule"}).Draw(t, "who")), followup.NewExtension{Client: g.id, Call: going,
					What: rapid.SampledFrom([]string{followup.MoreMinutes, followup.MoreCalls, followup.MoreMonths}).Draw(t, "what"), More: rapid.IntRange(1, 9).Draw(t, "more"), Reason: "so it is"})
				fair(t, err)
			},
			"time passes": func(t *rapid.T) {
				w.Clock.Advance(time.Duration(rapid.IntRange(1, 40*24*60).Draw(t, "minutes")) * time.Minute)
			},
			"": func(t *rapid.T) {
				if asked {
					if list, err := w.Due(w.As("saule")); err != nil || len(list) != 0 {
						t.Fatalf("due although she asked not to be called: %+v, %v", list, err)
					}
				}
				if going == "" {
					return
				}
				s, err := w.Going(w.As("timur"), going)
				if err != nil || s.Call.Ended != 0 {
					t.Fatalf("the call is over by itself: %+v, %v", s.Call, err)
				}
				if s.Call.Danger != danger || danger && (s.Left.Over() || s.Left.Low()) {
					t.Fatalf("in danger %v, and the limit says %+v", danger, s.Left)
				}
				if !danger && s.Left.Over() != (s.Left.Minutes <= 0 || s.Left.Calls <= 0 || s.Left.Days < 0) {
					t.Fatalf("the limit does not warn: %+v", s.Left)
				}
			},
		})
		if going != "" {
			fair(t, w.End(w.As("timur"), going, followup.Ending{Result: followup.Reached}))
		}
	})
}

// However an exit is prepared, proposed, decided, given back and carried out, no
// client who goes to her family or abroad leaves while the gate is closed.
func TestNoCourseOfActsLeadsToTheFamilyPastTheGate(t *testing.T) {
	w := open(t)
	w.gate()
	kinds := []string{followup.ToFamily, followup.ReturnAbroad, "own-housing", followup.OwnDecision, "relocation"}
	rapid.Check(t, func(t *rapid.T) {
		g := w.guest("Gulbahor")
		w.open = false
		t.Repeat(map[string]func(*rapid.T){
			"prepare": func(t *rapid.T) {
				on := pana.Date("")
				if rapid.Bool().Draw(t, "ahead") {
					on = w.House.Today(w.Clock.Now()).AddDays(rapid.IntRange(-2, 3).Draw(t, "days"))
				}
				w.PrepareExit(w.As("dina"), g.id, followup.Plan{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), On: on, Version: w.leaving("dina", g).Exit.Version})
			},
			"propose": func(t *rapid.T) { w.ProposeExit(w.As("dina"), g.id, w.leaving("dina", g).Exit.Version) },
			"decide": func(t *rapid.T) {
				w.DecideExit(w.As("saule"), g.id, followup.Decision{Yes: rapid.Bool().Draw(t, "yes"), Because: "so it is", Version: w.leaving("dina", g).Exit.Version})
			},
			"leave":       func(t *rapid.T) { w.LeaveExit(w.As("dina"), g.id, w.leaving("dina", g).Exit.Version) },
			"time passes": func(t *rapid.T) { w.days(1) },
			"": func(t *rapid.T) {
				x := w.leaving("dina", g).Exit
				if (x.State == followup.Left || x.State == followup.Approved) && (x.Kind == followup.ToFamily || x.Kind == followup.ReturnAbroad) {
					t.Fatalf("she has gone past the gate: %+v", x)
				}
			},
		})
		if w.leaving("dina", g).Sleeps { // make room for the next
			v := w.leaving("dina", g).Exit.Version
			v, err := w.PrepareExit(w.As("dina"), g.id, followup.Plan{Kind: followup.OwnDecision, Version: v})
			if err == nil {
				err = w.LeaveExit(w.As("dina"), g.id, v)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// The schedule names at most one call at a time, never one before she left, and
// never one that has been met.
func TestTheScheduleNamesOneCallAtATime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SampledFrom([]string{"1w 1m 3m 6m 12m 24m 36m", "1w", "2w 1m 2m", "1m 12m"}).Draw(t, "schedule")
		left := pana.Date("2026-01-31").AddDays(rapid.IntRange(0, 400).Draw(t, "left"))
		points, err := followup.Laid(text, left, rapid.IntRange(0, 60).Draw(t, "months"))
		if err != nil {
			t.Fatal(err)
		}
		var reached []pana.Date
		for day := left; day < left.AddDays(1300); day = day.AddDays(rapid.IntRange(1, 20).Draw(t, "days")) {
			p, ok := followup.DueOn(points, reached, day)
			if !ok {
				continue
			}
			if p.On > day || p.On <= left || day >= p.Closes {
				t.Fatalf("on %s, after leaving on %s, %+v is due", day, left, p)
			}
			if rapid.Bool().Draw(t, "reached") {
				reached = append(reached, day)
				if again, still := followup.DueOn(points, reached, day); still {
					t.Fatalf("%s was reached and %s is due at once", p.Code, again.Code)
				}
			}
		}
		for i := 1; i < len(points); i++ {
			if points[i].Opens < points[i-1].Closes {
				t.Fatalf("two windows overlap: %+v", points)
			}
		}
	})
}

func FuzzASafeWordMeansTheSameHoweverItIsWritten(f *testing.F) {
	for _, s := range []string{"Мойчечак", "MOYCHECHAK", "7 7 7", "", "…", "gul-bahor", "Ө", strings.Repeat("a", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, word string) {
		folded := followup.FoldWord(word)
		if followup.FoldWord(strings.ToUpper(word)) != followup.FoldWord(strings.ToLower(strings.ToUpper(word))) {
			t.Errorf("%q changes with its case", word)
		}
		if folded != followup.FoldWord(" "+word+" ") {
			t.Errorf("%q changes with the space around it", word)
		}
	})
}

func FuzzAScheduleIsReadOrRefused(f *testing.F) {
	for _, s := range []string{"1w 1m 3m", "", "1m 1w", "0w", "1x", "99999999999999999999m", "1w1m", " 2w  6m ", "-1w", "м"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		points, err := followup.Laid(text, "2026-11-23", 120)
		if err != nil {
			if pana.KindOf(err) != pana.Invalid {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		for i := 1; i < len(points); i++ {
			if points[i].On <= points[i-1].On {
				t.Errorf("%q goes back: %+v", text, points)
			}
		}
	})
}
