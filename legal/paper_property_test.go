package legal_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/legal"
)

// Whatever is answered, taken back and tried in whatever order: nobody at an
// embassy or with the police is ever turned to unless she allows exactly that at
// that moment.
func TestNobodyIsAskedWithoutStandingConsent(t *testing.T) {
	w := open(t)
	consulate := w.organisation("embassy", "Consulate by the lake")
	recipients := map[pana.Purpose][]string{pana.EmbassyUse: {"embassy", string(consulate)}, pana.PoliceUse: {"police"}}
	rapid.Check(t, func(t *rapid.T) {
		a := w.woman()
		w.restoring(a, "return-certificate", "uz-return-certificate")
		// The model of what stands: by purpose and recipient, the last day.
		stands := map[[2]string]pana.Date{}
		given := map[[2]string][]pana.ConsentID{}
		now := func() pana.Date { return w.House.Today(w.Clock.Now()) }
		which := func(t *rapid.T) (pana.Purpose, string) {
			p := rapid.SampledFrom([]pana.Purpose{pana.EmbassyUse, pana.PoliceUse}).Draw(t, "purpose")
			return p, rapid.SampledFrom(recipients[p]).Draw(t, "recipient")
		}
		t.Repeat(map[string]func(*rapid.T){
			"agrees": func(t *rapid.T) {
				p, to := which(t)
				until := now().AddDays(rapid.IntRange(0, 4).Draw(t, "days"))
				id, err := w.files.RecordConsent(w.As("dina"), a.Client, casework.NewConsent{Purpose: p, Recipient: to, Until: until})
				if err != nil {
					t.Fatal(err)
				}
				w.later()
				key := [2]string{string(p), to}
				given[key] = append(given[key], id)
				stands[key] = max(stands[key], until)
			},
			"says no": func(t *rapid.T) {
				p, to := which(t)
				if rapid.Bool().Draw(t, "to all") {
					to = ""
				}
				_, err := w.files.RecordConsent(w.As("dina"), a.Client, casework.NewConsent{Purpose: p, Recipient: to, Refused: true})
				if err != nil {
					t.Fatal(err)
				}
				w.later()
				for key := range stands {
					if key[0] == string(p) && (to == "" || key[1] == to) {
						delete(stands, key)
					}
				}
			},
			"takes back": func(t *rapid.T) {
				p, to := which(t)
				key := [2]string{string(p), to}
				if len(given[key]) == 0 {
					t.Skip("nothing was given")
				}
				last := given[key][len(given[key])-1]
				given[key] = given[key][:len(given[key])-1]
				if err := w.files.WithdrawConsent(w.As("dina"), a.Client, last); err != nil {
					t.Fatal(err)
				}
				w.later()
				delete(stands, key) // what was taken back closes older ones too
			},
			"time passes": func(t *rapid.T) {
				w.Clock.Advance(time.Duration(rapid.IntRange(1, 60).Draw(t, "hours")) * time.Hour)
			},
			"asks": func(t *rapid.T) {
				code := rapid.SampledFrom([]string{"police-note", "form", "identity-check", "collect"}).Draw(t, "step")
				s := w.step(a, code)
				n := s.StepFacts
				if code != "police-note" && rapid.Bool().Draw(t, "by name") {
					n.Office = consulate
				}
				if rapid.Bool().Draw(t, "fetch") {
					n.Done = now()
				} else if n.Done == "" {
					n.Asked = now()
				}
				turns := s.Asked == "" && n.Asked != "" || s.Done == "" && n.Done != "" || (n.Asked != "" || n.Done != "") && n.Office != s.Office
				err := w.TakeStep(w.As("dina"), a.Client, s.ID, n, s.Version)
				to := string(n.Office)
				if to == "" {
					to = string(s.Needs)
				}
				until, may := stands[[2]string{string(s.Needs), to}]
				may = may && now() <= until
				if err == nil && turns && !may {
					t.Fatalf("%s was asked for %s without consent", to, code)
				}
				if err != nil && turns && may {
					t.Fatalf("%s was not asked for %s although she agreed: %v", to, code, err)
				}
			},
		})
		w.Clock.Set(w.Clock.Now()) // the next course goes on from here
	})
}

// Waiting days are never negative and never longer than the time since asking.
func TestWaitingDaysAreCountedFromAskingToReceiving(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		asked := pana.Date("2026-01-01").AddDays(rapid.IntRange(0, 300).Draw(t, "asked"))
		day := pana.Date("2026-01-01").AddDays(rapid.IntRange(0, 400).Draw(t, "today"))
		s := legal.StepFacts{Asked: asked}
		if rapid.Bool().Draw(t, "received") {
			s.Done = asked.AddDays(rapid.IntRange(0, 60).Draw(t, "after"))
		}
		n, ok := s.Waiting(day)
		if !ok || n < 0 {
			t.Fatalf("waiting %d, %v", n, ok)
		}
		if s.Done != "" && asked.AddDays(n) != s.Done || s.Done == "" && day >= asked && asked.AddDays(n) != day {
			t.Fatalf("asked %s, received %s, today %s: %d days", asked, s.Done, day, n)
		}
	})
}
