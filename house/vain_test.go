package house_test

import (
	"fmt"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/policy"
)

func TestCountsOfADayAreFoldedAndGo(t *testing.T) {
	w := housetest.Open(t)
	itself := pana.WithActor(t.Context(), pana.Actor{Staff: house.Itself})
	dina := w.Staff("dina")
	note := func(act policy.Act, n int64) {
		t.Helper()
		if err := w.House.NoteVain(itself, []house.InVain{{Staff: dina, Act: act, N: n}}); err != nil {
			t.Fatal(err)
		}
	}
	told := func() (n int) {
		all, err := w.House.Notices(w.As("saule"))
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range all {
			if one.Say == "notice.vain" {
				n++
			}
		}
		return n
	}
	note("therapy.notes.read", 2) // what is a psychologist's own is told to nobody
	for i := range 60 {
		note(policy.Act(fmt.Sprintf("client.invented.%d", i)), 1)
		if n := told(); n != map[bool]int{true: 0, false: 1}[i+3 < 20] {
			t.Fatalf("after %d told %d times", i+3, n)
		}
	}
	all, err := w.House.Vain(w.As("saule"))
	if err != nil || len(all) != 40 {
		t.Fatalf("%d kinds, %v", len(all), err)
	}
	var sum, rest int64
	for _, v := range all {
		if sum += v.N; v.Act == "" {
			rest = v.N
		}
		if v.Act == "therapy.notes.read" || v.Staff != dina {
			t.Errorf("told of %+v", v)
		}
	}
	if sum != 62 || rest != 2+60-39 {
		t.Errorf("%d in all, %d folded", sum, rest)
	}
	if _, err := w.House.Vain(w.As("dina")); say(err) != "policy.refused" {
		t.Errorf("she reads the counts: %v", err)
	}
	w.Clock.Set(housetest.Monday.AddDate(0, 0, 31))
	note("client.see", 1)
	if all, err = w.House.Vain(w.As("saule")); err != nil || len(all) != 1 || all[0].Day != today(w) {
		t.Errorf("after a month %v, %v", all, err)
	}
}

func today(w *housetest.World) pana.Date { return w.House.Today(w.House.Now()) }

func TestCountsGoAlsoWhenNobodyAsksInVainAnyMore(t *testing.T) {
	w := housetest.Open(t)
	itself := pana.WithActor(t.Context(), pana.Actor{Staff: house.Itself})
	if err := w.House.NoteVain(itself, []house.InVain{{Staff: w.Staff("dina"), Act: policy.SeeTrail, N: 1}}); err != nil {
		t.Fatal(err)
	}
	for _, days := range []int{29, 1} {
		w.Clock.Advance(time.Duration(days) * 24 * time.Hour)
		for _, task := range w.House.Tasks() {
			if task.Name == "notices" {
				if err := task.Run(itself); err != nil {
					t.Fatal(err)
				}
			}
		}
		if n := rows(t, w, "asked_in_vain"); n != map[int]int{29: 1, 1: 0}[days] {
			t.Errorf("%d counts are kept", n)
		}
	}
}
