package house

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// demand settles since when a second step is demanded of everybody, in settings
// about to be kept: from now on where it was not before. Only those who lead the
// house change it.
func (h *House) demand(ctx context.Context, s *Settings) error {
	before := h.Settings().SecondStep
	if s.SecondStep != 0 {
		s.SecondStep = cmp.Or(before, db.Micros(h.Now()))
	}
	if s.SecondStep == before {
		return nil
	}
	return policy.Check(pana.ActorFrom(ctx), policy.DemandFactor, policy.Subject{})
}

// bare reports whether the house demands a second step that staff has not: no code
// and no passkey. Whoever signed in before it was demanded goes on until then.
func (h *House) bare(ctx context.Context, staff pana.StaffID, sealed []byte, began int64) (bool, error) {
	since := h.Settings().SecondStep
	if since == 0 || began <= since {
		return false, nil
	}
	f, err := h.factorOf(staff, sealed)
	if err != nil || f.Confirmed {
		return false, err
	}
	book, err := h.passkeys(ctx, staff)
	return len(book.Keys) == 0, err
}

// notBare refuses as the second of two people whoever could not do anything alone.
func (h *House) notBare(ctx context.Context, op string, r memberRow) error {
	bare, err := h.bare(ctx, r.ID, r.SecondFactor, db.Micros(h.Now()))
	if err == nil && bare {
		err = &pana.Error{Op: op, Kind: pana.Forbidden, Say: "factor.needed"}
	}
	return err
}
