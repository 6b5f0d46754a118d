package plan_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/plan"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/trail"
)

// A world is the test house with one client, with whom Dina and Gulnar work.
type world struct {
	*housetest.World
	*plan.Plan
	t      testing.TB
	files  *casework.Casework
	client pana.ClientID
	code   string
}

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), residence.Schema(), assessment.Schema(), plan.Schema())}
	w.files = casework.New(w.House)
	w.Plan = plan.New(w.House, w.files)
	w.client, w.code = w.come("dina", "gulnar")
	return w
}

// come lets someone in and gives her to colleagues, in the role they have.
func (w *world) come(staff ...string) (pana.ClientID, string) {
	w.t.Helper()
	ctx := w.As("saule")
	var a casework.Added
	err := w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		if a, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Names: casework.Names{ToUse: "Gulbahor"}, Coded: casework.Coded{Language: "uz"}}); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.RecordArrival, Client: a.Client, Site: w.Shelter.ID, Digests: a.Digests})
	})
	w.done("let someone in", err)
	for _, name := range staff {
		role := map[string]pana.Role{"dina": pana.SocialWorker, "erlan": pana.SocialWorker, "gulnar": pana.Psychologist, "raushan": pana.Nurse, "bolat": pana.Lawyer}[name]
		w.done("assign "+name, w.files.Assign(ctx, a.Client, w.Staff(name), role))
	}
	w.pass(1)
	return a.Client, a.Code
}

// pass lets days go by.
func (w *world) pass(days int) { w.Clock.Advance(time.Duration(days) * 24 * time.Hour) }

func (w *world) trust() plan.TrustView {
	w.t.Helper()
	v, err := w.Trust(w.As("dina"), w.code)
	w.done("see trust", err)
	return v
}

// trusts has both professionals say that trust is there.
func (w *world) trusts() {
	w.t.Helper()
	w.done("dina proposes", w.ProposeTrust(w.As("dina"), w.client, plan.NewProposal{}))
	w.done("gulnar proposes", w.ProposeTrust(w.As("gulnar"), w.client, plan.NewProposal{}))
}

func (w *world) plan(who string) plan.View {
	w.t.Helper()
	v, err := w.See(w.As(who), w.code)
	w.done(who+" sees the plan", err)
	return v
}

func (w *world) line(who string, n plan.NewLine) string {
	w.t.Helper()
	id, err := w.AddLine(w.As(who), w.client, n)
	w.done(who+" adds a line", err)
	return id
}

func (w *world) today() pana.Date { return w.House.Today(w.House.Now()) }

func (w *world) stage() string {
	w.t.Helper()
	var stage string
	w.done("look at the stage", w.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		e, _, err := casework.OpenEpisodeOf(context.Background(), tx, w.client)
		stage = e.Stage
		return err
	}))
	return stage
}

func (w *world) done(what string, err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatalf("%s: %v", what, err)
	}
}

// refused fails unless err is of that kind in those words.
func refused(t testing.TB, err error, kind pana.Kind, say string) {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != kind || e.Say != say {
		t.Errorf("got %v, want %s %s", err, kind, say)
	}
}

// fields returns the fields of a stale refusal.
func fields(t testing.TB, err error) []string {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Say != "db.stale" {
		t.Fatalf("got %v, want a stale refusal", err)
	}
	all, _ := e.With["Fields"].([]string)
	return all
}
