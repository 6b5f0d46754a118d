package night

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// WritePage keeps what the house writes for itself at a site. A stale page is
// refused with db.stale.
func (n *Night) WritePage(ctx context.Context, site pana.SiteID, kind string, version int64, text string) error {
	const op = "night.WritePage"
	if !slices.Contains(PageKinds(), kind) {
		return pana.Refuse(op, "kind", "codes.unknown")
	}
	text, err := casework.Text(op, kind, text, mostPage)
	if err != nil {
		return err
	}
	if len(Page{Text: text}.Lines()) > mostPageLines {
		return &pana.Error{Op: op, Kind: pana.Invalid, Field: kind, Say: "night.page.long", With: map[string]any{"Max": mostPageLines}}
	}
	return n.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := allowAt(ctx, policy.WritePages, site); err != nil {
			return err
		}
		old, err := n.page(ctx, tx, site, kind)
		switch {
		case err != nil:
			return err
		case old.Text == text:
			return nil
		case old.Version != version:
			return db.Stale(op, map[string]any{"Fields": []string{kind}})
		}
		own, err := n.h.Vault.House()
		if err != nil {
			return err
		}
		defer own.Clear()
		r := pageRow{Site: site, Kind: kind, By: pana.ActorFrom(ctx).Staff, At: db.Micros(tx.Now), Version: version + 1,
			Words: own.Key.Seal(pagePlace(site, kind), uint64(version+1), []byte(text))}
		if taken, err := putPage(ctx, tx, r); err != nil || taken == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{kind}}))
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.WritePages, Site: site, Object: kind,
			Digests: [][32]byte{trail.Digest("house_pages", string(site), kind, string(r.Words))}})
	})
}

// Page returns what the house wrote for itself at a site; empty when it did not.
func (n *Night) Page(ctx context.Context, site pana.SiteID, kind string) (Page, error) {
	var p Page
	err := n.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if err := allowAt(ctx, policy.SeeNight, site); err != nil {
			return err
		}
		p, err = n.page(ctx, tx, site, kind)
		return err
	})
	return p, err
}

// page is Page within a transaction; the caller has asked policy.
func (n *Night) page(ctx context.Context, tx *db.Tx, site pana.SiteID, kind string) (Page, error) {
	r, ok, err := pageOf(ctx, tx, site, kind)
	if err != nil || !ok {
		return Page{Kind: kind}, err
	}
	own, err := n.h.Vault.House()
	if err != nil {
		return Page{}, err
	}
	defer own.Clear()
	text, err := own.Key.Open(pagePlace(site, kind), r.Words)
	return Page{Kind: kind, Text: string(text), By: r.By, Version: r.Version}, err
}

func pagePlace(site pana.SiteID, kind string) seal.Place {
	return seal.Place{Table: "house_pages", Row: string(site) + "." + kind, Field: "words"}
}
