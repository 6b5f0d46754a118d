package people

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A NewHelper is somebody who begins to help: one of staff, a volunteer, or
// somebody new from outside.
type NewHelper struct {
	Part  string
	Site  pana.SiteID
	Staff pana.StaffID // a member of staff
	From  OutsiderID   // or a volunteer who is known
	New   NewOutsider  // or somebody new
	Terms HelperTerms
}

// AddHelper keeps somebody who helps. One who is new awaits confirmation like
// everyone from outside. It refuses a missing part ("helper.part"), one without a
// person or with two ("helper.who"), a colleague who does not work here, an unknown
// volunteer or office, and somebody who does this already ("helper.twice").
func (p *People) AddHelper(ctx context.Context, n NewHelper) (HelperID, error) {
	const op = "people.AddHelper"
	var id HelperID
	err := p.h.DB.Update(ctx, func(tx *db.Tx) error {
		if _, ok := p.h.Site(n.Site); !ok {
			return pana.Refuse(op, "site", "staff.site.missing")
		}
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepHelpers, policy.Subject{Site: n.Site}); err != nil {
			return err
		}
		if n.Part == "" {
			return pana.Refuse(op, "part", "helper.part")
		}
		if err := casework.CheckOneOf(op, "part", n.Part, Parts()...); err != nil {
			return err
		}
		t, err := n.Terms.clean(op, n.Part, p.h.Today(tx.Now))
		if err != nil {
			return err
		}
		if err := p.office(ctx, tx, op, t.Organisation); err != nil {
			return err
		}
		from, err := p.whoHelps(ctx, tx, op, n)
		if err != nil {
			return err
		}
		id = HelperID(tx.ID())
		h := Helper{ID: id, Site: n.Site, Part: n.Part, Staff: n.Staff, From: from}
		if err := insertHelper(ctx, tx, h, t); err != nil {
			if db.IsUnique(err) {
				return conflict(op, "helper.twice")
			}
			return err
		}
		return recordHelper(ctx, tx, policy.KeepHelpers, h, t)
	})
	return id, err
}

// whoHelps checks who it is, and meets somebody new.
func (p *People) whoHelps(ctx context.Context, tx *db.Tx, op string, n NewHelper) (OutsiderID, error) {
	ways := 0
	for _, said := range []bool{n.Staff != "", n.From != "", n.New.Name != ""} {
		if said {
			ways++
		}
	}
	switch {
	case ways == 0 && n.New.Contact != "":
		return "", pana.Refuse(op, "name", "outsider.name")
	case ways != 1:
		return "", pana.Refuse(op, "name", "helper.who")
	case n.Staff != "":
		m, err := p.member(ctx, tx, op, n.Staff)
		if err != nil || m.Ended != "" {
			return "", pana.Refuse(op, "staff", "record.staff.absent")
		}
		return "", nil
	case n.From != "":
		rows, err := outsiderRows(ctx, tx, `id = $1 AND site_id = $2 AND ended = ''`, string(n.From), string(n.Site))
		if err == nil && (len(rows) == 0 || p.ofCentre(rows[0].Outsider)) {
			err = pana.Refuse(op, "volunteer", "helper.volunteer")
		}
		return n.From, err
	}
	n.New.Site, n.New.Sex = n.Site, n.Terms.Sex
	return p.meet(ctx, tx, op, Partner, n.New)
}

// office refuses an organisation that is not known.
func (p *People) office(ctx context.Context, tx *db.Tx, op string, id pana.OrganisationID) error {
	if id == "" {
		return nil
	}
	all, err := p.files.Partners(ctx, tx)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.ID == id {
			return nil
		}
	}
	return pana.Refuse(op, "organisation", "helper.office")
}

// SetHelper says what is agreed with a helper, made from a row version.
func (p *People) SetHelper(ctx context.Context, id HelperID, t HelperTerms, version int64) error {
	const op = "people.SetHelper"
	return p.onHelper(ctx, op, policy.KeepHelpers, id, func(tx *db.Tx, h Helper) error {
		t, err := t.clean(op, h.Part, p.h.Today(tx.Now))
		if err != nil {
			return err
		}
		if t.Organisation != h.Organisation {
			if err := p.office(ctx, tx, op, t.Organisation); err != nil {
				return err
			}
		}
		done, err := updateHelper(ctx, tx, id, t, version)
		if err == nil && done == 0 {
			err = db.Stale(op, nil)
		}
		if err != nil {
			return err
		}
		return recordHelper(ctx, tx, policy.KeepHelpers, h, t)
	})
}

// EndHelper says that somebody helps no more. What is booked stays until it is
// said what became of it. Ending once more changes nothing.
func (p *People) EndHelper(ctx context.Context, id HelperID) error {
	const op = "people.EndHelper"
	return p.onHelper(ctx, op, policy.KeepHelpers, id, func(tx *db.Tx, h Helper) error {
		if err := endHelper(ctx, tx, id, p.h.Today(tx.Now)); err != nil {
			return err
		}
		return recordHelper(ctx, tx, policy.KeepHelpers, h, HelperTerms{})
	})
}

// HelperOutside returns who a helper from outside is, for confirming her; of one
// who works here there is nobody to confirm, NotFound "record.absent".
func (p *People) HelperOutside(ctx context.Context, id HelperID) (OutsiderID, error) {
	h, err := p.OneHelper(ctx, id)
	if err == nil && h.From == "" {
		err = casework.Gone("people.HelperOutside")
	}
	return h.From, err
}

func (p *People) onHelper(ctx context.Context, op string, act policy.Act, id HelperID, do func(*db.Tx, Helper) error) error {
	return p.h.DB.Update(ctx, func(tx *db.Tx) error {
		h, err := p.oneHelper(ctx, tx, op, act, id)
		if err != nil {
			return err
		}
		return do(tx, h)
	})
}

func recordHelper(ctx context.Context, tx *db.Tx, act policy.Act, h Helper, t HelperTerms) error {
	return trail.Record(ctx, tx, trail.Entry{Act: act, Site: h.Site, Object: string(h.ID), Digests: [][32]byte{
		trail.Digest("helpers", string(h.ID), h.Part, string(h.Staff), string(h.From), joinPairs(t.Pairs), string(t.Pledged), string(t.PledgedUntil))}})
}
