package demo

import (
	"testing"

	"example.org/pana/forms"
)

func TestFormsWereAnsweredAndOneWaitsToBeGoneOnWith(t *testing.T) {
	v := theWorld(t)
	f := forms.New(v.House, v.files)
	for name, want := range map[string]int{"drawing": 2, "farm": 1, "mother": 1, "builder": 1} {
		filled, err := f.Filled(v.as(t, "saule"), v.Cases[name])
		if err != nil {
			t.Fatal(err)
		}
		if len(filled.Forms) != want {
			t.Errorf("%s: %d forms, want %d", name, len(filled.Forms), want)
			continue
		}
		one, err := f.Read(v.as(t, "saule"), v.Cases[name], filled.Forms[0].ID)
		if err != nil || one.Answers == nil {
			t.Fatalf("%s: %v", name, err)
		}
		if open := one.State == forms.Open; open != (name == "builder") {
			t.Errorf("%s: the form is %s", name, one.State)
		}
		if fs := one.Answers.Faults("ru"); len(fs) > 0 {
			t.Errorf("%s: %v", name, fs)
		}
	}
	mother, _ := f.Filled(v.as(t, "saule"), v.Cases["mother"])
	one, err := f.Read(v.as(t, "saule"), v.Cases["mother"], mother.Forms[0].ID)
	if err != nil || one.Answers.Value("weighty") != "1" {
		t.Errorf("%v: %q risks come first", err, one.Answers.Value("weighty"))
	}
	shelf, err := f.Shelf(v.as(t, "dina"))
	if err != nil || len(shelf) != 4 {
		t.Errorf("%v: %d forms on the shelf", err, len(shelf))
	}
}
