package casework

import (
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A conflictRow is one conflict of interest between a client and a member of staff.
type conflictRow struct {
	Staff  pana.StaffID `db:"staff_id"`
	SetAt  int64        `db:"set_at"`
	Lifted int64        `db:"lifted_at"` // 0 while it stands
	Named  string       `db:"named"`     // the people of the identity circle who are left
	Closed string       `db:"closed"`    // compartments re-keyed to those left, so far
}

// A ConflictOfInterest stands between a client and someone who works here.
type ConflictOfInterest struct {
	Staff pana.StaffID
	Since int64 // microseconds, see db.FromMicros
}

// SetConflict records that staff has a conflict of interest with a client. From
// the same moment she finds no trace of the client: her assignments end, policy
// denies her everything, the client leaves the name index she holds, and the
// client's compartments are re-keyed to the people left. Coded columns are
// closed by policy only.
//
// A conflict with a parent is one with each child who has a file too, for the
// child's file speaks of the parent.
//
// It refuses when nobody would be left who can read who the client is
// ("conflict.nobody"). Setting what stands changes nothing. One may name
// oneself.
func (c *Casework) SetConflict(ctx context.Context, client pana.ClientID, staff pana.StaffID) error {
	const op = "casework.SetConflict"
	var family []childRow
	err := c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := c.allow(ctx, tx, policy.SetConflict, client)
		if err != nil {
			return err
		}
		if known, err := staffExists(ctx, tx, staff); err != nil || !known {
			return firstError(err, pana.Refuse(op, "staff", "conflict.staff"))
		}
		if family, err = childrenOf(ctx, tx, client); err != nil {
			return err
		}
		family = append(family, childRow{client, s.Site})
		for _, f := range family {
			if err := c.keepAway(ctx, tx, f.Site, f.Client, staff); err != nil {
				return err
			}
		}
		return nil
	})
	for _, f := range family {
		if err == nil {
			err = c.settle(ctx, f.Site, f.Client)
		}
	}
	return err
}

// keepAway writes that staff must not come near one file. The caller has checked
// policy.
func (c *Casework) keepAway(ctx context.Context, tx *db.Tx, site pana.SiteID, client pana.ClientID, staff pana.StaffID) error {
	rows, err := conflictsOf(ctx, tx, client)
	if err != nil {
		return err
	}
	out := standing(rows)
	if slices.Contains(out, staff) {
		return nil
	}
	named, err := c.left(ctx, site, pana.Identity, append(out, staff))
	if err != nil {
		return err
	}
	if len(named) == 0 {
		return conflict("casework.SetConflict", "conflict.nobody")
	}
	if err := insertConflict(ctx, tx, client, staff, joinStaff(named)); err != nil {
		return err
	}
	if err := unassignAll(ctx, tx, client, staff, c.h.Today(tx.Now)); err != nil {
		return err
	}
	if err := c.moveNames(ctx, tx, site, client, named); err != nil {
		return err
	}
	return trail.Record(ctx, tx, trail.Entry{Act: policy.SetConflict, Client: client, Site: site, Object: string(staff),
		Digests: [][32]byte{trail.Digest("conflicts", string(client), string(staff))}})
}

// Conflicts returns the standing conflicts of interest of a client. It needs
// SetConflict: whoever may set one may see who is named.
func (c *Casework) Conflicts(ctx context.Context, client pana.ClientID) ([]ConflictOfInterest, error) {
	var list []ConflictOfInterest
	err := c.h.DB.View(ctx, func(tx *db.Tx) error {
		list = nil
		if _, err := c.allow(ctx, tx, policy.SetConflict, client); err != nil {
			return err
		}
		rows, err := conflictsOf(ctx, tx, client)
		for _, r := range rows {
			if r.Lifted == 0 {
				list = append(list, ConflictOfInterest{r.Staff, r.SetAt})
			}
		}
		return err
	})
	return list, err
}

// moveNames puts the client into the index of the people named. Whoever cannot
// open the names leaves the mark that they await it.
func (c *Casework) moveNames(ctx context.Context, tx *db.Tx, site pana.SiteID, client pana.ClientID, named []pana.StaffID) error {
	names, open, err := namesOf(ctx, tx, site, client)
	if err != nil {
		return err
	}
	if open {
		return indexNames(ctx, tx, site, client, names, named)
	}
	if err := deleteTokens(ctx, tx, client); err != nil {
		return err
	}
	return awaitIndex(ctx, tx, client)
}

// settle brings the keys of a client in line with her conflicts of interest, as
// far as the ring in ctx reaches: re-keyed to the people left while one
// stands, back under the circle when none does. Safe to repeat; whatever it
// cannot reach waits for a reader who can. It takes keys away or gives them
// back only after the conflict itself is committed.
func (c *Casework) settle(ctx context.Context, site pana.SiteID, client pana.ClientID) error {
	ring := seal.RingFrom(ctx)
	if ring == nil {
		return nil
	}
	var rows []conflictRow
	err := c.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		rows, err = conflictsOf(ctx, tx, client)
		return err
	})
	if err != nil {
		return err
	}
	out := standing(rows)
	closed := closedBy(rows)
	for _, compartment := range pana.Compartments() {
		at := []pana.Compartment{compartment}
		done := slices.Contains(closed, string(compartment))
		if done == (len(out) > 0) {
			continue
		}
		if len(out) == 0 {
			err = ring.Reopen(ctx, owner(client), site, at)
			if err == nil {
				closed = slices.DeleteFunc(closed, func(s string) bool { return s == string(compartment) })
			}
		} else {
			left, e := c.left(ctx, site, compartment, out)
			if e != nil {
				return e
			}
			if len(left) == 0 {
				continue // nobody is in this circle, or only those named in the conflict
			}
			err = ring.NameOnly(ctx, owner(client), site, at, left)
			if err == nil {
				closed = append(closed, string(compartment))
			}
		}
		if err != nil && pana.KindOf(err) != pana.Forbidden {
			return err // Forbidden: she is outside; someone named will come by
		}
	}
	if strings.Join(closed, " ") == strings.Join(closedBy(rows), " ") {
		return nil
	}
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := updateClosed(ctx, tx, client, strings.Join(closed, " ")); err != nil {
			return err
		}
		return trail.Bind(ctx, tx, client)
	})
}

// left returns the members of a circle who are not named in a conflict.
func (c *Casework) left(ctx context.Context, site pana.SiteID, compartment pana.Compartment, out []pana.StaffID) ([]pana.StaffID, error) {
	members, err := c.h.Vault.Members(ctx, site, compartment)
	return slices.DeleteFunc(members, func(s pana.StaffID) bool { return slices.Contains(out, s) }), err
}

// standing returns who is named in the conflicts that stand.
func standing(rows []conflictRow) []pana.StaffID {
	var out []pana.StaffID
	for _, r := range rows {
		if r.Lifted == 0 {
			out = append(out, r.Staff)
		}
	}
	return out
}

// closedBy returns the compartments that are re-keyed, as the newest row has it.
func closedBy(rows []conflictRow) []string {
	if len(rows) == 0 {
		return nil
	}
	return strings.Fields(rows[len(rows)-1].Closed)
}

// namedFor returns the people a client is named-only to, and whether a
// conflict stands at all.
func namedFor(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]pana.StaffID, bool, error) {
	rows, err := conflictsOf(ctx, tx, client)
	if err != nil || len(standing(rows)) == 0 {
		return nil, false, err
	}
	return splitStaff(rows[len(rows)-1].Named), true, nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
