package night_test

import (
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/night"
)

func TestACallIsWrittenDownAndConfirmsNobody(t *testing.T) {
	w := open(t)
	_, err := w.LogCall(w.As("timur"), w.Shelter.ID, night.NewCall{})
	housetest.Refused(t, err, pana.Invalid, "night.call.empty")
	_, err = w.LogCall(w.As("timur"), w.Shelter.ID, night.NewCall{Kind: "gossip"})
	housetest.Refused(t, err, pana.Invalid, "codes.unknown")
	_, err = w.LogCall(w.As("lena"), w.Shelter.ID, night.NewCall{Kind: "silent"})
	housetest.Refused(t, err, pana.Forbidden, "policy.refused")
	_, err = w.LogCall(w.As("timur"), w.Shelter.ID, night.NewCall{Kind: "asks", Language: "ru", Named: "a cousin", Said: "Asked for a young woman."})
	housetest.Done(t, "a call", err)
	w.later()
	calls, err := w.Calls(w.As("dina"), w.Shelter.ID)
	if err != nil || len(calls) != 1 || calls[0].Said != "Asked for a young woman." || calls[0].Named != "a cousin" || calls[0].By != w.Staff("timur") {
		t.Errorf("the log: %+v %v", calls, err)
	}
	_, err = w.Calls(w.As("arman"), w.Shelter.ID)
	housetest.Refused(t, err, pana.Forbidden, "policy.refused")
}

func TestACallerLikeOneOnTheWatchListIsToldToTheHeadsAndToNobodyElse(t *testing.T) {
	w := open(t)
	_, err := w.files.AddPerson(w.As("dina"), w.aliya, casework.NewPerson{Role: casework.PossibleExploiter, Name: "Farkhod Salimov"})
	housetest.Done(t, "a possible exploiter", err)
	housetest.Done(t, "a conflict", w.files.SetConflict(w.As("dina"), w.aliya, w.Staff("marat")))
	for _, name := range []string{"Anna Petrova", "Фарход Салимов"} {
		_, err := w.LogCall(w.As("timur"), w.Shelter.ID, night.NewCall{Kind: "asks", Named: name})
		housetest.Done(t, name, err)
		w.later()
	}
	told := func(who string) int {
		all, err := w.House.Notices(w.As(who))
		housetest.Done(t, who+" reads", err)
		n := 0
		for _, one := range all {
			if one.Say == "notice.caller" {
				n++
				if one.Code != w.codeOf[w.aliya] || strings.Contains(one.Object, " ") {
					t.Errorf("the notice says %+v", one)
				}
			}
		}
		return n
	}
	if n := told("saule"); n != 1 {
		t.Errorf("the director was told %d times", n)
	}
	for _, who := range []string{"marat", "timur", "dina"} { // Marat is kept from that file
		if n := told(who); n != 0 {
			t.Errorf("%s was told %d times", who, n)
		}
	}
}
