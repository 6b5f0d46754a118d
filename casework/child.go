package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A NewChild is a child who came with a client and gets a file of her own.
type NewChild struct {
	Coded Coded
	Names Names
	Tags  []string

	// UnsafeGuardian, if the parent or another guardian is a danger to the child,
	// says in one line what to heed. It stands as an alert on the child's file.
	UnsafeGuardian string
}

// AddChild makes a file of her own for a client's child: own code, own episode,
// own keys, linked both ways. Whoever is assigned to the parent is assigned to
// the child, and a conflict of interest with the parent is one with the child.
//
// It refuses what Add refuses, and a child of a child's file ("child.of-child").
func (c *Casework) AddChild(ctx context.Context, parent pana.ClientID, n NewChild) (Added, error) {
	const op = "casework.AddChild"
	var a Added
	var s policy.Subject
	var out []conflictRow
	err := c.h.DB.Update(ctx, func(tx *db.Tx) (err error) {
		if s, err = c.allow(ctx, tx, policy.AddChild, parent); err != nil {
			return err
		}
		p, err := clientByID(ctx, tx, c.tonight(tx), parent)
		if err != nil {
			return err
		}
		if p.ChildOf != "" {
			return conflict(op, "child.of-child")
		}
		a, err = c.Add(ctx, tx, NewClient{Site: s.Site, Coded: n.Coded, Names: n.Names, Tags: n.Tags, ChildOf: parent})
		if err != nil {
			return err
		}
		if out, err = c.inherit(ctx, tx, s.Site, parent, a); err != nil {
			return err
		}
		digests := a.Digests
		if n.UnsafeGuardian != "" {
			_, more, err := c.AddAlert(ctx, tx, policy.Subject{Client: a.Client, Site: s.Site}, NewAlert{Kind: UnsafeGuardian, Text: n.UnsafeGuardian})
			if err != nil {
				return pana.AtField(err, "unsafe_guardian")
			}
			digests = append(digests, more...)
		}
		if err := trail.Record(ctx, tx, trail.Entry{Act: policy.AddChild, Client: parent, Site: s.Site, Object: string(a.Client)}); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.AddChild, Client: a.Client, Site: s.Site, Digests: digests})
	})
	if err == nil && len(out) > 0 {
		err = c.settle(ctx, s.Site, a.Client)
	}
	return a, err
}

// inherit gives a child the people who work with her parent, and keeps away
// those who are kept away from the parent. It returns the conflicts that stand.
func (c *Casework) inherit(ctx context.Context, tx *db.Tx, site pana.SiteID, parent pana.ClientID, child Added) ([]conflictRow, error) {
	e, ok, err := OpenEpisodeOf(ctx, tx, parent)
	if err != nil {
		return nil, err
	}
	if ok {
		assigned, err := assignmentsOf(ctx, tx, e.ID)
		if err != nil {
			return nil, err
		}
		for _, as := range assigned {
			if as.Until != "" {
				continue
			}
			if err := AssignNew(ctx, tx, child, as.Staff, as.Role, c.h.Today(tx.Now)); err != nil {
				return nil, err
			}
		}
	}
	rows, err := conflictsOf(ctx, tx, parent)
	if err != nil {
		return nil, err
	}
	var out []conflictRow
	for _, r := range rows {
		if r.Lifted != 0 {
			continue
		}
		out = append(out, r)
		if err := insertConflict(ctx, tx, child.Client, r.Staff, rows[len(rows)-1].Named); err != nil {
			return nil, err
		}
	}
	if len(out) > 0 {
		err = c.moveNames(ctx, tx, site, child.Client, splitStaff(rows[len(rows)-1].Named))
	}
	return out, err
}
