package casework

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/policy"
)

// newsOf signs name in after hours away and returns what is new, by code.
func (w *world) newsOf(name string, hours int) map[string][]Done {
	w.t.Helper()
	w.Clock.Advance(time.Duration(hours) * time.Hour)
	n, err := w.Since(w.As(name))
	if err != nil {
		w.t.Fatalf("what is new to %s: %v", name, err)
	}
	news := map[string][]Done{}
	for _, f := range n.Files {
		news[f.Code] = f.Done
	}
	return news
}

func TestWhoComesBackIsToldWhatOthersDidMeanwhile(t *testing.T) {
	w := open(t)
	mine, other := w.come("saule", called("Gulbahor")), w.come("saule", called("Mehribon"))
	for _, name := range []string{"dina", "gulnar", "bolat"} {
		w.assign(mine, name, map[string]pana.Role{"dina": pana.SocialWorker, "gulnar": pana.Psychologist, "bolat": pana.Lawyer}[name])
	}
	w.newsOf("dina", 24)
	w.newsOf("bolat", 0)
	note := func(name string, a Added, p pana.Compartment) {
		t.Helper()
		w.Clock.Advance(time.Minute)
		if _, err := w.WriteNote(w.As(name), a.Client, NewNote{Compartment: p, Text: "An ordinary day."}); err != nil {
			t.Fatalf("%s writes: %v", name, err)
		}
	}
	w.Clock.Advance(7 * time.Hour)
	note("gulnar", mine, pana.Care)
	note("gulnar", mine, pana.Care)
	note("gulnar", mine, pana.Therapy)
	note("saule", mine, pana.Legal)
	note("saule", other, pana.Care)
	if _, err := w.Open(w.As("saule"), mine.Code); err != nil {
		t.Fatal(err)
	}
	// Dina reads care and legal of her own client; of a colleague's no words at all.
	if d := cmp.Diff(map[string][]Done{mine.Code: {{policy.NoteClient, 3}}}, w.newsOf("dina", 3)); d != "" {
		t.Errorf("to Dina: %s", d)
	}
	// Bolat reads legal only.
	if d := cmp.Diff(map[string][]Done{mine.Code: {{policy.NoteClient, 1}}}, w.newsOf("bolat", 0)); d != "" {
		t.Errorf("to Bolat: %s", d)
	}
	// What she did herself is no news, and signing in once more within a shift
	// does not wipe it out.
	note("dina", mine, pana.Care)
	if d := cmp.Diff(map[string][]Done{mine.Code: {{policy.NoteClient, 3}}}, w.newsOf("dina", 1)); d != "" {
		t.Errorf("to Dina, an hour later: %s", d)
	}
	if news := w.newsOf("dina", 12); len(news) > 0 {
		t.Errorf("after the next night it is still new: %v", news)
	}
	is(t, func() error { _, err := w.Since(w.As("lena")); return err }(), pana.Forbidden, "policy.refused")
}
