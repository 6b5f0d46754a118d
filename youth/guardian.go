package youth

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// A Guardian is somebody who answers for a young person.
type Guardian struct {
	ID       string    `db:"id"`
	Relation string    `db:"relation"` // code list youth-guardian
	Unsafe   bool      `db:"unsafe"`   // nothing is told her, and nobody goes with her
	Ended    pana.Date `db:"ended"`
	Name     string    `db:"-"`
	Contact  string    `db:"-"`
}

// AddGuardian keeps who answers for somebody. The name is not compared with the
// watch list of the shelters: what stands there does not reach the centre.
func (y *Youth) AddGuardian(ctx context.Context, client pana.ClientID, n Guardian) error {
	const op = "youth.AddGuardian"
	return y.files.Enter(ctx, policy.WriteYoung, client, func(e *casework.Entry) error {
		n := n
		if n.Relation == "" {
			return pana.Refuse(op, "relation", "youth.guardian.who")
		}
		if err := casework.CheckCode(op, "relation", "youth-guardian", n.Relation); err != nil {
			return err
		}
		var err error
		if n.Name, err = casework.CleanName(n.Name); err != nil {
			return field(err, "guardian")
		}
		if n.Contact, err = casework.Text(op, "contact", n.Contact, casework.MostLine); err != nil {
			return err
		}
		n.ID = e.Tx.ID()
		if err := insertGuardian(e.Ctx, e.Tx, client, n); err != nil {
			return err
		}
		e.About(n.ID)
		e.Wrote("youth_guardians", n.ID, client, n.Relation, n.Unsafe)
		return e.Put(pana.Identity, "youth_guardians", n.ID, casework.Say{Field: fieldName, Text: n.Name}, casework.Say{Field: fieldPhone, Text: n.Contact})
	})
}

// EndGuardian says that somebody answers for her no more.
func (y *Youth) EndGuardian(ctx context.Context, client pana.ClientID, id string) error {
	const op = "youth.EndGuardian"
	return y.files.Enter(ctx, policy.WriteYoung, client, func(e *casework.Entry) error {
		n, err := endGuardian(e.Ctx, e.Tx, client, id, e.Today)
		if err == nil && n == 0 {
			return casework.Gone(op)
		}
		e.About(id)
		e.Wrote("youth_guardians", id, "ended", e.Today)
		return err
	})
}
