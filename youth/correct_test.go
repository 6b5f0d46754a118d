package youth_test

import (
	"slices"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/youth"
)

// The birth certificate comes a week later: name, day of birth and sex are put right,
// and what stood before stays with the reason.
func TestANameABirthAndASexArePutRightAndWhatStoodBeforeStays(t *testing.T) {
	w := open(t)
	berik, code := w.comes("Berik")
	page := func(who string) youth.Correcting {
		t.Helper()
		d, err := w.Correcting(w.As(who), code)
		w.must("the page for corrections", err)
		return d
	}
	first := page("arman")
	if first.Name != "Berik Invented" || first.Birth != "" || len(first.Earlier) != 0 || first.Closed {
		t.Fatalf("before anything: %+v", first)
	}
	right := youth.Correction{Version: first.Client.Version, Name: "Birzhan Invented", Birth: "2011-03-14", Year: 1999, AgeBand: "9-17", Sex: "female"}
	housetest.Refused(t, w.Correct(w.As("arman"), berik, right), pana.Invalid, "youth.correct.why")
	right.Why = "The birth certificate says so"
	for field, change := range map[string]func(*youth.Correction){
		"sex":        func(n *youth.Correction) { n.Sex = "both" },
		"age_band":   func(n *youth.Correction) { n.AgeBand = "young" },
		"birth":      func(n *youth.Correction) { n.Birth = "2031-01-01" },
		"birth_year": func(n *youth.Correction) { n.Birth, n.Year = "", 1200 },
		"full_name":  func(n *youth.Correction) { n.Name = "Bir\u202ezhan" },
	} {
		wrong := right
		change(&wrong)
		err := w.Correct(w.As("arman"), berik, wrong)
		if e, ok := err.(*pana.Error); !ok || e.Kind != pana.Invalid || e.Field != field && !(field == "birth" && e.Field == "birth_year") {
			t.Errorf("a wrong %s: %v", field, err)
		}
	}
	if d := page("arman"); len(d.Earlier) != 0 || d.Name != first.Name || d.Client.Version != first.Client.Version {
		t.Errorf("something was kept of what was refused: %+v", d)
	}
	w.must("put right", w.Correct(w.As("arman"), berik, right))

	d := page("nurlan")
	if d.Name != "Birzhan Invented" || d.Birth != "2011-03-14" || d.Client.BirthYear != 2011 || d.Client.Sex != "female" || d.Client.Language != "kk" {
		t.Errorf("now: %+v", d)
	}
	if len(d.Earlier) != 1 {
		t.Fatalf("%d earlier versions", len(d.Earlier))
	}
	x := d.Earlier[0]
	if x.Name != "Berik Invented" || x.Birth != "" || x.Year != 0 || x.Sex != "male" || x.Why != right.Why || x.On != today || x.By != w.Staff("arman") ||
		!slices.Equal(x.Fields(), []string{"sex", "birth_year", "full_name", "birth"}) {
		t.Errorf("what stood before: %+v", x)
	}
	if f := w.file(code); f.Name != "Birzhan Invented" || f.Birth != "2011-03-14" || f.Call != "Berik" {
		t.Errorf("her file: %q %q, called %q", f.Name, f.Birth, f.Call)
	}

	// The page of somebody who read it before is older than the record.
	late := right
	late.Sex, late.Why = "male", "He says so"
	housetest.Stale(t, w.Correct(w.As("nurlan"), berik, late), "sex")
	late.Version = d.Client.Version
	w.must("again", w.Correct(w.As("nurlan"), berik, late))
	same := late
	same.Version = page("nurlan").Client.Version
	w.must("the same once more", w.Correct(w.As("nurlan"), berik, same))
	if d := page("arman"); len(d.Earlier) != 2 || d.Earlier[0].Sex != "female" || d.Earlier[0].Name != "Birzhan Invented" || !slices.Equal(d.Earlier[0].Fields(), []string{"sex"}) {
		t.Errorf("two corrections: %+v", d.Earlier)
	}
}

// Who teaches, who helps and who works at a shelter put nothing right and read none of it.
func TestOnlyWhoKeepsAYoungPersonsFilePutsItRight(t *testing.T) {
	w := open(t)
	berik, code := w.comes("Berik")
	n := youth.Correction{Version: 1, Name: "Birzhan", Why: "So it is"}
	for _, who := range []string{"aizhan", "olzhas", "dina"} {
		if _, err := w.Correcting(w.As(who), code); pana.KindOf(err) != pana.Forbidden && pana.KindOf(err) != pana.NotFound {
			t.Errorf("%s reads it: %v", who, err)
		}
		if err := w.Correct(w.As(who), berik, n); pana.KindOf(err) != pana.Forbidden && pana.KindOf(err) != pana.NotFound {
			t.Errorf("%s puts it right: %v", who, err)
		}
	}
	// The page of the shelter does not reach her, whoever asks, and that of the centre no client.
	if err := w.files.Edit(w.As("saule"), berik, casework.Edit{Version: 1, Names: &casework.Names{Full: "Birzhan"}}); pana.KindOf(err) != pana.NotFound {
		t.Errorf("the shelter's page: %v", err)
	}
	if f := w.file(code); f.Name != "Berik Invented" {
		t.Errorf("she is called %q", f.Name)
	}
}
