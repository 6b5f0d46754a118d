package rights_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/rights"
)

func TestWhatSheSaysIsWrongIsPutRightOrStandsBesideIt(t *testing.T) {
	w := open(t)
	her := w.cared()
	dina := w.As("dina")
	first := w.note("dina", her.Client, casework.NewNote{Text: "She came late."})
	second := w.note("dina", her.Client, casework.NewNote{Text: "She shouted."})
	list, err := w.Correctable(dina, her.Code, "en")
	w.must(err)
	ref := ""
	for _, c := range list {
		if strings.Contains(c.Says, "She came late") {
			ref = c.Ref
		}
	}
	if ref != "note:"+string(first) {
		t.Fatalf("the note is %q among %+v", ref, list)
	}
	one, err := w.AskCorrect(dina, her.Client, her.Code, ref, "I was on time.")
	w.must(err)
	two, err := w.AskCorrect(w.As("gulnar"), her.Client, her.Code, "note:"+string(second), "I spoke loudly, because he is deaf.")
	w.must(err)
	if err := w.Answer(dina, her.Client, one, 1, rights.Corrected, "", ""); say(err) != "rights.answer.stands" {
		t.Errorf("put right without being put right: %q", say(err))
	}
	put, err := w.files.CorrectNote(dina, her.Client, first, casework.NewNote{Text: "She came on time."})
	w.must(err)
	w.must(w.Answer(dina, her.Client, one, 1, rights.Corrected, "", "The watch was wrong."))
	if err := w.Answer(dina, her.Client, two, 1, rights.Beside, " ", ""); say(err) != "rights.answer.statement" || field(err) != "statement" {
		t.Errorf("beside it nothing: %q", say(err))
	}
	w.must(w.Answer(dina, her.Client, two, 1, rights.Beside, "I spoke loudly, because he is deaf.", ""))
	if err := w.Answer(dina, her.Client, two, 1, rights.Withdrawn, "", ""); say(err) != "db.stale" {
		t.Errorf("answered twice: %q", say(err))
	}
	all, err := w.Corrections(dina, her.Code)
	w.must(err)
	slices.SortFunc(all, func(a, b rights.Correction) int { return cmp.Compare(a.State, b.State) })
	if len(all) != 2 || all[1].Link != string(put) || all[1].Reason != "The watch was wrong." || all[0].Statement == "" || all[0].Wrong == "" {
		t.Errorf("what became of them: %+v", all)
	}
	if n := w.count(`SELECT COUNT(*) FROM notes WHERE id = $1 AND superseded`, string(first)); n != 1 {
		t.Error("the old note is gone")
	}
	var beside map[string]string
	_, err = w.files.OpenWith(dina, her.Code, func(r *casework.Reading) (err error) {
		beside, err = w.Statements(r)
		return err
	})
	w.must(err)
	if beside[string(second)] != "I spoke loudly, because he is deaf." || len(beside) != 1 {
		t.Errorf("beside the notes of the file: %q", beside)
	}
	c, err := w.Copy(dina, her.Code, rights.Wish{Parts: everyPart, Language: "en", Way: rights.CopyPrint})
	w.must(err)
	if text := all2(c); !strings.Contains(text, "You see it otherwise: I spoke loudly, because he is deaf.") {
		t.Errorf("her copy: %s", text)
	}
}

func all2(c rights.Copy) string { return all(c.Records) }

func TestACorrectionIsAnsweredInTheDaysThatTheHouseHasSet(t *testing.T) {
	w := open(t)
	her := w.cared()
	_, err := w.AskCorrect(w.As("dina"), her.Client, her.Code, "", "My brother is not written down.")
	w.must(err)
	list, err := w.Corrections(w.As("dina"), her.Code)
	w.must(err)
	if want := list[0].AskedOn.AddDays(15); list[0].Due != want || list[0].Kind != "" || list[0].State != rights.Open {
		t.Errorf("due on %s, want %s: %+v", list[0].Due, want, list[0])
	}
	for set, want := range map[int]int{0: 15, 3: 3} {
		if got := rights.AnswerWithin(set, "KZ"); got != want {
			t.Errorf("set to %d: %d days", set, got)
		}
	}
	if got := rights.AnswerWithin(0, "XX"); got != 30 {
		t.Errorf("elsewhere %d days", got)
	}
}

func TestACorrectionRefusesWhatIsNotHersToSay(t *testing.T) {
	w := open(t)
	her, other := w.cared(), w.come("Aliya", "dina")
	note := w.note("dina", other.Client, casework.NewNote{Text: "Hers."})
	secret := w.note("dina", her.Client, casework.NewNote{Compartment: pana.Health, Text: "A cough."})
	for _, c := range []struct{ what, who, ref, words, want string }{
		{"another's note", "dina", "note:" + string(note), "No.", "rights.correct.record"},
		{"a note that she may not read", "gulnar", "note:" + string(secret), "No.", "rights.correct.record"},
		{"nothing", "dina", "", " ", "rights.correct.words"},
		{"a colleague's client", "erlan", "", "No.", "policy.refused"},
		{"the night", "timur", "", "No.", "client.absent"},
	} {
		if _, err := w.AskCorrect(w.As(c.who), her.Client, her.Code, c.ref, c.words); say(err) != c.want {
			t.Errorf("%s: %q, want %q", c.what, say(err), c.want)
		}
	}
	id, err := w.AskCorrect(w.As("dina"), her.Client, her.Code, "note:"+string(secret), "It is no cough.")
	w.must(err)
	if err := w.Answer(w.As("gulnar"), her.Client, id, 1, rights.Withdrawn, "", ""); say(err) != "record.absent" {
		t.Errorf("answered by who may not read it: %q", say(err))
	}
	if list, err := w.Corrections(w.As("gulnar"), her.Code); err != nil || len(list) != 0 {
		t.Errorf("who may not read health learns of %+v, %v", list, err)
	}
}
