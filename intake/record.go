package intake

import (
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Record writes down a referral or bed request that came in. Anyone may be
// meant by it, without a name, a paper or a country; the words are sealed with
// the request as their owner. It refuses unknown codes, figures and dates that
// cannot be and unclean words on their fields, an organisation nobody wrote
// down ("source"), and a site at which the actor records no requests ("site").
func (i *Intake) Record(ctx context.Context, n NewRequest) (pana.RequestID, error) {
	const op = "intake.Record"
	sites := i.Sites(ctx, policy.RecordRequest)
	if len(sites) == 0 {
		return "", forbidden(op)
	}
	if n.Site == "" {
		n.Site = sites[0].ID
	}
	if !slices.ContainsFunc(sites, func(s house.Site) bool { return s.ID == n.Site }) {
		return "", pana.Refuse(op, "site", "request.site")
	}
	var id pana.RequestID
	err := i.h.DB.Update(ctx, func(tx *db.Tx) (err error) {
		id, err = i.add(ctx, tx, op, policy.RecordRequest, n)
		return err
	})
	return id, err
}

// Refer writes a request down within the act of another chapter by which somebody is
// referred to a shelter, with its line in the trail. The caller has asked policy for
// that act, and her; nothing leads back from the request to where it came from.
func (i *Intake) Refer(ctx context.Context, tx *db.Tx, act policy.Act, n NewRequest) (pana.RequestID, error) {
	const op = "intake.Refer"
	if site, ok := i.h.Site(n.Site); !ok || site.Kind != house.Shelter {
		return "", pana.Refuse(op, "site", "request.site")
	}
	return i.add(ctx, tx, op, act, n)
}

// add writes a request and its words.
func (i *Intake) add(ctx context.Context, tx *db.Tx, op string, act policy.Act, n NewRequest) (pana.RequestID, error) {
	if err := n.check(op, i.h.Today(tx.Now)); err != nil {
		return "", err
	}
	r := Request{ID: pana.RequestID(tx.ID()), Site: n.Site, Received: n.Received, ReceivedAt: db.Micros(tx.Now), NeededBy: n.NeededBy,
		Beds: n.Beds, Children: n.Children, Sex: n.Sex, AgeBand: n.AgeBand, Language: n.Language,
		NeedCodes: strings.Join(n.Needs, " "), Transport: n.Transport, Status: Open, By: pana.ActorFrom(ctx).Staff}
	if err := insertRequest(ctx, tx, r); err != nil {
		return "", err
	}
	for _, f := range n.Sources {
		if f.Organisation != "" {
			if known, err := organisationExists(ctx, tx, f.Organisation); err != nil || !known {
				return "", all(err, pana.Refuse(op, "organisation", "codes.unknown"))
			}
		}
		if err := insertSource(ctx, tx, r.ID, f); err != nil {
			return "", err
		}
	}
	digests := [][32]byte{r.digest()}
	for _, p := range n.Words.parts() {
		if *p.text == "" {
			continue
		}
		d, err := seal.PutWord(ctx, tx, r.Site, ownerOf(r.ID), seal.Word{
			Table: "requests", Row: string(r.ID), Field: p.field, Compartment: p.compartment, Text: *p.text})
		if err != nil {
			return "", err
		}
		digests = append(digests, d)
	}
	return r.ID, trail.Record(ctx, tx, trail.Entry{Act: act, Site: r.Site, Object: string(r.ID), Digests: digests})
}

// ownerOf is whom the words of a request belong to.
func ownerOf(id pana.RequestID) seal.Owner { return seal.Owner(id) }
