package night

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// AcceptDuty takes a turn that a colleague offers the actor: from then on the roster says
// so, and of an exchange both ways. Who offered it and who writes the roster are told.
// What the site asks of its roster refuses nothing.
//
// It refuses what planning refuses: one of them who cannot be on duty here any more
// ("roster.who"), and a turn that meets another of theirs, anywhere ("roster.twice"); and
// an offer that stands no more, since a turn has begun or is somebody else's
// ("swap.over"). One that is not the actor's is NotFound "record.absent".
func (n *Night) AcceptDuty(ctx context.Context, site pana.SiteID, id string) error {
	const op = "night.AcceptDuty"
	return n.answer(ctx, op, site, id, func(tx *db.Tx, s Swap, now bool) error {
		switch {
		case s.To != pana.ActorFrom(ctx).Staff:
			return casework.Gone(op)
		case s.State == SwapAccepted:
			return nil
		case s.State != SwapOffered || !now:
			return conflict(op, "", "swap.over")
		}
		if err := n.hand(ctx, tx, op, s); err != nil {
			return err
		}
		s.State, s.Answered = SwapAccepted, db.Micros(tx.Now)
		if err := answerSwap(ctx, tx, s); err != nil {
			return err
		}
		to, err := n.writers(ctx, tx, site)
		if err != nil {
			return err
		}
		return n.swapped(ctx, tx, s, "notice.roster.swapped", slices.Compact(slices.Sorted(slices.Values(append(to, s.From))))...)
	})
}

// DeclineDuty says no to an offer, or takes back one's own; the other is told of a no. No
// reason is asked. One that waits no more stays as it is.
func (n *Night) DeclineDuty(ctx context.Context, site pana.SiteID, id string) error {
	const op = "night.DeclineDuty"
	return n.answer(ctx, op, site, id, func(tx *db.Tx, s Swap, _ bool) error {
		me := pana.ActorFrom(ctx).Staff
		if s.To != me && s.From != me {
			return casework.Gone(op)
		}
		if s.State != SwapOffered {
			return nil
		}
		s.Answered = db.Micros(tx.Now)
		var to []pana.StaffID
		if s.State = SwapBack; s.To == me {
			s.State, to = SwapDeclined, []pana.StaffID{s.From}
		}
		if err := answerSwap(ctx, tx, s); err != nil {
			return err
		}
		return n.swapped(ctx, tx, s, "notice.roster.declined", to...)
	})
}

// answer does one act to an offer.
func (n *Night) answer(ctx context.Context, op string, site pana.SiteID, id string, do func(tx *db.Tx, s Swap, now bool) error) error {
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.SwapDuty, site); err != nil {
			return err
		}
		s, found, err := swapByID(ctx, tx, site, id)
		if err != nil || !found {
			return cmp.Or(err, casework.Gone(op))
		}
		now, err := n.standing(ctx, tx, &s)
		if err != nil {
			return err
		}
		return do(tx, s, now)
	})
}

// hand gives each turn of a swap to the other, if she can take it.
func (n *Night) hand(ctx context.Context, tx *db.Tx, op string, s Swap) error {
	_, able, err := n.whoCan(ctx, tx, s.Site)
	if err != nil {
		return err
	}
	turns := []Duty{s.Duty}
	if s.BackID != "" {
		turns = append(turns, s.Back)
	}
	for i := range turns {
		d := &turns[i]
		to := s.To
		if d.Staff == s.To {
			to = s.From
		}
		if !able[to] {
			return conflict(op, "", "roster.who")
		}
		grants, err := n.h.GrantsOf(ctx, tx, to)
		if err != nil {
			return err
		}
		hers, err := dutiesFor(ctx, tx, to, d.On.AddDays(-2), d.On.AddDays(2))
		if err != nil {
			return err
		}
		for _, o := range hers {
			if o.ID != s.DutyID && o.ID != s.BackID && onDutyAt(to, grants, o.Site) && o.from() < d.until() && d.from() < o.until() {
				return twice(op, "", o.On)
			}
		}
		d.Staff = to
	}
	return handDuties(ctx, tx, turns)
}

func twice(op, field string, on pana.Date) error {
	return &pana.Error{Op: op, Kind: pana.Conflict, Field: field, Say: "roster.twice", With: map[string]any{"Day": on}}
}

// writers are who writes the roster of a site.
func (n *Night) writers(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]pana.StaffID, error) {
	members, err := n.h.Roster(ctx, tx)
	var to []pana.StaffID
	for _, m := range members {
		if m.Ended == "" && policy.Check(pana.Actor{Staff: m.ID, Grants: m.Grants}, policy.KeepRoster, policy.Subject{Site: site}) == nil {
			to = append(to, m.ID)
		}
	}
	return to, err
}
