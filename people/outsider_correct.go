package people

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// An OutsiderBefore is what stood of somebody from outside until it was corrected.
type OutsiderBefore struct {
	ID      string       `db:"id"`
	Sex     string       `db:"sex"`
	Minor   bool         `db:"minor"`
	By      pana.StaffID `db:"by_staff"` // who corrected it
	At      int64        `db:"at"`
	Name    string       `db:"-"`
	Contact string       `db:"-"`
	Who     string       `db:"-"`
	On      pana.Date    `db:"-"` // until when it stood here
}

// CorrectOutsider writes down what is right of a volunteer, a guest or somebody who
// helps, made from a row version: name, contact, sex, whether she is under age. What
// stood there before stays beside it. Another name awaits confirmation anew, whatever
// a head had cleared. Another sex holds wherever she helps, and whoever had agreed to
// meet her at a visit that is planned is to be asked again (see Meeting.Again).
// It refuses a missing name ("outsider.name") and an older page (db.stale); the same
// again changes nothing.
func (p *People) CorrectOutsider(ctx context.Context, id OutsiderID, n NewOutsider, version int64) error {
	const op = "people.CorrectOutsider"
	return p.change(ctx, op, policy.KeepOutsiders, id, func(tx *db.Tx, o Outsider) error {
		n, err := n.clean(op)
		if err != nil {
			return err
		}
		if n.Name == o.Name && n.Contact == o.Contact && n.Sex == o.Sex && n.Minor == o.Minor {
			return nil
		}
		before := tx.ID()
		seal := func(table, row string, number int64, o NewOutsider) (name, contact []byte, err error) {
			if name, err = p.sealed(table, row, "name", number, o.Name); err != nil {
				return nil, nil, err
			}
			contact, err = p.sealed(table, row, "contact", number, o.Contact)
			return name, contact, err
		}
		name, contact, err := seal("outsider_before", before, 1, NewOutsider{Name: o.Name, Contact: o.Contact})
		if err != nil {
			return err
		}
		if err := insertBefore(ctx, tx, before, o, name, contact, n.Sex != o.Sex); err != nil {
			return err
		}
		if name, contact, err = seal("outsiders", string(id), version+1, n); err != nil {
			return err
		}
		done, err := correctOutsider(ctx, tx, id, n, name, contact, n.Name != o.Name, version)
		if err == nil && done == 0 {
			err = db.Stale(op, nil)
		}
		return err
	})
}

// beforeOf returns what stood of somebody from outside before, the newest first.
func (p *People) beforeOf(ctx context.Context, tx *db.Tx, id OutsiderID) ([]OutsiderBefore, error) {
	rows, err := beforeRows(ctx, tx, id)
	list := make([]OutsiderBefore, len(rows))
	for i, r := range rows {
		list[i] = r.OutsiderBefore
		list[i].On = pana.DateOf(db.FromMicros(r.At), p.h.Zone())
		if err == nil {
			list[i].Name, err = p.opened("outsider_before", r.ID, "name", r.SealedName)
		}
		if err == nil {
			list[i].Contact, err = p.opened("outsider_before", r.ID, "contact", r.SealedContact)
		}
		if err == nil {
			list[i].Who, err = p.h.StaffName(ctx, tx, r.By)
		}
	}
	return list, err
}

// StrikeLine says that a line of a volunteer was a mistake: it stays to be read and
// counts no more. Striking once more changes nothing.
func (p *People) StrikeLine(ctx context.Context, id OutsiderID, line string) error {
	const op = "people.StrikeLine"
	return p.change(ctx, op, policy.KeepOutsiders, id, func(tx *db.Tx, o Outsider) error {
		lines, err := linesOf(ctx, tx, id)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(lines, func(l lineRow) bool { return l.ID == line }) {
			return pana.Refuse(op, "line", "volunteer.line")
		}
		return strikeLine(ctx, tx, line)
	})
}
