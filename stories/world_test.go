package stories_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/residence"
	"example.org/pana/stories"
)

// A world is the test house with one client of Dina's and Gulnar's; its clock
// stands on Monday, 23 November 2026. She came sixty days before, and the house asks
// nobody in the first thirty.
type world struct {
	*housetest.World
	*stories.Stories
	t      testing.TB
	files  *casework.Casework
	client pana.ClientID
	code   string
}

const today = pana.Date("2026-11-23")

func open(t testing.TB) *world {
	t.Helper()
	w := unset(t)
	housetest.Done(t, "thirty days", w.SetSettings(w.As("saule"), stories.Settings{Days: 30}, 0))
	return w
}

// unset is a house that has chosen nothing.
func unset(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), residence.Schema(), stories.Schema())}
	w.files = casework.New(w.House)
	w.Stories = stories.New(w.House, w.files)
	w.client, w.code = w.comes("24-26", today.AddDays(-60))
	for name, role := range map[string]pana.Role{"dina": pana.SocialWorker, "gulnar": pana.Psychologist} {
		housetest.Done(t, "assign "+name, w.files.Assign(w.As("saule"), w.client, w.Staff(name), role))
	}
	w.Clock.Advance(time.Second)
	return w
}

func (w *world) comes(band string, on pana.Date) (pana.ClientID, string) {
	w.t.Helper()
	var a casework.Added
	ctx := w.As("saule")
	err := w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		if a, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Coded: casework.Coded{Sex: "female", AgeBand: band}}); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE episodes SET opened = $1 WHERE client_id = $2`, on, a.Client)
		return err
	})
	housetest.Done(w.t, "a client", err)
	w.Clock.Advance(time.Second)
	return a.Client, a.Code
}

// begun is a story that Dina has written down.
func (w *world) begun() stories.ID {
	w.t.Helper()
	id, err := w.Write(w.As("dina"), w.client, "", 0, "ru", "Она научилась рисовать сама.")
	housetest.Done(w.t, "written", err)
	w.Clock.Advance(time.Second)
	return id
}

func (w *world) story(id stories.ID) stories.Story {
	w.t.Helper()
	p, err := w.Read(w.As("dina"), w.code)
	housetest.Done(w.t, "read", err)
	x, ok := p.Of(id)
	if !ok {
		w.t.Fatal("the story is not there")
	}
	return x
}

func allOut() map[string]stories.Check {
	said := map[string]stories.Check{}
	for _, p := range stories.Points() {
		said[p] = stories.Check{Answer: stories.Out}
	}
	return said
}

var yes = stories.NewAnswer{Yes: true, Uses: []string{"print", "web"}, Until: "2027-11-23", Language: "uz", Told: "So that others know."}

// ready is a story that may leave.
func (w *world) ready() stories.ID {
	w.t.Helper()
	id := w.begun()
	dina := w.As("dina")
	housetest.Done(w.t, "looked through", w.Check(dina, w.client, id, 1, allOut()))
	housetest.Done(w.t, "she agrees", w.Ask(dina, w.client, id, yes))
	w.Clock.Advance(time.Second)
	housetest.Done(w.t, "she has read it", w.Heard(dina, w.client, id, 1, stories.NewReading{Answer: stories.AsItIs, Way: "aloud"}))
	housetest.Done(w.t, "Dina agrees", w.Sign(dina, w.client, id, 1))
	housetest.Done(w.t, "Saule agrees", w.Sign(w.As("saule"), w.client, id, 1))
	w.Clock.Advance(time.Second)
	return id
}

func (w *world) leaves(id stories.ID, use string) (string, error) {
	return w.GiveOut(w.As("saule"), w.client, id, use)
}

func errOf[T any](_ T, err error) error { return err }
