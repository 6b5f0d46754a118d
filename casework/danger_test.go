package casework

import (
	"context"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/policy"
)

// reading are the texts of the notes that name reads in a file.
func (w *world) reading(name string, a Added) (texts []string) {
	w.t.Helper()
	f, err := w.Open(w.As(name), a.Code)
	if err != nil {
		w.t.Fatalf("%s opens the file: %v", name, err)
	}
	for _, n := range f.Timeline {
		if n.Text != "" {
			texts = append(texts, n.Text)
		}
	}
	return texts
}

// inDanger is a client of Dina's with words of care, in bed tonight.
func (w *world) inDanger() Added {
	w.t.Helper()
	a := w.come("dina", called("Aru"))
	w.assign(a, "dina", pana.SocialWorker)
	w.bed(a, "")
	w.note(a, "dina", pana.Care, "note", "She fears the man with the grey car.")
	return a
}

func herself(name, reason string, parts ...pana.Compartment) Danger {
	return Danger{Parts: parts, Reason: reason, Passphrase: housetest.Passphrase(name)}
}

// lentTo is what Saule and Marat type to open the care of a file to somebody.
func (w *world) lentTo(reader string) Danger {
	d := herself("saule", "He stands at the gate.", pana.Care)
	d.For, d.Second = w.Staff(reader), house.Entry{Name: "Marat", Passphrase: housetest.Passphrase("marat"), Address: "127.0.0.1"}
	return d
}

func TestAColleagueOpensAFileInDangerAndThoseConcernedAreTold(t *testing.T) {
	w := open(t)
	a := w.inDanger()
	if got := w.reading("erlan", a); len(got) != 0 {
		t.Fatalf("Erlan reads %v before", got)
	}
	if err := w.OpenInDanger(w.As("erlan"), a.Code, herself("erlan", "She called from the street.", pana.Care)); err != nil {
		t.Fatal(err)
	}
	if got := w.reading("erlan", a); !slices.Contains(got, "She fears the man with the grey car.") {
		t.Errorf("Erlan reads %v", got)
	}
	if _, err := w.WriteNote(w.As("erlan"), a.Client, NewNote{Text: "mine"}); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("he writes into it: %v", err)
	}
	for name, want := range map[string]int{"dina": 1, "saule": 1, "marat": 1, "erlan": 0, "gulnar": 0} {
		told, err := w.House.Notices(w.As(name))
		if err != nil || len(told) != want {
			t.Errorf("%s is told %+v, %v", name, told, err)
		}
		if want == 1 && (told[0].By != w.Staff("erlan") || told[0].Code != a.Code || told[0].Say != "notice.danger") {
			t.Errorf("%s is told %+v", name, told)
		}
	}
	for _, name := range []string{"dina", "marat"} {
		p, err := w.DangerOf(w.As(name), a.Code)
		if err != nil || len(p.Openings) != 1 || p.Openings[0].Reason != "She called from the street." || p.Openings[0].Reader != w.Staff("erlan") {
			t.Errorf("%s reads %+v, %v", name, p.Openings, err)
		}
		h, err := w.Trail(w.As(name), a.Code)
		opened := func(tr Trace) bool { return tr.Act == policy.OpenInDanger && tr.Staff == w.Staff("erlan") }
		if err != nil || !slices.ContainsFunc(h.Looked, opened) {
			t.Errorf("who looked, for %s: %+v, %v", name, h.Looked, err)
		}
	}
	if n := count(t, w, `SELECT COUNT(*) FROM trail WHERE act = $1`, policy.OpenInDanger); n != 1 {
		t.Errorf("%d lines say that it was opened; to look at the page is not to open", n)
	}
	if p, err := w.DangerOf(w.As("gulnar"), a.Code); err != nil || len(p.Openings) != 0 || p.Running.ID != "" {
		t.Errorf("Gulnar, who does not work with her, reads %+v, %v", p, err)
	}
}

func TestADayAfterItWasOpenedInDangerAFileIsClosed(t *testing.T) {
	w := open(t)
	a := w.inDanger()
	if err := w.OpenInDanger(w.As("erlan"), a.Code, herself("erlan", "x", pana.Care)); err != nil {
		t.Fatal(err)
	}
	if err := w.OpenInDanger(w.As("saule"), a.Code, w.lentTo("timur")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"erlan", "timur"} {
		if got := w.reading(name, a); len(got) != 1 {
			t.Errorf("%s reads %v", name, got)
		}
	}
	w.Clock.Advance(DangerTime - time.Minute)
	for _, name := range []string{"erlan", "timur"} {
		if got := w.reading(name, a); len(got) != 1 {
			t.Errorf("a minute before the end %s reads %v", name, got)
		}
	}
	w.Clock.Advance(time.Minute)
	for _, name := range []string{"erlan", "timur"} {
		if got := w.reading(name, a); len(got) != 0 {
			t.Errorf("the day is over and %s reads %v", name, got)
		}
	}
	if _, care := w.opens("timur", a); care {
		t.Error("the day is over and Timur's keys open the words")
	}
}

func TestTwoLendKeysToTheNightAndTakeThemBack(t *testing.T) {
	w := open(t)
	a := w.inDanger()
	timur := herself("timur", "x", pana.Care)
	is(t, w.OpenInDanger(w.As("timur"), a.Code, timur), pana.Invalid, "danger.keys")
	if _, care := w.opens("timur", a); care {
		t.Fatal("the night's keys open care")
	}
	if err := w.OpenInDanger(w.As("saule"), a.Code, w.lentTo("timur")); err != nil {
		t.Fatal(err)
	}
	if _, care := w.opens("timur", a); !care || len(w.reading("timur", a)) != 1 {
		t.Error("what was lent does not open")
	}
	p, err := w.DangerOf(w.As("timur"), a.Code)
	if err != nil || p.Running.Second != w.Staff("marat") || len(p.Openings) != 0 {
		t.Fatalf("Timur's page: %+v, %v", p, err)
	}
	is(t, w.EndDanger(w.As("gulnar"), a.Client, p.Running.ID), pana.NotFound, "record.absent")
	for range 2 {
		if err := w.EndDanger(w.As("timur"), a.Client, p.Running.ID); err != nil {
			t.Fatal(err)
		}
	}
	if _, care := w.opens("timur", a); care || len(w.reading("timur", a)) != 0 {
		t.Error("given back, and it opens")
	}
}

func TestWhoCannotOpenAFileInDanger(t *testing.T) {
	w := open(t)
	a := w.inDanger()
	other := w.come("dina", called("Not here tonight"))
	erlan := w.As("erlan")
	is(t, w.OpenInDanger(erlan, a.Code, herself("erlan", " ", pana.Care)), pana.Invalid, "danger.reason")
	is(t, w.OpenInDanger(erlan, a.Code, herself("erlan", "x")), pana.Invalid, "danger.parts")
	is(t, w.OpenInDanger(erlan, a.Code, herself("erlan", "x", pana.Therapy)), pana.Invalid, "danger.parts")
	is(t, w.OpenInDanger(erlan, a.Code, herself("dina", "x", pana.Care)), pana.Forbidden, "signin.wrong")
	is(t, w.OpenInDanger(w.As("bolat"), a.Code, herself("bolat", "x", pana.Legal)), pana.NotFound, "client.absent")
	is(t, w.OpenInDanger(w.As("timur"), other.Code, herself("timur", "x", pana.Care)), pana.NotFound, "client.absent")
	is(t, w.OpenInDanger(w.As("lena"), a.Code, herself("lena", "x", pana.Care)), pana.NotFound, "client.absent")

	lent := w.lentTo("kamila") // a teacher meets no file
	is(t, w.OpenInDanger(w.As("saule"), a.Code, lent), pana.Invalid, "danger.reader")
	lent = w.lentTo("timur")
	lent.Second = house.Entry{Name: "Dina", Passphrase: housetest.Passphrase("dina"), Address: "127.0.0.1"}
	is(t, w.OpenInDanger(w.As("saule"), a.Code, lent), pana.Conflict, "together.two")

	// Hidden from Marat: he opens nothing, and stands for nobody.
	if err := w.SetConflict(w.As("dina"), a.Client, w.Staff("marat")); err != nil {
		t.Fatal(err)
	}
	is(t, w.OpenInDanger(w.As("marat"), a.Code, herself("marat", "x", pana.Care)), pana.NotFound, "client.absent")
	is(t, w.OpenInDanger(w.As("saule"), a.Code, w.lentTo("timur")), pana.Conflict, "together.two")
	if n := count(t, w, `SELECT COUNT(*) FROM danger_openings`); n != 0 {
		t.Errorf("%d openings of what stayed closed", n)
	}
	if told, err := w.House.Notices(w.As("marat")); err != nil || len(told) != 0 {
		t.Errorf("Marat is told %+v, %v", told, err)
	}
}

// However a file is opened in danger, closed, hidden and waited for: a reader
// outside reads it while an opening of hers runs, and at no other time.
func TestDangerOpensNothingBeforeAndNothingAfter(t *testing.T) {
	w := open(t)
	runs := 0
	rapid.Check(t, func(rt *rapid.T) {
		if runs++; runs > 4 {
			return
		}
		a := w.inDanger()
		until := map[string]time.Time{}
		now := w.House.Now
		rt.Repeat(map[string]func(*rapid.T){
			"Erlan opens it": func(t *rapid.T) {
				if w.OpenInDanger(w.As("erlan"), a.Code, herself("erlan", "x", pana.Care)) == nil {
					until["erlan"] = now().Add(DangerTime)
				}
			},
			"two open it to Timur": func(t *rapid.T) {
				if w.OpenInDanger(w.As("saule"), a.Code, w.lentTo("timur")) == nil {
					until["timur"] = now().Add(DangerTime)
				}
			},
			"it is closed": func(t *rapid.T) {
				name := rapid.SampledFrom([]string{"erlan", "timur"}).Draw(t, "who")
				p, err := w.DangerOf(w.As(name), a.Code)
				if err == nil && p.Running.ID != "" {
					if err := w.EndDanger(w.As(name), a.Client, p.Running.ID); err != nil {
						t.Fatal(err)
					}
				}
				delete(until, name)
			},
			"time passes": func(t *rapid.T) {
				w.Clock.Advance(time.Duration(rapid.IntRange(1, 14).Draw(t, "hours")) * time.Hour)
			},
			"keys are swept": func(t *rapid.T) {
				if _, err := w.House.Vault.EndLoans(context.Background()); err != nil {
					t.Fatal(err)
				}
			},
			"": func(t *rapid.T) {
				for _, name := range []string{"erlan", "timur"} {
					want := until[name].After(now())
					if got := len(w.reading(name, a)) == 1; got != want {
						t.Fatalf("%s reads: %v, want %v", name, got, want)
					}
				}
				if _, care := w.opens("timur", a); care != until["timur"].After(now()) {
					t.Fatalf("Timur's keys open care: %v", care)
				}
			},
		})
	})
}
