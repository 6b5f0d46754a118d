package house

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Grant gives a member a role at a site, from today. The circles that come with
// it she is let into at once where the actor is inside, and waits for elsewhere.
// It refuses an unknown role, a site not in use, and a role of the youth centre
// at another site. It is safe to repeat.
func (h *House) Grant(ctx context.Context, staff pana.StaffID, g pana.Grant) error {
	var before, after []pana.Grant
	err := h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.GrantStaff, policy.Subject{}); err != nil {
			return err
		}
		if _, err := present(ctx, tx, staff); err != nil {
			return err
		}
		sites, err := findSites(ctx, tx)
		if err != nil {
			return err
		}
		if err := checkGrant("house.Grant", &g, sites); err != nil {
			return err
		}
		today := h.Today(tx.Now)
		if before, err = findGrantsOf(ctx, tx, staff); err != nil {
			return err
		}
		after = before
		if !slices.Contains(before, g) {
			after = append(slices.Clone(before), g)
			if err := insertGrant(ctx, tx, staff, g, today); err != nil {
				return err
			}
			if leads(g) {
				if err := h.TellHeads(ctx, tx, Notice{Say: "notice.head", Object: string(staff)}); err != nil {
					return err
				}
			}
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.GrantStaff, Site: g.Site, Object: string(staff),
			Digests: digests(trail.Digest("grants", string(staff), string(g.Role), string(g.Site), string(today), ""))})
	})
	if err != nil {
		return err
	}
	if _, err := h.Vault.PublicKey(ctx, staff); pana.KindOf(err) == pana.NotFound {
		return nil // she has not accepted her invitation: the circles come with it
	} else if err != nil {
		return err
	}
	if leads(g) {
		if err := h.superviseAnew(ctx); err != nil {
			return err
		}
	}
	if err := h.askFor(ctx, staff, h.outsideOf(ctx, staff, circlesOf(after, h.SiteList()))); err != nil {
		return err
	}
	_, err = h.letIn(ctx, staff, after)
	return err
}

// outsideOf returns those of circles that staff is not inside yet.
func (h *House) outsideOf(ctx context.Context, staff pana.StaffID, circles []Circle) []Circle {
	return slices.DeleteFunc(circles, func(c Circle) bool {
		members, err := h.Vault.Members(ctx, c.Site, c.Compartment)
		return err == nil && slices.Contains(members, staff)
	})
}

// Revoke takes a role from a member, from today, and the circles she was in only
// through it, at once. The last director keeps the role: "staff.last.director".
// It is safe to repeat.
func (h *House) Revoke(ctx context.Context, staff pana.StaffID, g pana.Grant) error {
	check := func(tx *db.Tx) (before, after []pana.Grant, err error) {
		if err := policy.Check(pana.ActorFrom(ctx), policy.GrantStaff, policy.Subject{}); err != nil {
			return nil, nil, err
		}
		if _, err := present(ctx, tx, staff); err != nil {
			return nil, nil, err
		}
		if policy.HouseWide(g.Role) {
			g.Site = ""
		}
		if err := h.notLast(ctx, tx, staff, g.Role); err != nil {
			return nil, nil, err
		}
		before, err = findGrantsOf(ctx, tx, staff)
		return before, slices.DeleteFunc(slices.Clone(before), func(have pana.Grant) bool { return have == g }), err
	}
	var before, after []pana.Grant
	err := h.DB.View(ctx, func(tx *db.Tx) (err error) {
		before, after, err = check(tx)
		return err
	})
	if err != nil {
		return err
	}
	// Keys go before the row: whoever is cut off here has lost what she is to
	// lose, and asking again finishes it.
	if err := h.leave(ctx, staff, before, after); err != nil {
		return err
	}
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		if _, _, err := check(tx); err != nil {
			return err
		}
		today := h.Today(tx.Now)
		if _, err := endGrant(ctx, tx, staff, g, today); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.GrantStaff, Site: g.Site, Object: string(staff),
			Digests: digests(trail.Digest("grants", string(staff), string(g.Role), string(g.Site), "", string(today)))})
	})
}

// leave takes staff out of the circles that before gave and after does not.
func (h *House) leave(ctx context.Context, staff pana.StaffID, before, after []pana.Grant) error {
	sites := h.SiteList()
	stay := circlesOf(after, sites)
	for _, c := range circlesOf(before, sites) {
		if slices.Contains(stay, c) {
			continue
		}
		if err := h.Vault.Leave(ctx, c.Site, c.Compartment, staff); err != nil {
			return err
		}
	}
	return nil
}

// notLast refuses to take role from the only director.
func (h *House) notLast(ctx context.Context, tx *db.Tx, staff pana.StaffID, role pana.Role) error {
	if role != pana.Director {
		return nil
	}
	grants, err := findGrants(ctx, tx)
	if err != nil {
		return err
	}
	for id, gs := range grants {
		if id != staff && slices.Contains(gs, pana.Grant{Role: pana.Director}) {
			return nil
		}
	}
	if !slices.Contains(grants[staff], pana.Grant{Role: pana.Director}) {
		return nil
	}
	return &pana.Error{Op: "house.Revoke", Kind: pana.Conflict, Field: "role", Say: "staff.last.director"}
}

// letIn lets staff into those circles she waits for, her grants give her and
// the actor's ring holds, and returns how many.
func (h *House) letIn(ctx context.Context, staff pana.StaffID, grants []pana.Grant) (n int, err error) {
	ring := seal.RingFrom(ctx)
	if ring == nil {
		return 0, nil
	}
	waiting, err := h.Vault.Waiting(ctx)
	if err != nil {
		return 0, err
	}
	hers := circlesOf(grants, h.SiteList())
	for _, w := range waiting {
		if w.Staff != staff || !ring.Has(w.Site, w.Compartment) || !slices.Contains(hers, Circle{w.Site, w.Compartment}) {
			continue
		}
		if err := ring.Admit(ctx, w.Site, w.Compartment, staff); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
