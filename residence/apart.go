package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// KeepApart says that two clients must not share a room, and nothing about why.
// Who shares one already stays; the file says so. Asking twice changes nothing.
// It needs the right to keep the people around the client, and to see the
// other. It refuses a client with herself ("residence.apart.self").
func (r *Residence) KeepApart(ctx context.Context, client, other pana.ClientID) error {
	return r.setApart(ctx, client, other, true)
}

// LetTogether takes that back.
func (r *Residence) LetTogether(ctx context.Context, client, other pana.ClientID) error {
	return r.setApart(ctx, client, other, false)
}

func (r *Residence) setApart(ctx context.Context, client, other pana.ClientID, keep bool) error {
	const op = "residence.KeepApart"
	return r.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := r.allow(ctx, tx, policy.RelateClient, client)
		if err != nil {
			return err
		}
		o, err := casework.Subject(ctx, tx, r.h.Tonight(tx.Now), other)
		if err != nil {
			return err
		}
		if client == other {
			return pana.Refuse(op, "other", "residence.apart.self")
		}
		var n int64
		what := "together"
		if keep {
			what = "apart"
			n, err = insertApart(ctx, tx, client, other, pana.ActorFrom(ctx).Staff, r.h.Today(tx.Now))
		} else {
			n, err = deleteApart(ctx, tx, client, other)
		}
		if err != nil || n == 0 {
			return err
		}
		// The row stands in one of the two files; a line about each binds it there.
		if err := trail.Record(ctx, tx, trail.Entry{Act: policy.RelateClient, Client: other, Site: o.Site}); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.RelateClient, Client: client, Site: s.Site, Object: string(other),
			Digests: [][32]byte{trail.Digest("apart", string(client), string(other), what)}})
	})
}

// Apart lists whom a client must not share a room with, as far as the actor may
// know of them.
func (r *Residence) Apart(ctx context.Context, client pana.ClientID) ([]Other, error) {
	var others []Other
	err := r.h.DB.View(ctx, func(tx *db.Tx) error {
		if _, err := r.allow(ctx, tx, policy.OpenClient, client); err != nil {
			return err
		}
		var err error
		others, err = seenApart(ctx, tx, r.h.Tonight(tx.Now), client)
		return err
	})
	return others, err
}
