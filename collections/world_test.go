package collections_test

import (
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/collections"
	"example.org/pana/house/housetest"
	"example.org/pana/residence"
)

// A world is the test house with one collection; its clock stands on Monday, 23
// November 2026. Vera keeps the book, Lena helps at the shelter, Arman works at the
// youth centre.
type world struct {
	*housetest.World
	*collections.Collections
	t     testing.TB
	files *casework.Casework
	col   collections.ID
}

const today = pana.Date("2026-11-23")

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), residence.Schema(), collections.Schema())}
	w.files = casework.New(w.House)
	w.Collections = collections.New(w.House, w.files)
	w.col = w.opens("Ropes and paints")
	return w
}

func (w *world) opens(title string) collections.ID {
	w.t.Helper()
	id, err := w.Open(w.As("vera"), collections.NewCollection{Title: title})
	housetest.Done(w.t, "a collection", err)
	w.Clock.Advance(time.Second)
	return id
}

func (w *world) gives(col collections.ID, amount int64, from collections.SupporterID) collections.EntryID {
	w.t.Helper()
	id, err := w.Give(w.As("vera"), col, collections.NewGift{Amount: amount, Supporter: from})
	housetest.Done(w.t, "a gift", err)
	w.Clock.Advance(time.Second)
	return id
}

func (w *world) buys(col collections.ID, amount int64, what string) collections.EntryID {
	w.t.Helper()
	id, err := w.Buy(w.As("vera"), col, collections.NewPurchase{Amount: amount, What: what, Receipt: strings.NewReader("Receipt 17")})
	housetest.Done(w.t, "a purchase", err)
	w.Clock.Advance(time.Second)
	return id
}

// ropes are so many skipping ropes at the youth centre.
func (w *world) ropes(entry collections.EntryID, n int) collections.ThingID {
	w.t.Helper()
	id, err := w.AddThing(w.As("vera"), entry, collections.NewThing{Kind: "sports", What: "Skipping rope", Quantity: n, Spot: collections.Spot{Site: w.Centre.ID, State: "new", Where: "Cupboard in the hall"}})
	housetest.Done(w.t, "ropes", err)
	w.Clock.Advance(time.Second)
	return id
}

func (w *world) thing(id collections.ThingID, who string) collections.ThingPage {
	w.t.Helper()
	p, err := w.Thing(w.As(who), id)
	housetest.Done(w.t, who+" reads of a thing", err)
	return p
}

func (w *world) page(id collections.ID) collections.Page {
	w.t.Helper()
	p, err := w.Read(w.As("vera"), id)
	housetest.Done(w.t, "the page", err)
	return p
}

func (w *world) supporter(n collections.NewSupporter) collections.SupporterID {
	w.t.Helper()
	id, err := w.AddSupporter(w.As("vera"), n)
	housetest.Done(w.t, "a supporter", err)
	w.Clock.Advance(time.Second)
	return id
}

func errOf[T any](_ T, err error) error { return err }
