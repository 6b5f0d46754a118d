package belongings

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// Keep takes something in for a client and returns the number of its envelope,
// drawn one after another for each client. It refuses a missing kind, unknown
// codes, a sum for a thing or money without one, and a day that has not come.
func (b *Belongings) Keep(ctx context.Context, client pana.ClientID, n NewKept) (KeptID, int, error) {
	const op = "belongings.Keep"
	var id KeptID
	var number int
	err := b.files.Enter(ctx, policy.KeepBelongings, client, func(e *casework.Entry) error {
		n, err := n.clean(op, e.Today)
		if err != nil {
			return err
		}
		if number, err = nextNumber(e.Ctx, e.Tx, e.Client()); err != nil {
			return err
		}
		id = KeptID(e.Tx.ID())
		if err := insertKept(e.Ctx, e.Tx, id, e.Client(), e.Episode.ID, number, n); err != nil {
			return err
		}
		e.About(string(id))
		e.Wrote("kept_things", string(id), e.Client(), number, n.Kind, n.Amount, n.Currency, n.Wish, n.Place, n.On, n.Signed)
		return e.Put(pana.Care, "kept_things", string(id), casework.Say{Field: fieldWhat, Text: n.What}, casework.Say{Field: fieldNote, Text: n.Note})
	})
	return id, number, err
}

// SignKept says that both have signed that it was taken in. Once more changes
// nothing; one that is not hers is NotFound.
func (b *Belongings) SignKept(ctx context.Context, client pana.ClientID, id KeptID) error {
	const op = "belongings.SignKept"
	return b.files.Enter(ctx, policy.KeepBelongings, client, func(e *casework.Entry) error {
		k, ok, err := keptByID(e.Ctx, e.Tx, e.Client(), id)
		if err != nil || !ok {
			return cmp.Or(err, casework.Gone(op))
		}
		e.About(string(id))
		if k.Signed != "" {
			return nil
		}
		e.Wrote("kept_things", string(id), "signed", e.Today)
		return signKept(e.Ctx, e.Tx, id, e.Today)
	})
}
