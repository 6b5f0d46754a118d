package belongings

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// PocketMoney is the kind of given thing that is a sum.
const PocketMoney = "pocket-money"

// A Given is something the house gave her. It is hers from then on, and is never
// asked back.
type Given struct {
	ID       GivenID      `db:"id"`
	Kind     string       `db:"kind"` // code list given-kind
	Quantity int          `db:"quantity"`
	Amount   int64        `db:"amount"` // of pocket money, in whole units
	Currency string       `db:"currency"`
	On       pana.Date    `db:"on_day"`
	Signed   pana.Date    `db:"signed"`
	Payer    string       `db:"payer"` // code list payer-kind; empty while nobody said
	By       pana.StaffID `db:"by_staff"`
	What     string
	Closed   bool
}

// A NewGiven is what a form says of it. Its kind is enough; pocket money needs its
// sum.
type NewGiven struct {
	Kind     string
	Quantity int // 0 means one
	Amount   int64
	Currency string
	On       pana.Date // empty means today
	Signed   bool
	Payer    string
	What     string
}

func (n NewGiven) clean(op string, today pana.Date) (NewGiven, error) {
	if n.Kind == "" {
		return n, pana.Refuse(op, "kind", "belongings.given.missing")
	}
	if err := casework.CheckCode(op, "kind", "given-kind", n.Kind); err != nil {
		return n, err
	}
	if err := casework.CheckCode(op, "payer", "payer-kind", n.Payer); err != nil {
		return n, err
	}
	if n.Quantity == 0 {
		n.Quantity = 1
	}
	if n.Quantity < 1 || n.Quantity > mostSame {
		return n, &pana.Error{Op: op, Kind: pana.Invalid, Field: "quantity", Say: "record.between", With: map[string]any{"Least": 1, "Most": mostSame}}
	}
	var err error
	switch {
	case n.Kind == PocketMoney:
		n.Currency, err = checkSum(op, n.Amount, n.Currency)
	case n.Amount != 0 || n.Currency != "":
		err = pana.Refuse(op, "amount", "belongings.given.sum.unmeant")
	}
	if err != nil {
		return n, err
	}
	if n.What, err = casework.Text(op, "what", n.What, mostWhat); err != nil {
		return n, err
	}
	n.On, err = pastOrToday(op, n.On, today)
	return n, err
}

// Give writes down what the house gave a client. It refuses a missing kind,
// unknown codes, pocket money without a sum and a sum for anything else, and a day
// that has not come.
func (b *Belongings) Give(ctx context.Context, client pana.ClientID, n NewGiven) (GivenID, error) {
	const op = "belongings.Give"
	var id GivenID
	err := b.files.Enter(ctx, policy.GiveThings, client, func(e *casework.Entry) error {
		n, err := n.clean(op, e.Today)
		if err != nil {
			return err
		}
		id = GivenID(e.Tx.ID())
		if err := insertGiven(e.Ctx, e.Tx, id, e.Client(), e.Episode.ID, n); err != nil {
			return err
		}
		e.About(string(id))
		e.Wrote("given_things", string(id), e.Client(), n.Kind, n.Quantity, n.Amount, n.Currency, n.On, n.Signed, n.Payer)
		return e.Put(pana.Care, "given_things", string(id), casework.Say{Field: fieldWhat, Text: n.What})
	})
	return id, err
}
