package rights_test

import (
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/rights"
)

func TestARestrictedFileIsReadAndLeftAloneUntilAHeadLiftsIt(t *testing.T) {
	w := open(t)
	her := w.cared()
	dina, saule := w.As("dina"), w.As("saule")
	note := w.note("dina", her.Client, casework.NewNote{Text: "She slept well."})
	w.must(w.Restrict(dina, her.Client, "wish"))
	if _, err := w.files.Open(dina, her.Code); err != nil {
		t.Errorf("reading: %v", err)
	}
	if _, err := w.files.RaiseAlert(dina, her.Client, casework.NewAlert{Text: "Somebody waits at the gate."}); err != nil {
		t.Errorf("an alert: %v", err)
	}
	for what, try := range map[string]func() error{
		"a note": func() error {
			_, err := w.files.WriteNote(dina, her.Client, casework.NewNote{Text: "More."})
			return err
		},
		"a correction": func() error {
			_, err := w.files.CorrectNote(dina, her.Client, note, casework.NewNote{Text: "Other."})
			return err
		},
		"a fact": func() error { return w.files.Edit(dina, her.Client, casework.Edit{Version: 1}) },
		"a consent": func() error {
			_, err := w.files.RecordConsent(saule, her.Client, casework.NewConsent{Purpose: pana.ServiceFile})
			return err
		},
		"a copy": func() error {
			_, err := w.Copy(dina, her.Code, rights.Wish{Parts: everyPart, Language: "kk", Way: rights.CopyPrint})
			return err
		},
	} {
		if err := try(); say(err) != "policy.restricted" {
			t.Errorf("%s of a restricted file: %q", what, say(err))
		}
	}
	if err := w.Restrict(dina, her.Client, "contested"); say(err) != "rights.restrict.already" {
		t.Errorf("restricted twice: %q", say(err))
	}
	if err := w.Lift(dina, her.Client, "She asked."); say(err) != "policy.refused" {
		t.Errorf("a worker lifts it: %q", say(err))
	}
	if err := w.Lift(saule, her.Client, " "); say(err) != "rights.lift.why" {
		t.Errorf("lifted without a reason: %q", say(err))
	}
	w.must(w.Lift(saule, her.Client, "She asked for it on Monday."))
	w.note("dina", her.Client, casework.NewNote{Text: "More."})
	s, err := w.See(dina, her.Code)
	w.must(err)
	if len(s.Restrictions) != 1 || s.Restrictions[0].Stands() || s.Restrictions[0].Why != "She asked for it on Monday." || s.Restrictions[0].Ground != "wish" {
		t.Errorf("what stands of it: %+v", s.Restrictions)
	}
	if err := w.Lift(saule, her.Client, "Again."); say(err) != "rights.lift.none" {
		t.Errorf("lifted twice: %q", say(err))
	}
	if err := w.Restrict(dina, her.Client, "because"); say(err) != "codes.unknown" {
		t.Errorf("an unknown ground: %q", say(err))
	}
}
