package casework

import (
	"context"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/db"
)

func TestWhatCountsOfHerIsReckonedWithWhateverChangesIt(t *testing.T) {
	w := open(t)
	aru := w.come("saule", NewClient{Site: w.Shelter.ID, Opened: "2026-09-14", Coded: Coded{Sex: "female", BirthYear: 1999}})
	type row struct {
		Month    string `db:"month"`
		Before   string `db:"before"`
		Kind     string `db:"kind"`
		Sex      string `db:"sex"`
		Age      string `db:"age"`
		Reckoned bool   `db:"age_reckoned"`
		Began    string `db:"began"`
		Middle   bool   `db:"began_reckoned"`
		Citizen  string `db:"citizenship"`
		Region   string `db:"region"`
		Whole    bool   `db:"whole"`
	}
	countsNow := func() (r row) {
		t.Helper()
		if err := w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
			r, err = db.Get[row](context.Background(), tx, `SELECT month, before, kind, sex, age, age_reckoned, began, began_reckoned, citizenship, region, whole FROM counted WHERE client_id = $1`, string(aru.Client))
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return r
	}
	want := row{Month: "2026-09", Sex: "female", Age: "27-29", Reckoned: true, Whole: true}
	if got := countsNow(); got != want {
		t.Errorf("as she came: %+v", got)
	}
	f, err := w.Open(w.As("saule"), aru.Code)
	if err != nil {
		t.Fatal(err)
	}
	coded := f.Client.Coded
	coded.AgeBand, coded.Citizenship, coded.OriginRegion = "24-26", "KZ", "KZ-61"
	if err := w.Edit(w.As("saule"), aru.Client, Edit{Version: f.Client.Version, Coded: coded}); err != nil {
		t.Fatal(err)
	}
	facts := NoFacts()
	facts.Codes["htcds/exploitation"] = []string{"Servitude", "ForcedLabour"}
	facts.Held.From, _ = pana.NewFuzzy("2019-01-01", pana.Year)
	if _, err := w.RecordFacts(w.As("saule"), aru.Client, facts, 0); err != nil {
		t.Fatal(err)
	}
	want = row{Month: "2026-09", Kind: KindLabour, Sex: "female", Age: "24-26", Began: "18-20", Middle: true, Citizen: "KZ", Region: "KZ-61", Whole: true}
	if got := countsNow(); got != want {
		t.Errorf("after what was asked: %+v", got)
	}
}
