package erasure

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Hold keeps a file from being erased, for a reason that somebody named.
type Hold struct {
	Basis  string    `db:"basis"` // code list hold-basis
	Since  pana.Date `db:"since"`
	Review pana.Date `db:"review_on"` // when to ask whether the reason still stands
}

// reviewDays is how long a hold stands before somebody must look at it again
// (security.md 6.4).
const reviewDays = 90

// HoldFile keeps a file from being erased. It refuses a reason that no list
// holds, and a file that is held already ("erasure.held").
func (e *Erasure) HoldFile(ctx context.Context, client pana.ClientID, basis string) error {
	const op = "erasure.Hold"
	if basis == "" {
		return pana.Refuse(op, "basis", "erasure.basis")
	}
	if err := codes.Check(op, "basis", "hold-basis", basis); err != nil {
		return err
	}
	return e.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := e.allow(ctx, tx, policy.HoldFile, client)
		if err != nil {
			return err
		}
		if _, held, err := standingHold(ctx, tx, client); held || err != nil {
			return cmp.Or[error](err, &pana.Error{Op: op, Kind: pana.Conflict, Field: "basis", Say: "erasure.held"})
		}
		today := e.h.Today(tx.Now)
		if err := insertHold(ctx, tx, client, basis, today, today.AddDays(reviewDays)); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.HoldFile, Client: client, Site: s.Site,
			Digests: [][32]byte{trail.Digest("holds", string(client), basis, string(today))}})
	})
}

// LiftHold lets a file be erased again when its time is over. It refuses a file
// that is not held ("erasure.hold.none").
func (e *Erasure) LiftHold(ctx context.Context, client pana.ClientID) error {
	return e.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := e.allow(ctx, tx, policy.LiftHold, client)
		if err != nil {
			return err
		}
		today := e.h.Today(tx.Now)
		if n, err := liftHold(ctx, tx, client, today); n == 0 || err != nil {
			return cmp.Or[error](err, &pana.Error{Op: "erasure.Lift", Kind: pana.Conflict, Say: "erasure.hold.none"})
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.LiftHold, Client: client, Site: s.Site,
			Digests: [][32]byte{trail.Digest("holds", string(client), "lifted", string(today))}})
	})
}

func standingHold(ctx context.Context, tx *db.Tx, client pana.ClientID) (Hold, bool, error) {
	return db.Find[Hold](ctx, tx, `SELECT basis, since, review_on FROM holds WHERE client_id = $1 AND lifted = ''`, string(client))
}

func insertHold(ctx context.Context, tx *db.Tx, client pana.ClientID, basis string, since, review pana.Date) error {
	// Put on and lifted in one day and put on again: the same hold goes on.
	_, err := tx.Exec(ctx, `INSERT INTO holds (client_id, basis, since, review_on, by_staff, lifted, lifted_by) VALUES ($1, $2, $3, $4, $5, '', '')
		ON CONFLICT (client_id, since, basis) DO UPDATE SET lifted = '', lifted_by = ''`,
		string(client), basis, string(since), string(review), string(pana.ActorFrom(ctx).Staff))
	return err
}

func liftHold(ctx context.Context, tx *db.Tx, client pana.ClientID, on pana.Date) (int64, error) {
	return tx.Exec(ctx, `UPDATE holds SET lifted = $1, lifted_by = $2 WHERE client_id = $3 AND lifted = ''`,
		string(on), string(pana.ActorFrom(ctx).Staff), string(client))
}

// A Kept is a file and why it is held.
type Kept struct {
	Code  string
	Young bool // a file of a youth centre
	Hold  Hold // zero when it is not held
}

// HoldOf looks at whether a file is held.
func (e *Erasure) HoldOf(ctx context.Context, client pana.ClientID) (k Kept, err error) {
	err = e.h.DB.View(ctx, func(tx *db.Tx) error {
		about, err := e.allow(ctx, tx, policy.HoldFile, client)
		if err != nil {
			return err
		}
		k.Young = about.Young
		if k.Code, err = codeOf(ctx, tx, client); err != nil {
			return err
		}
		k.Hold, _, err = standingHold(ctx, tx, client)
		return err
	})
	return k, err
}
