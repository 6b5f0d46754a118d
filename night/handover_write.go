package night

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// WriteLine says what the next shift is to know of a client, in the handover that
// is being written where she lives; it begins one when there is none. A stale page
// is refused with db.stale. Without a word and without urgency nothing is written.
func (n *Night) WriteLine(ctx context.Context, client pana.ClientID, version int64, l NewLine) error {
	const op = "night.WriteLine"
	l, err := l.clean(op)
	if err != nil {
		return err
	}
	return n.files.Enter(ctx, policy.WriteLine, client, func(e *casework.Entry) error {
		h, ok, err := openHandover(e.Ctx, e.Tx, e.Subject.Site)
		if err != nil {
			return err
		}
		var old Line
		if ok {
			if old, err = lineOf(e.Ctx, e.Tx, h.ID, client); err != nil {
				return err
			}
		}
		switch {
		case old.Version != version:
			return db.Stale(op, map[string]any{"Fields": []string{"urgency", "text"}})
		case !old.Said() && l == NewLine{}:
			return nil
		case !ok:
			if h, err = begin(e.Ctx, e.Tx, op, e.Subject.Site); err != nil {
				return err
			}
			e.Wrote("handovers", string(h.ID), h.Site, h.Begun)
		}
		id := cmp.Or(old.ID, e.Tx.ID())
		if n, err := putLine(e.Ctx, e.Tx, id, h.ID, client, version, l.Urgency); err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"urgency", "text"}}))
		}
		e.About(id)
		e.Wrote("handover_lines", id, client, h.ID, l.Urgency)
		return e.Put(pana.Identity, "handover_lines", id, casework.Say{Field: fieldText, Text: l.Text})
	})
}

// SayOfHouse says what the next shift is to know of the house itself. A stale page
// is refused with db.stale.
func (n *Night) SayOfHouse(ctx context.Context, site pana.SiteID, version int64, text string) error {
	const op = "night.SayOfHouse"
	text, err := casework.Text(op, "house", text, casework.MostNote)
	if err != nil {
		return err
	}
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.HandShift, site); err != nil {
			return err
		}
		h, ok, err := openHandover(ctx, tx, site)
		switch {
		case err != nil:
			return err
		case h.Version != version:
			return db.Stale(op, map[string]any{"Fields": []string{"house"}})
		case !ok && text == "":
			return nil
		case !ok:
			if h, err = begin(ctx, tx, op, site); err != nil {
				return err
			}
		default:
			if taken, err := touchHandover(ctx, tx, h); err != nil || taken == 0 {
				return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"house"}}))
			}
		}
		d, err := seal.PutWord(ctx, tx, site, owner(h.ID), seal.Word{Table: "handovers", Row: string(h.ID), Field: fieldHouse, Compartment: pana.Identity, Text: text})
		if err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.HandShift, Site: site, Object: string(h.ID),
			Digests: [][32]byte{trail.Digest("handovers", string(h.ID), "house"), d}})
	})
}

// owner is whom the words belong to that are said of the house.
func owner(id HandoverID) seal.Owner { return seal.Owner(id) }

// begin begins a handover at site. Where somebody else has just begun one the page
// is stale.
func begin(ctx context.Context, tx *db.Tx, op string, site pana.SiteID) (Handover, error) {
	h := Handover{ID: HandoverID(tx.ID()), Site: site, Begun: db.Micros(tx.Now), Version: 1}
	err := insertHandover(ctx, tx, h)
	if db.IsUnique(err) {
		err = db.Stale(op, map[string]any{"Fields": []string{"text"}})
	}
	return h, err
}
