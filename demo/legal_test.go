package demo

import (
	"slices"
	"testing"

	"example.org/pana"
	"example.org/pana/legal"
)

func TestPapersAndCourtAreLivedThrough(t *testing.T) {
	w := theWorld(t)
	law := legal.New(w.House, w.files)
	bolat, dina, erlan := w.as(t, "bolat"), w.as(t, "dina"), w.as(t, "erlan")
	code := func(name string) string { return w.Cases[name] }

	v, err := law.Papers(bolat, code("expecting"))
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(v.Papers, func(p legal.Paper) bool { return p.Kind == "return-certificate" })
	way, running := v.Papers[i].Running()
	if !running || way.Template != "uz-return-certificate" {
		t.Fatalf("the certificate is not on its way: %+v", v.Papers[i])
	}
	j := slices.IndexFunc(way.Steps, func(s legal.Step) bool { return s.Code == "identity-check" })
	if n, ok := way.Steps[j].Waiting(v.Today); !ok || n != 12 {
		t.Errorf("waiting %d days for the consulate, want 12", n)
	}
	if !slices.ContainsFunc(v.Papers, func(p legal.Paper) bool { return p.Kind == "passport" && p.State == "withheld" && p.Missing(v.Today) }) {
		t.Error("nobody wrote down who keeps her passport")
	}
	court, err := law.Court(bolat, code("expecting"))
	if err != nil {
		t.Fatal(err)
	}
	wish, _ := court.Wish()
	if wish.Wish != legal.WishYes || !court.Changed() || wish.Told == "" {
		t.Errorf("she wishes %q", wish.Wish)
	}
	trial := court.Cases[0]
	k := slices.IndexFunc(trial.Hearings, func(h legal.Hearing) bool { return h.Ahead(court.Today) })
	if k < 0 || trial.Hearings[k].Entrance != "granted" || !trial.Hearings[k].Interpreted() || len(trial.Hearings[k].Escorts) != 2 {
		t.Errorf("the next day in court: %+v", trial.Hearings)
	}

	v, err = law.Papers(bolat, code("before-1991"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range v.Papers {
		if p.Kind == "passport" {
			if _, exact := p.Issued.Exact(); exact || p.Country != "" || p.Document == "" {
				t.Errorf("the Soviet page: %+v", p.NewPaper)
			}
		}
	}
	if c, err := law.Court(dina, code("before-1991")); err != nil || len(c.Cases) != 0 || c.Wishes[0].Wish != legal.WishNo {
		t.Errorf("she wants no court: %+v, %v", c.Wishes, err)
	}
	v, err = law.Papers(erlan, code("builder"))
	if err != nil || !v.Papers[0].Here(v.Today) || v.Papers[0].Was != "withheld" || v.Papers[0].Number != "ОЙД-00133" {
		t.Errorf("the builder's card: %+v, %v", v.Papers, err)
	}
	if c, err := law.Court(erlan, code("builder")); err != nil || c.Cases[0].Sum("paid", "KZT") != 400_000 || c.Cases[0].Sum("awarded", "KZT") != 1_120_000 {
		t.Errorf("what he was paid: %+v, %v", c.Cases, err)
	}
	now, err := law.CourtsNow(bolat)
	if err != nil || len(now) < 3 || !slices.ContainsFunc(now, func(c legal.CourtNow) bool { return c.Due != "" && c.Stage == "appeal" }) {
		t.Errorf("the lawyer's day: %+v, %v", now, err)
	}
	near, err := law.Expiring(dina, 0)
	if err != nil || !slices.ContainsFunc(near, func(e legal.Expiry) bool { return e.Code == code("mother") }) {
		t.Errorf("a passport runs out: %+v, %v", near, err)
	}
	if _, err := law.Papers(w.as(t, "gulnara"), code("expecting")); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("the psychologist reads papers: %v", err)
	}
}
