package complaints_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/complaints"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
)

// A world is the test house; its clock stands on Monday, 23 November 2026.
type world struct {
	*housetest.World
	*complaints.Complaints
	t testing.TB
}

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, complaints.Schema())}
	w.Complaints = complaints.New(w.House)
	return w
}

// complains has Timur write one down about those named, and returns its slip.
func (w *world) complains(about ...string) string {
	w.t.Helper()
	n := complaints.NewComplaint{Site: w.Shelter.ID, Slip: complaints.NewSlip(), Kind: "treated", Speaker: "resident", Way: "paper", What: "I was shouted at."}
	for _, name := range about {
		n.About = append(n.About, w.Staff(name))
	}
	housetest.Done(w.t, "written down", w.File(w.As("timur"), n))
	w.Clock.Advance(time.Second)
	return n.Slip
}

func (w *world) listed(who string) []complaints.Complaint {
	w.t.Helper()
	list, _, err := w.List(w.As(who))
	housetest.Done(w.t, who+" lists", err)
	return list
}

func errOf[T any](_ T, err error) error { return err }

func TestAComplaintGoesPastThePersonItIsAbout(t *testing.T) {
	w := open(t)
	slip := w.complains("saule")
	for who, want := range map[string]int{"saule": 0, "marat": 1, "dina": 0, "timur": 0, "lena": 0} {
		if got := len(w.listed(who)); got != want {
			t.Errorf("%s is listed %d, want %d", who, got, want)
		}
	}
	one := w.listed("marat")[0]
	never := errOf(w.One(w.As("saule"), "nothing"))
	if err := errOf(w.One(w.As("saule"), one.ID)); err.Error() != never.Error() {
		t.Errorf("Saule is answered %v about herself, %v about nothing", err, never)
	}
	if err := w.Settle(w.As("saule"), one.ID, complaints.Settling{Outcome: "mended", Answer: "x"}, 1); err.Error() != w.Settle(w.As("saule"), "nothing", complaints.Settling{Outcome: "mended", Answer: "x"}, 1).Error() {
		t.Errorf("Saule settles: %v", err)
	}
	other := complaints.NewSlip()
	mine, none := errOf(w.Reply(w.As("saule"), slip)), errOf(w.Reply(w.As("saule"), other))
	housetest.Refused(t, mine, pana.Invalid, "grievance.slip.none")
	if mine.Error() != none.Error() {
		t.Errorf("of her slip %v, of none %v", mine, none)
	}
	for _, who := range []string{"saule", "marat", "dina"} {
		told, err := w.House.Notices(w.As(who))
		housetest.Done(t, who+" is told", err)
		if got := slices.ContainsFunc(told, func(n house.Notice) bool { return n.Say == "notice.complaint" }); got != (who == "marat") {
			t.Errorf("%s is told: %v", who, got)
		}
	}
	full, err := w.One(w.As("marat"), one.ID)
	if err != nil || full.What != "I was shouted at." || len(full.About) != 1 {
		t.Errorf("Marat reads %+v, %v", full, err)
	}
}

func TestWithBothHeadsNamedThoseWhoWorkWithClientsAnswer(t *testing.T) {
	w := open(t)
	w.complains("saule", "marat", "dina")
	for who, want := range map[string]int{"saule": 0, "marat": 0, "dina": 0, "erlan": 1, "gulnar": 1, "timur": 0} {
		if got := len(w.listed(who)); got != want {
			t.Errorf("%s is listed %d, want %d", who, got, want)
		}
	}
}

// Whoever is named, and however many: nobody who is named ever answers.
func TestNobodyAnswersAComplaintAboutHerself(t *testing.T) {
	roles := []pana.Role{pana.Director, pana.Deputy, pana.SocialWorker, pana.Psychologist, pana.NightDuty, pana.Volunteer}
	rapid.Check(t, func(t *rapid.T) {
		var all []house.Member
		var about []pana.StaffID
		heads := 0
		for i := range rapid.IntRange(0, 12).Draw(t, "staff") {
			m := house.Member{ID: pana.StaffID(rune('a' + i)), Grants: []pana.Grant{{Role: rapid.SampledFrom(roles).Draw(t, "role"), Site: rapid.SampledFrom([]pana.SiteID{"", "here", "there"}).Draw(t, "site")}}}
			if rapid.Bool().Draw(t, "left") {
				m.Ended = "2026-01-01"
			}
			named := rapid.Bool().Draw(t, "named")
			if named {
				about = append(about, m.ID)
			}
			if g := m.Grants[0]; m.Ended == "" && !named && g.Site != "there" && (g.Role == pana.Director || g.Role == pana.Deputy) {
				heads++
			}
			all = append(all, m)
		}
		got := complaints.Handlers(all, "here", about)
		for _, s := range got {
			i := slices.IndexFunc(all, func(m house.Member) bool { return m.ID == s })
			if slices.Contains(about, s) || all[i].Ended != "" || all[i].Grants[0].Site == "there" {
				t.Fatalf("%s answers", s)
			}
		}
		if heads > 0 && len(got) != heads {
			t.Fatalf("%d heads are free, %d answer", heads, len(got))
		}
	})
}

func TestTheAnswerGoesBackByTheNumberOfTheSlip(t *testing.T) {
	w := open(t)
	housetest.Done(t, "chosen", w.SetSettings(w.As("saule"), complaints.Settings{Days: 10, Outside: "Ombudsman: +7 000"}, 0))
	slip := w.complains("dina")
	one := w.listed("saule")[0]
	if one.Due != "2026-12-03" || one.Late("2026-12-03") || !one.Late("2026-12-04") || one.What != "" {
		t.Errorf("listed is %+v", one)
	}
	r, err := w.Reply(w.As("lena"), strings.ToLower(strings.ReplaceAll(slip, "-", " ")))
	if err != nil || r.Outcome != "" || r.Answer != "" || r.Due != "2026-12-03" {
		t.Errorf("before the answer: %+v, %v", r, err)
	}
	s := complaints.Settling{Outcome: "mended", Answer: "We have talked. It will not happen again.", Done: "Spoke with Dina."}
	housetest.Refused(t, w.Settle(w.As("saule"), one.ID, complaints.Settling{Answer: "x"}, 1), pana.Invalid, "grievance.outcome")
	housetest.Refused(t, w.Settle(w.As("saule"), one.ID, complaints.Settling{Outcome: "mended"}, 1), pana.Invalid, "grievance.answer")
	housetest.Refused(t, w.Settle(w.As("saule"), one.ID, complaints.Settling{Outcome: "forgotten", Answer: "x"}, 1), pana.Invalid, "codes.unknown")
	housetest.Refused(t, w.Settle(w.As("timur"), one.ID, s, 1), pana.NotFound, "record.absent")
	housetest.Done(t, "answered", w.Settle(w.As("saule"), one.ID, s, 1))
	housetest.Stale(t, w.Settle(w.As("marat"), one.ID, s, 1), "answer")
	r, err = w.Reply(w.As("lena"), slip)
	if err != nil || r.Answer != s.Answer || r.Outcome != "mended" {
		t.Errorf("after the answer: %+v, %v", r, err)
	}
	_, counts, err := w.List(w.As("marat"))
	if err != nil || !slices.Equal(counts, []complaints.Count{{Year: "2026", Kind: "treated", N: 1}}) {
		t.Errorf("counted are %+v, %v", counts, err)
	}
	housetest.Refused(t, w.SetSettings(w.As("dina"), complaints.Settings{}, 1), pana.Forbidden, "policy.refused")
}

func TestWhatIsNoComplaintIsRefused(t *testing.T) {
	w := open(t)
	slip := w.complains()
	for name, c := range map[string]struct {
		n    complaints.NewComplaint
		kind pana.Kind
		say  string
	}{
		"no word":              {complaints.NewComplaint{Site: w.Shelter.ID, Slip: complaints.NewSlip()}, pana.Invalid, "grievance.what"},
		"no slip":              {complaints.NewComplaint{Site: w.Shelter.ID, What: "x"}, pana.Invalid, "grievance.slip"},
		"a slip that is taken": {complaints.NewComplaint{Site: w.Shelter.ID, What: "x", Slip: slip}, pana.Conflict, "grievance.slip.taken"},
		"a kind nobody knows":  {complaints.NewComplaint{Site: w.Shelter.ID, What: "x", Slip: slip, Kind: "weather"}, pana.Invalid, "codes.unknown"},
		"about nobody here":    {complaints.NewComplaint{Site: w.Shelter.ID, What: "x", Slip: complaints.NewSlip(), About: []pana.StaffID{"nobody"}}, pana.Invalid, "record.staff.absent"},
		"nowhere":              {complaints.NewComplaint{What: "x", Slip: complaints.NewSlip()}, pana.Invalid, "staff.site.missing"},
	} {
		t.Run(name, func(t *testing.T) { housetest.Refused(t, w.File(w.As("timur"), c.n), c.kind, c.say) })
	}
	if n := len(w.listed("saule")); n != 1 {
		t.Errorf("%d are kept", n)
	}
}

// A slip is read however it is typed, and no single wrong letter and no two that
// changed places make another slip of it.
func TestASlipOfThePenIsNoOtherSlip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slip := complaints.NewSlip()
		if got, err := complaints.ReadSlip(" " + strings.ToLower(slip)); err != nil || got != slip {
			t.Fatalf("%s is read as %s, %v", slip, got, err)
		}
		bare := []byte(strings.ReplaceAll(slip, "-", ""))
		i := rapid.IntRange(0, len(bare)-1).Draw(t, "place")
		wrong := slices.Clone(bare)
		wrong[i] = rapid.SampledFrom([]byte("23456789ABCDEFGHJKMNPQRSTUVWXYZ")).Draw(t, "letter")
		if _, err := complaints.ReadSlip(string(wrong)); (err == nil) != (wrong[i] == bare[i]) {
			t.Fatalf("%s for %s: %v", wrong, bare, err)
		}
		if i > 0 {
			wrong = slices.Clone(bare)
			wrong[i-1], wrong[i] = wrong[i], wrong[i-1]
			if _, err := complaints.ReadSlip(string(wrong)); (err == nil) != (wrong[i] == wrong[i-1]) {
				t.Fatalf("%s for %s: %v", wrong, bare, err)
			}
		}
	})
}

func FuzzReadSlip(f *testing.F) {
	for _, s := range []string{"", "K7QF-2MXA", "k7qf 2mxa", "ILO0-1111", "ÄÖÜ", strings.Repeat("2", 99), "2222-2222"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		slip, err := complaints.ReadSlip(text)
		if err != nil {
			return
		}
		if again, err := complaints.ReadSlip(slip); err != nil || again != slip || len(slip) != 9 {
			t.Fatalf("%q is read as %q and then %q, %v", text, slip, again, err)
		}
	})
}
