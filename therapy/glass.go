package therapy

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
)

// An Opening is one time that private notes about a client were opened in an
// emergency.
type Opening struct {
	ID     string        `db:"id"`
	Client pana.ClientID `db:"client_id"`
	Code   string        `db:"code"`
	First  pana.StaffID  `db:"first"`
	Second pana.StaffID  `db:"second"`
	At     int64         `db:"at"` // microseconds, see db.FromMicros
	Seen   int64         `db:"seen_at"`
	Reason string        `db:"-"`
}

// A Breaking is what it takes: a reason, and the passphrases of two people.
type Breaking struct {
	Reason string
	house.Pair
}

// Broken is what stood behind the glass, for reading on one page, once.
type Broken struct {
	Client casework.Client
	Notes  []casework.Note
}

// CouldBreak returns the client with a code for the page on which the glass is
// broken, and whether the actor is one of two who keep her site's key.
func (t *Therapy) CouldBreak(ctx context.Context, code string) (client casework.Client, mine, two bool, err error) {
	err = t.files.Read(ctx, code, policy.BreakGlass, func(r *casework.Reading) error {
		client = r.Client
		return nil
	})
	if err == nil {
		mine, two, err = t.h.MaySupervise(ctx, client.Site)
	}
	return client, mine, two, err
}

// Break opens the private notes about a client to the two people who keep the
// supervision key of her site, once, for a reason. The trail of her file tells
// of it, whether or not there was anything to open, and every author is told
// until she has seen it. Their ring is gone when Break returns.
//
// It refuses without a reason ("glass.reason"), a second person who may not open
// this client's notes either ("together.two"), and as house.Together does.
func (t *Therapy) Break(ctx context.Context, code string, b Breaking) (Broken, error) {
	const op = "therapy.Break"
	var client pana.ClientID
	var site pana.SiteID
	err := t.h.DB.View(ctx, func(tx *db.Tx) error {
		s, err := casework.ByCode(ctx, tx, t.h.Tonight(tx.Now), code)
		if err != nil {
			return err
		}
		client, site = s.Client, s.Site
		return policy.Check(pana.ActorFrom(ctx), policy.BreakGlass, s)
	})
	if err != nil {
		return Broken{}, err
	}
	if b.Reason, err = casework.Text(op, "reason", b.Reason, casework.MostNote); err != nil {
		return Broken{}, err
	}
	if b.Reason == "" {
		return Broken{}, pana.Refuse(op, "reason", "glass.reason")
	}
	var out Broken
	err = t.h.Together(ctx, site, b.Pair, func(ctx context.Context, second pana.Actor) error {
		return t.files.Enter(ctx, policy.BreakGlass, client, func(e *casework.Entry) error {
			out = Broken{}
			s, err := casework.Subject(pana.WithActor(ctx, second), e.Tx, t.h.Tonight(e.Tx.Now), client)
			if err != nil || policy.Check(second, policy.BreakGlass, s) != nil {
				return conflict(op, "name", "together.two")
			}
			return t.open(e, second.Staff, b.Reason, &out)
		})
	})
	out.Client.Code = code
	return out, err
}

func (t *Therapy) open(e *casework.Entry, second pana.StaffID, reason string, out *Broken) error {
	notes, err := allPrivateNotes(e.Ctx, e.Tx, e.Client(), mostPrivate)
	if err != nil {
		return err
	}
	o := Opening{ID: e.Tx.ID(), Client: e.Client(), First: e.Actor.Staff, Second: second, At: db.Micros(e.Tx.Now)}
	if err := insertOpening(e.Ctx, e.Tx, o); err != nil {
		return err
	}
	e.About(o.ID)
	e.Wrote("therapy_openings", o.ID, o.Client, o.First, o.Second)
	if err := e.Put(pana.Bond, "therapy_openings", o.ID, casework.Say{Field: fieldReason, Text: reason}); err != nil {
		return err
	}
	if len(notes) == 0 {
		return nil
	}
	rows := make([]string, len(notes))
	told := map[pana.StaffID]bool{}
	for i, n := range notes {
		rows[i] = string(n.ID)
		if !told[n.By] {
			told[n.By] = true
			if err := tell(e.Ctx, e.Tx, o.ID, n.By); err != nil {
				return err
			}
		}
	}
	words, closed, err := seal.GetWords(e.Ctx, e.Tx, e.Subject.Site, seal.Owner(e.Client()),
		seal.Filter{Table: "notes", Rows: rows, Compartments: []pana.Compartment{pana.Therapy}})
	if err != nil {
		return err
	}
	e.Opened(pana.Therapy)
	said := map[[2]string]string{}
	for _, w := range words {
		said[[2]string{w.Row, w.Field}] = w.Text
	}
	for _, n := range notes {
		n.Text, n.Told = said[[2]string{string(n.ID), casework.FieldText}], said[[2]string{string(n.ID), casework.FieldTold}]
		n.Closed = len(closed) > 0
		out.Notes = append(out.Notes, n)
	}
	return nil
}

// fieldReason is the sealed reason, table therapy_openings. It rests where the
// directors and psychologists of a site read, and nobody else: compartment bond.
const fieldReason = "reason"

// openingsOf are the openings of which the reader was told, with their reasons.
func (t *Therapy) openingsOf(r *casework.Reading) ([]Opening, error) {
	all, err := openingsTold(r.Ctx, r.Tx, r.Client.ID, r.Actor.Staff)
	if err != nil || len(all) == 0 {
		return all, err
	}
	rows := make([]string, len(all))
	for i, o := range all {
		rows[i] = o.ID
	}
	said, err := r.Words(rows, pana.Bond)
	for i := range all {
		all[i].Code, all[i].Reason = r.Client.Code, said.Of("therapy_openings", all[i].ID, fieldReason)
	}
	return all, err
}
