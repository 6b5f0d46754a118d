package belongings

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Handed is one time at which something kept went back to her.
type Handed struct {
	ID     string       `db:"id"`
	Kept   KeptID       `db:"kept_id"`
	Amount int64        `db:"amount"`
	Way    string       `db:"way"` // code list belonging-way
	On     pana.Date    `db:"on_day"`
	Signed pana.Date    `db:"signed"`
	By     pana.StaffID `db:"by_staff"`
	Note   string
}

// A NewHanded is what a form says of it. Empty, everything that is left goes into
// her hand, today.
type NewHanded struct {
	Amount int64 // of money; 0 means all of it
	Way    string
	Signed bool
	Note   string
}

// HandBack gives back to a client what was kept for her, or a part of money. It
// asks for no reason and for nobody's leave. It refuses more than is left
// ("belongings.back.more") and a stale page; what is back already is back, and
// saying so again changes nothing.
func (b *Belongings) HandBack(ctx context.Context, client pana.ClientID, id KeptID, version int64, n NewHanded) error {
	const op = "belongings.HandBack"
	if n.Way == "" {
		n.Way = "hand"
	}
	if err := casework.CheckCode(op, "way", "belonging-way", n.Way); err != nil {
		return err
	}
	var err error
	if n.Note, err = casework.Text(op, "note", n.Note, casework.MostNote); err != nil {
		return err
	}
	return b.files.Enter(ctx, policy.HandBack, client, func(e *casework.Entry) error {
		n := n
		k, ok, err := keptByID(e.Ctx, e.Tx, e.Client(), id)
		if err != nil || !ok {
			return cmp.Or(err, casework.Gone(op))
		}
		e.About(string(id))
		if n.Amount == 0 {
			n.Amount = k.Left()
		}
		switch {
		case !k.Here():
			return nil
		case k.Version != version:
			return db.Stale(op, map[string]any{"Fields": []string{"amount"}})
		case n.Amount < 0 || n.Amount > k.Left() || k.Kind != Money && n.Amount != k.Left():
			return &pana.Error{Op: op, Kind: pana.Invalid, Field: "amount", Say: "belongings.back.more", With: map[string]any{"Left": k.Left()}}
		}
		backOn := signedOn(n.Amount == k.Left(), e.Today)
		if took, err := takeFromKept(e.Ctx, e.Tx, id, version, n.Amount, backOn); err != nil || took == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"amount"}}))
		}
		h := Handed{ID: e.Tx.ID(), Kept: id, Amount: n.Amount, Way: n.Way, On: e.Today, Signed: signedOn(n.Signed, e.Today)}
		if err := insertHanded(e.Ctx, e.Tx, e.Client(), h); err != nil {
			return err
		}
		e.Wrote("kept_things", string(id), "back", n.Amount, backOn)
		e.Wrote("handed_back", h.ID, e.Client(), id, h.Amount, h.Way, h.On, h.Signed)
		return e.Put(pana.Care, "handed_back", h.ID, casework.Say{Field: fieldNote, Text: n.Note})
	})
}

// SignHanded says that both have signed that it went back. Once more changes
// nothing; one that is not hers is NotFound.
func (b *Belongings) SignHanded(ctx context.Context, client pana.ClientID, id string) error {
	const op = "belongings.SignHanded"
	return b.files.Enter(ctx, policy.HandBack, client, func(e *casework.Entry) error {
		signed, ok, err := handedSigned(e.Ctx, e.Tx, e.Client(), id)
		if err != nil || !ok {
			return cmp.Or(err, casework.Gone(op))
		}
		e.About(id)
		if signed != "" {
			return nil
		}
		e.Wrote("handed_back", id, "signed", e.Today)
		return signHanded(e.Ctx, e.Tx, id, e.Today)
	})
}
