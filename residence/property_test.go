package residence_test

import (
	"context"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
)

// Whatever is done in whatever order: on no night do two clients sleep in one
// bed or one client in two, and the map says who.
func TestNoTwoInOneBedAndNobodyInTwo(t *testing.T) {
	w := open(t)
	var clients []pana.ClientID
	for i := range 6 {
		clients = append(clients, w.client([]string{"female", "male", ""}[i%3], "24-26"))
	}
	var beds []pana.BedID
	for _, room := range w.tonight("saule").Rooms {
		for _, b := range room.Beds {
			beds = append(beds, b.ID)
		}
	}
	beds = beds[3:]
	rooms := []pana.RoomID{w.garden, w.quiet, w.corner}
	rapid.Check(t, func(t *rapid.T) {
		w.anew(t)
		client := func(t *rapid.T) pana.ClientID { return rapid.SampledFrom(clients).Draw(t, "client") }
		place := func(t *rapid.T) (pana.BedID, pana.RoomID) {
			if rapid.IntRange(0, 4).Draw(t, "extra") == 0 {
				return "", rapid.SampledFrom(rooms).Draw(t, "room")
			}
			return rapid.SampledFrom(beds).Draw(t, "bed"), ""
		}
		night := func(t *rapid.T) pana.Night {
			if rapid.Bool().Draw(t, "tonight") {
				return ""
			}
			return w.House.Tonight(w.Clock.Now()).AddDays(-rapid.IntRange(-1, 3).Draw(t, "nights ago"))
		}
		reason := func(t *rapid.T) string { return rapid.SampledFrom([]string{"", "asked for"}).Draw(t, "reason") }
		fair := func(t *rapid.T, err error) {
			if err != nil && pana.KindOf(err) != pana.Invalid && pana.KindOf(err) != pana.Conflict {
				t.Fatalf("an answer nobody can use: %v", err)
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"admit": func(t *rapid.T) {
				bed, room := place(t)
				_, err := w.Admit(w.As("saule"), residence.Admission{Client: client(t), Bed: bed, Room: room, Since: night(t), Reason: reason(t), Children: rapid.IntRange(0, 2).Draw(t, "children")})
				fair(t, err)
			},
			"move": func(t *rapid.T) {
				bed, room := place(t)
				_, err := w.Move(w.As("saule"), residence.Moving{Client: client(t), Bed: bed, Room: room, Since: night(t), Reason: reason(t)})
				fair(t, err)
			},
			"discharge": func(t *rapid.T) {
				fair(t, w.Discharge(w.As("saule"), residence.Leaving{Client: client(t), Away: night(t), Ended: rapid.SampledFrom(residence.Endings()).Draw(t, "ending")}))
			},
			"out": func(t *rapid.T) {
				fair(t, w.TakeOutOfService(w.As("saule"), rapid.SampledFrom(beds).Draw(t, "bed"), "repair", ""))
			},
			"back": func(t *rapid.T) {
				fair(t, w.ReturnToService(w.As("saule"), rapid.SampledFrom(beds).Draw(t, "bed")))
			},
			"time passes": func(t *rapid.T) {
				w.Clock.Advance(time.Duration(rapid.IntRange(1, 30).Draw(t, "hours")) * time.Hour)
			},
			"": func(t *rapid.T) { w.sound(t) },
		})
	})
}

// anew empties every bed, so that each course of acts stands by itself.
func (w *world) anew(t *rapid.T) {
	w.ByHand()
	w.Clock.Set(housetest.Monday)
	ctx := context.Background()
	err := w.House.DB.Update(ctx, func(tx *db.Tx) error {
		for _, q := range []string{`DELETE FROM stays`, `DELETE FROM out_of_service`, `DELETE FROM beds WHERE extra`} {
			if _, err := tx.Exec(ctx, q); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sound checks every stay there is against every other.
func (w *world) sound(t *rapid.T) {
	type row struct {
		ID     string     `db:"id"`
		Client string     `db:"client_id"`
		Bed    pana.BedID `db:"bed_id"`
		Since  pana.Night `db:"since"`
		Until  pana.Night `db:"until"`
		Ended  string     `db:"ended_as"`
		Closed pana.Date  `db:"closed"`
		Extra  bool       `db:"extra"`
	}
	var rows []row
	ctx := w.As("saule")
	err := w.House.DB.View(ctx, func(tx *db.Tx) (err error) {
		rows, err = db.Select[row](ctx, tx, `SELECT s.id, s.client_id, s.bed_id, s.since, s.until, s.ended_as, b.closed, b.extra FROM stays s JOIN beds b ON b.id = s.bed_id`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	end := func(r row) pana.Night {
		if r.Until == "" {
			return "9999-12-31"
		}
		return r.Until
	}
	m := w.tonight("saule")
	for i, a := range rows {
		if end(a) < a.Since || (a.Until == "") != (a.Ended == "") {
			t.Fatalf("a stay from %s until %s, ended as %q", a.Since, a.Until, a.Ended)
		}
		if a.Extra && (a.Until == "") != (a.Closed == "") {
			t.Fatal("an extra place is there without anybody in it, or gone with somebody in it")
		}
		if a.Until == "" {
			if _, b, ok := m.Bed(a.Bed); !ok || string(b.Client) != a.Client || b.State != residence.Taken {
				t.Fatal("somebody sleeps here and is not on the map")
			}
		}
		for _, b := range rows[:i] {
			if (a.Bed == b.Bed || a.Client == b.Client) && a.Since < end(b) && b.Since < end(a) {
				t.Fatalf("two stays share a bed or a client from %s until %s and from %s until %s", a.Since, a.Until, b.Since, b.Until)
			}
		}
	}
}
