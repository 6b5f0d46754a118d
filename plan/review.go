package plan

import (
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Review is a look at the plan together.
type Review struct {
	ID          string       `db:"id"`
	On          pana.Date    `db:"on_day"`
	LookedAt    []string     `db:"-"` // lines
	Looked      string       `db:"looked_at"`
	Present     bool         `db:"present"`    // the client was there
	ReadAloud   bool         `db:"read_aloud"` // the plan was read aloud to her
	Interpreted bool         `db:"interpreted"`
	Agreed      string       `db:"agreed"` // yes, partly, no, or empty
	Next        pana.Date    `db:"next_on"`
	By          pana.StaffID `db:"by_staff"`
	Text        string
	Told        string
}

// Agreements lists what the client can say of a plan.
func Agreements() []string { return []string{"yes", "partly", "no"} }

// A NewReview is what the form of a review sends.
type NewReview struct {
	On          pana.Date
	LookedAt    []string
	Present     bool
	ReadAloud   bool
	Interpreted bool
	Agreed      string
	Next        pana.Date // when to look again; a prompt, and no more
	Text, Told  string
}

// ReviewPlan notes a look at the plan, and when to look again.
func (p *Plan) ReviewPlan(ctx context.Context, client pana.ClientID, n NewReview) error {
	const op = "plan.ReviewPlan"
	if err := casework.CheckOneOf(op, "agreed", n.Agreed, Agreements()...); err != nil {
		return err
	}
	var err error
	if n.Text, err = casework.Text(op, "text", n.Text, casework.MostNote); err != nil {
		return err
	}
	if n.Told, err = casework.Text(op, "told", n.Told, casework.MostNote); err != nil {
		return err
	}
	return p.files.Enter(ctx, policy.ReviewPlan, client, func(e *casework.Entry) error {
		if err := running(op, e); err != nil {
			return err
		}
		n := n
		if n.On, err = within(op, "on", n.On, e.Episode, e.Today); err != nil {
			return err
		}
		if n.Next, err = ahead(op, "next", n.Next, n.On); err != nil {
			return err
		}
		lines, err := linesOf(e.Ctx, e.Tx, e.Episode.ID)
		if err != nil {
			return err
		}
		n.LookedAt = slices.DeleteFunc(slices.Clone(n.LookedAt), func(id string) bool {
			return !slices.ContainsFunc(lines, func(l Line) bool { return l.ID == id && policy.Reads(e.Actor, l.Compartment, e.Subject) })
		})
		id := e.Tx.ID()
		if err := insertReview(e, id, n); err != nil {
			return err
		}
		if _, err := keepPlan(e, func(h *Head) { h.ReviewOn = n.Next }); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("plan_reviews", id, n.On, strings.Join(n.LookedAt, " "), n.Present, n.ReadAloud, n.Interpreted, n.Agreed, n.Next)
		return e.Put(pana.Care, "plan_reviews", id, casework.Say{Field: FieldText, Text: n.Text}, casework.Say{Field: FieldTold, Text: n.Told})
	})
}

// ahead returns a day that lies after another; nothing stays nothing.
func ahead(op, field string, d, after pana.Date) (pana.Date, error) {
	d, err := casework.Day(op, field, d)
	if err == nil && d != "" && d <= after {
		return "", pana.Refuse(op, field, "plan.next.past")
	}
	return d, err
}

// A Head is what a plan says of the whole: where it is to lead and when it is to
// be looked at again.
type Head struct {
	Destination string    `db:"destination"` // code list plan-destination
	ReviewOn    pana.Date `db:"review_on"`
	Version     int64     `db:"version"` // 0 while there is none
}

// A Turn is a destination the plan has had.
type Turn struct {
	Destination string       `db:"destination"`
	Since       pana.Date    `db:"since"`
	By          pana.StaffID `db:"by_staff"`
}

// SetDestination says where the plan is meant to lead, and when it is to be
// looked at again. What it said before is kept. A stale version is refused.
func (p *Plan) SetDestination(ctx context.Context, client pana.ClientID, destination string, review pana.Date, version int64) error {
	const op = "plan.SetDestination"
	if err := codes.Check(op, "destination", "plan-destination", destination); err != nil {
		return err
	}
	return p.files.Enter(ctx, policy.WritePlan, client, func(e *casework.Entry) error {
		if err := running(op, e); err != nil {
			return err
		}
		old, err := headOf(e.Ctx, e.Tx, e.Episode.ID)
		if err != nil {
			return err
		}
		review := review
		if review != old.ReviewOn {
			if review, err = ahead(op, "review_on", review, e.Today); err != nil {
				return err
			}
		}
		var fields []string
		if destination != old.Destination {
			fields = append(fields, "destination")
		}
		if review != old.ReviewOn {
			fields = append(fields, "review_on")
		}
		switch {
		case len(fields) == 0:
			return nil
		case old.Version != version:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		if _, err := keepPlan(e, func(h *Head) { h.Destination, h.ReviewOn = destination, review }); err != nil {
			return err
		}
		if destination != old.Destination {
			id := e.Tx.ID()
			e.Wrote("plan_destinations", id, destination, e.Today)
			return insertDestination(e, id, destination)
		}
		return nil
	})
}

// keepPlan changes the head of the plan, making it when there is none.
func keepPlan(e *casework.Entry, change func(*Head)) (Head, error) {
	h, err := headOf(e.Ctx, e.Tx, e.Episode.ID)
	if err != nil {
		return h, err
	}
	change(&h)
	h.Version++
	e.Wrote("plans", string(e.Episode.ID), h.Destination, h.ReviewOn, h.Version)
	return h, putHead(e, h)
}
