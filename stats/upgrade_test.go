package stats_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/stats"
)

// A house of before gets its rows by the migrations, and they are those that it would
// have had.
func TestAHouseOfBeforeIsCountedAsOneOfNow(t *testing.T) {
	w, draw := open(t), rand.New(rand.NewPCG(65, 65))
	w.ByHand()
	var last *life
	for i := range 12 {
		l := &life{coded: casework.Coded{Sex: pick(draw, "female", "male", "unknown"), Citizenship: pick(draw, "KZ", "UZ", ""), OriginRegion: pick(draw, "KZ-61", "")},
			facts: of(pick(draw, "ForcedLabour", "SexualExploitation", "ForcedBegging")), opened: []pana.Date{day(2023+i%4, 1+i%9)}}
		if i%2 == 0 {
			l.coded.BirthYear = 1980 + i
			l.facts.Held.From, _ = pana.NewFuzzy(day(2019, 3), pana.Year)
		} else {
			l.coded.AgeBand, l.facts.AgeWhen = pick(draw, stats.BandKeys()...), 15+i
		}
		if i%3 == 0 {
			l.facts.Codes["htcds/exploitation"] = []string{"ForcedLabour", "SexualExploitation"}
			l.opened = append(l.opened, day(2023+i%4, 12))
		}
		w.comes(l)
		last = l
	}
	w.forgets(last)
	want := w.counted()
	ctx := context.Background()
	housetest.Done(t, "counted anew", w.House.DB.Update(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM counted`); err != nil {
			return err
		}
		for _, file := range []string{"../casework/schema/0268_counted.sql", "../erasure/schema/0269_counted.sql"} {
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			_, fill, _ := strings.Cut(string(text), "INSERT INTO counted")
			if _, err := tx.Exec(ctx, "INSERT INTO counted"+strings.TrimSuffix(strings.TrimSpace(fill), ";")); err != nil {
				return err
			}
		}
		return nil
	}))
	if got := w.counted(); !slices.Equal(got, want) {
		t.Errorf("the migrations count\n%s\nand the house counted\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// counted is every row that counts, as text.
func (w *world) counted() []string {
	w.t.Helper()
	var all []string
	ctx := context.Background()
	housetest.Done(w.t, "rows", w.House.DB.View(ctx, func(tx *db.Tx) error {
		type row struct {
			Episode  string `db:"episode_id"`
			Client   string `db:"client_id"`
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
		rows, err := db.Select[row](ctx, tx, `SELECT episode_id, client_id, month, before, kind, sex, age, age_reckoned, began, began_reckoned, citizenship, region, whole FROM counted ORDER BY episode_id`)
		for _, r := range rows {
			all = append(all, fmt.Sprint(r))
		}
		return err
	}))
	return all
}
