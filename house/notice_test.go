package house_test

import (
	"context"
	"testing"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

func tell(t *testing.T, w *housetest.World, ctx context.Context, n house.Notice, to ...string) {
	t.Helper()
	err := w.House.DB.Update(ctx, func(tx *db.Tx) error {
		var ids []pana.StaffID
		for _, name := range to {
			ids = append(ids, w.Staff(name))
		}
		return w.House.Tell(ctx, tx, ids, n)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func told(t *testing.T, w *housetest.World, name string) []house.Notice {
	t.Helper()
	all, err := w.House.Notices(w.As(name))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestANoticeIsReadByTheOneToldUntilSheHasSeenIt(t *testing.T) {
	w := housetest.Open(t)
	tell(t, w, w.As("saule"), house.Notice{Say: "notice.head", Object: string(w.Staff("dina"))}, "marat", "marat", "saule")
	got := told(t, w, "marat")
	if len(got) != 1 || got[0].By != w.Staff("saule") || got[0].Object != string(w.Staff("dina")) {
		t.Fatalf("Marat is told %+v", got)
	}
	for _, name := range []string{"saule", "dina"} {
		if others := told(t, w, name); len(others) != 0 {
			t.Errorf("%s is told %+v", name, others)
		}
		if err := w.House.Heed(w.As(name), got[0].ID); pana.KindOf(err) != pana.NotFound {
			t.Errorf("%s puts away what Marat was told: %v", name, err)
		}
	}
	for range 2 {
		if err := w.House.Heed(w.As("marat"), got[0].ID); err != nil {
			t.Fatal(err)
		}
	}
	if again := told(t, w, "marat"); len(again) != 0 {
		t.Errorf("Marat is told again: %+v", again)
	}
	if n := trailed(t, w, policy.HeedNotice); n != 1 {
		t.Errorf("%d lines of the trail say that he saw it", n)
	}
	if _, err := w.House.Notices(w.Nobody()); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("nobody is told: %v", err)
	}
}

func TestANoticeGoesAfterThirtyDaysAndWithTheOneToldWhenSheLeaves(t *testing.T) {
	w := housetest.Open(t)
	tell(t, w, w.As("saule"), house.Notice{Say: "notice.head"}, "marat", "erlan")
	if err := w.House.EndStaff(w.As("saule"), w.Staff("erlan")); err != nil {
		t.Fatal(err)
	}
	if n := rows(t, w, "notices"); n != 1 {
		t.Errorf("%d notices after Erlan has left, want Marat's", n)
	}
	w.Clock.Advance(house.NoticeDays * 24 * 60 * 60 * 1e9)
	if got := told(t, w, "marat"); len(got) != 0 {
		t.Errorf("told after thirty days: %+v", got)
	}
	for _, task := range w.House.Tasks() {
		if task.Name == "notices" {
			if err := task.Run(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := rows(t, w, "notices"); n != 0 {
		t.Errorf("%d notices are kept", n)
	}
}

func TestWhoeverLeadsTheHouseIsToldOfANewHead(t *testing.T) {
	w := housetest.Open(t)
	for range 2 {
		if err := w.House.Grant(w.As("saule"), w.Staff("dina"), pana.Grant{Role: pana.Deputy}); err != nil {
			t.Fatal(err)
		}
	}
	if got := told(t, w, "marat"); len(got) != 1 || got[0].Say != "notice.head" || got[0].Object != string(w.Staff("dina")) {
		t.Errorf("Marat is told %+v", got)
	}
	if err := w.House.Grant(w.As("saule"), w.Staff("erlan"), pana.Grant{Role: pana.Lawyer, Site: w.Shelter.ID}); err != nil {
		t.Fatal(err)
	}
	if got := told(t, w, "marat"); len(got) != 1 {
		t.Errorf("a role that leads nothing is told: %+v", got)
	}
}

func rows(t *testing.T, w *housetest.World, table string) int {
	return counted(t, w, `SELECT COUNT(*) FROM `+table)
}

func trailed(t *testing.T, w *housetest.World, act policy.Act) int {
	return counted(t, w, `SELECT COUNT(*) FROM trail WHERE act = $1`, string(act))
}

func counted(t *testing.T, w *housetest.World, q string, args ...any) (n int) {
	t.Helper()
	read(t, w, func(ctx context.Context, tx *db.Tx) (err error) {
		n, err = db.Get[int](ctx, tx, q, args...)
		return err
	})
	return n
}
