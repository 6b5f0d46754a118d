package legal_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/legal"
	"example.org/pana/people"
	"example.org/pana/residence"
)

// A world is the test house with its files and its legal matters. It begins on
// Monday 23 November 2026.
type world struct {
	*housetest.World
	*legal.Legal
	t     testing.TB
	files *casework.Casework
}

const today = pana.Date("2026-11-23")

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), people.Schema(), residence.Schema(), intake.Schema(), legal.Schema())}
	w.files = casework.New(w.House)
	w.Legal = legal.New(w.House, w.files)
	return w
}

// A woman is a client with whom Dina, Gulnar and Bolat work.
func (w *world) woman() casework.Added {
	w.t.Helper()
	var a casework.Added
	ctx := w.As("saule")
	err := w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		a, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Names: casework.Names{ToUse: "Oygul"}, Coded: casework.Coded{Sex: "female", Language: "uz"}})
		return err
	})
	done(w.t, "write her down", err)
	for name, role := range map[string]pana.Role{"dina": pana.SocialWorker, "gulnar": pana.Psychologist, "bolat": pana.Lawyer} {
		done(w.t, "assign", w.files.Assign(ctx, a.Client, w.Staff(name), role))
	}
	w.later()
	return a
}

// interprets lets somebody interpret for a client: pledged, and wished for.
func (w *world) interprets(client pana.ClientID, n people.NewHelper) {
	w.t.Helper()
	helps := people.New(w.House, w.files)
	n.Part, n.Site, n.Terms = people.Interpreter, w.Shelter.ID, people.HelperTerms{Pledged: "2026-09-01", PledgedUntil: "2026-12-31"}
	id, err := helps.AddHelper(w.As("saule"), n)
	done(w.t, "an interpreter", err)
	if n.New.Name != "" {
		who, err := helps.HelperOutside(w.As("saule"), id)
		done(w.t, "who it is", err)
		done(w.t, "confirmed", helps.Confirm(w.As("saule"), who))
	}
	done(w.t, "she wishes it", helps.AskHelper(w.As("dina"), client, people.Wish{Helper: id, Answer: "yes"}, true))
	w.later()
}

// later lets a second pass, so that what is made next sorts behind.
func (w *world) later() { w.Clock.Advance(time.Second) }

func (w *world) organisation(kind, name string) pana.OrganisationID {
	w.t.Helper()
	id, err := w.files.AddOrganisation(w.As("saule"), casework.NewOrganisation{Kind: kind, Name: name})
	done(w.t, "write an organisation down", err)
	w.later()
	return id
}

// agrees records a consent of hers.
func (w *world) agrees(client pana.ClientID, p pana.Purpose, recipient string) pana.ConsentID {
	w.t.Helper()
	id, err := w.files.RecordConsent(w.As("dina"), client, casework.NewConsent{Purpose: p, Recipient: recipient, Until: today.AddDays(90)})
	done(w.t, "record a consent", err)
	w.later()
	return id
}

func (w *world) papers(who, code string) legal.Papers {
	w.t.Helper()
	v, err := w.Papers(w.As(who), code)
	done(w.t, who+" reads the papers", err)
	return v
}

func (w *world) paper(who string, a casework.Added, id legal.PaperID) legal.Paper {
	w.t.Helper()
	p, err := w.papers(who, a.Code).Paper(id)
	done(w.t, "find the paper", err)
	return p
}

// restoring is a paper of hers on its way along a template.
func (w *world) restoring(a casework.Added, kind, template string) (legal.PaperID, legal.Restoration) {
	w.t.Helper()
	id, err := w.AddPaper(w.As("dina"), a.Client, legal.NewPaper{Kind: kind, State: "withheld", Needed: true})
	done(w.t, "write a paper down", err)
	w.later()
	_, err = w.Restore(w.As("dina"), a.Client, id, template)
	done(w.t, "begin to restore it", err)
	w.later()
	way, ok := w.paper("dina", a, id).Running()
	if !ok {
		w.t.Fatal("nothing is being restored")
	}
	return id, way
}

// step returns one step of a restoration as it stands now.
func (w *world) step(a casework.Added, code string) legal.Step {
	w.t.Helper()
	for _, p := range w.papers("dina", a.Code).Papers {
		for _, way := range p.Ways {
			if i := slices.IndexFunc(way.Steps, func(s legal.Step) bool { return s.Code == code }); i >= 0 {
				return way.Steps[i]
			}
		}
	}
	w.t.Fatalf("no step %q", code)
	return legal.Step{}
}

func refused(t testing.TB, err error, kind pana.Kind, field, say string) {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != kind || e.Field != field || e.Say != say {
		t.Errorf("got %v, want %s %s (%s)", err, kind, say, field)
	}
}

func done(t testing.TB, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

func count(w *world, q string, args ...any) int {
	w.t.Helper()
	var n int
	err := w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		n, err = db.Get[int](context.Background(), tx, q, args...)
		return err
	})
	done(w.t, "count", err)
	return n
}
