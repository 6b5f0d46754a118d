package followup_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/followup"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
)

// A world is the test house with one room of four beds for women. The gate of the
// return stands as each test sets it; closed is how a house without a check has it.
type world struct {
	*housetest.World
	*followup.FollowUp
	t     testing.TB
	files *casework.Casework
	beds  *residence.Residence
	open  bool // the gate of the return
	asked int  // how often it was asked
}

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), residence.Schema(), followup.Schema())}
	w.files = casework.New(w.House)
	w.beds = residence.New(w.House, w.files)
	w.FollowUp = followup.New(w.House, w.files, w.beds)
	if _, err := w.beds.AddRoom(w.As("saule"), w.Shelter.ID, residence.NewRoom{Name: "Garden", Sex: "female", Children: true, Beds: 4}); err != nil {
		t.Fatal(err)
	}
	return w
}

// gate has somebody answer for returns.
func (w *world) gate() {
	w.files.GuardReturn(func(context.Context, *db.Tx, pana.ClientID) error {
		w.asked++
		if w.open {
			return nil
		}
		return &pana.Error{Op: "test.gate", Kind: pana.Conflict, Say: "return.gate.closed"}
	})
}

// A guest is a client of Dina's and Gulnar's who has a bed.
type guest struct {
	id   pana.ClientID
	code string
}

func (w *world) guest(name string) guest {
	w.t.Helper()
	var a casework.Added
	ctx := w.As("saule")
	err := w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		a, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Names: casework.Names{ToUse: name},
			Coded: casework.Coded{Sex: "female", AgeBand: "24-26", Language: "uz"}})
		return err
	})
	w.must("write her down", err)
	w.must("give her to Dina", w.files.Assign(ctx, a.Client, w.Staff("dina"), pana.SocialWorker))
	w.must("give her to Gulnar", w.files.Assign(ctx, a.Client, w.Staff("gulnar"), pana.Psychologist))
	g := guest{a.Client, a.Code}
	w.must("give her a bed", w.House.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := casework.Subject(ctx, tx, w.House.Tonight(tx.Now), g.id)
		if err == nil {
			_, err = w.beds.AdmitBest(ctx, tx, s, 0, "so it is")
		}
		return err
	}))
	w.Clock.Advance(24 * time.Hour)
	return g
}

// agrees is a usual agreement, with her consent.
func (w *world) agrees(g guest) followup.NewAgreement {
	return followup.NewAgreement{Channel: "phone", Message: "no", Minutes: 15, Calls: 2, Months: 12, Consent: "yes", Language: "uz",
		Words: followup.CallWords{Number: "+998 00 000 00 01", Safe: "Мойчечак", Danger: "Шамол", Greeting: "The sewing course is calling."}}
}

// leaves goes all the way out of the house: an agreement, and housing of her own.
func (w *world) leaves(g guest, n followup.NewAgreement) string {
	w.t.Helper()
	id, err := w.Agree(w.As("dina"), g.id, n)
	w.must("agree", err)
	w.exits(g, "own-housing")
	return id
}

func (w *world) exits(g guest, kind string) {
	w.t.Helper()
	v, err := w.PrepareExit(w.As("dina"), g.id, followup.Plan{Kind: kind})
	w.must("prepare", err)
	w.must("propose", w.ProposeExit(w.As("dina"), g.id, v))
	w.must("decide", w.DecideExit(w.As("saule"), g.id, followup.Decision{Yes: true, Because: "ready", Version: v + 1}))
}

// calls makes a call that ends with a result, and returns its id.
func (w *world) calls(who string, g guest, direction string, e followup.Ending) string {
	w.t.Helper()
	id, err := w.Start(w.As(who), followup.NewCall{Client: g.id, Direction: direction, Anyway: true})
	w.must(who+" begins a call", err)
	w.must(who+" ends it", w.End(w.As(who), id, e))
	w.Clock.Advance(time.Second)
	return id
}

func (w *world) page(who string, g guest) followup.CallsPage {
	w.t.Helper()
	p, err := w.Calls(w.As(who), g.code)
	w.must(who+" looks at the calls", err)
	return p
}

func (w *world) due(who string) int {
	w.t.Helper()
	list, err := w.Due(w.As(who))
	w.must("ask what is due", err)
	return len(list)
}

func (w *world) days(n int) { w.Clock.Advance(time.Duration(n) * 24 * time.Hour) }

func (w *world) must(what string, err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatalf("%s: %v", what, err)
	}
}

// refused fails unless err is a refusal of that kind in those words.
func refused(t testing.TB, err error, kind pana.Kind, say string) {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != kind || e.Say != say {
		t.Errorf("got %v, want %s %s", err, kind, say)
	}
}

func (w *world) count(q string, args ...any) (n int) {
	w.t.Helper()
	w.must("count", w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		n, err = db.Get[int](context.Background(), tx, q, args...)
		return err
	}))
	return n
}
