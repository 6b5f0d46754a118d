package house

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Leaving is what is left of someone's access to the house, asked from the
// facts and not from what EndStaff meant to do.
type Leaving struct {
	Sessions int  // she could still go on with
	Keys     bool // a passphrase or a passkey of hers is still known here
	Circles  int  // she is still inside
	Turning  int  // circles that somebody has left and that no member has turned yet
	Started  bool // she could start the house: a copy of the disk from then opens to her
	Led      bool // she led it: the two who lead often keep a sheet of the recovery kit
	Kit      bool // the recovery kit must be made anew, since somebody left who keeps a sheet or led the house
}

// Gone reports whether nothing here opens to her any more.
func (l Leaving) Gone() bool { return l.Sessions == 0 && !l.Keys && l.Circles == 0 }

// Left tells what is left of the access of staff. It needs EndStaff.
func (h *House) Left(ctx context.Context, staff pana.StaffID) (Leaving, error) {
	var l Leaving
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		l = Leaving{}
		if err := policy.Check(pana.ActorFrom(ctx), policy.EndStaff, policy.Subject{}); err != nil {
			return err
		}
		if _, err := getMember(ctx, tx, staff); err != nil {
			return err
		}
		open, err := findSessionsOf(ctx, tx, staff, h.idle())
		if err != nil {
			return err
		}
		l.Sessions = len(open)
		kit, _, err := findKit(ctx, tx)
		if err != nil {
			return err
		}
		l.Kit = kit.Anew == AnewLeft
		held, err := findHeld(ctx, tx, staff)
		l.Started = mayStart(held)
		l.Led = slices.ContainsFunc(held, func(g pana.Grant) bool { return g.Role == pana.Director || g.Role == pana.Deputy })
		return err
	})
	if err != nil {
		return l, err
	}
	switch _, err := h.Vault.PublicKey(ctx, staff); {
	case err == nil:
		l.Keys = true
	case pana.KindOf(err) != pana.NotFound:
		return l, err
	}
	book, err := h.passkeys(ctx, staff)
	l.Keys = l.Keys || len(book.Keys) > 0
	if err != nil {
		return l, err
	}
	known, err := h.Vault.KnownTo(ctx, staff)
	if err != nil {
		return l, err
	}
	l.Circles = len(known)
	pending, err := h.Vault.Pending(ctx)
	for _, c := range pending {
		if c.Owner == "" { // a narrow circle would say that there is a file like that
			l.Turning++
		}
	}
	return l, err
}
