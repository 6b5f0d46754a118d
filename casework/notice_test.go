package casework

import (
	"testing"

	"example.org/pana"

	"example.org/pana/house"
	"example.org/pana/internal/db"
)

func TestANoticeAboutAHiddenFileIsNotThere(t *testing.T) {
	w := open(t)
	a := w.come("dina", called("Aru"))
	told := func(name string) []house.Notice {
		all, err := w.House.Notices(w.As(name))
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	err := w.House.DB.Update(w.As("saule"), func(tx *db.Tx) error {
		able, err := w.House.Able(w.As("saule"), tx, "client.open")
		if err != nil {
			return err
		}
		return w.House.Tell(w.As("saule"), tx, able, house.Notice{Say: "notice.head", Client: a.Client})
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"marat", "dina"} {
		if got := told(name); len(got) != 1 || got[0].Code != a.Code {
			t.Errorf("%s is told %+v", name, got)
		}
	}
	id := told("marat")[0].ID
	if err := w.SetConflict(w.As("saule"), a.Client, w.Staff("marat")); err != nil {
		t.Fatal(err)
	}
	if got := told("marat"); len(got) != 0 {
		t.Errorf("he from whom the file is hidden is told %+v", got)
	}
	is(t, w.House.Heed(w.As("marat"), id), pana.NotFound, "record.absent")
	if got := told("timur"); len(got) != 0 { // she has no bed tonight: the night knows nothing of her
		t.Errorf("the night is told %+v", got)
	}
}
