package intake

import (
	"context"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// An Arrived is an arrival that somebody must look at: one that the person on
// call has not seen yet, or a child who still has no guardian. It holds a code
// and answers, no name.
type Arrived struct {
	Client       pana.ClientID `db:"client_id"`
	Code         string        `db:"code"`
	Site         pana.SiteID   `db:"site_id"`
	Danger       string        `db:"danger"`
	Injured      string        `db:"injured"`
	Police       string        `db:"police"`
	Children     int           `db:"children"`
	LoneChild    bool          `db:"lone_child"`
	Guardianship string        `db:"guardianship"` // empty unless a child came alone
	Micros       int64         `db:"at"`
	By           pana.StaffID  `db:"by_staff"`
	At           time.Time     `db:"-"`
}

// Urgent reports whether a answered something that cannot wait for the morning.
func (a Arrived) Urgent() bool {
	return a.Danger == Yes || a.Injured == Yes || a.Police == Yes || a.LoneChild
}

// mostArrived bounds the lists of Today.
const mostArrived = 50

// Unseen returns the arrivals that nobody on call has marked as seen, the newest
// first, among the clients the actor may see.
func (i *Intake) Unseen(ctx context.Context) ([]Arrived, error) {
	return i.arrived(ctx, policy.SeeClient, unseen)
}

// Unguarded returns the children who came alone and have no guardian yet, among
// those whose file the actor may edit.
func (i *Intake) Unguarded(ctx context.Context) ([]Arrived, error) {
	return i.arrived(ctx, policy.EditClient, unguarded)
}

func (i *Intake) arrived(ctx context.Context, act policy.Act, which string) ([]Arrived, error) {
	var list []Arrived
	err := i.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		cond, args := policy.Where(pana.ActorFrom(ctx), act, i.h.Tonight(tx.Now))
		list, err = selectArrived(ctx, tx, which, cond, args)
		return err
	})
	return list, err
}

// Seen marks the arrival of a client as seen by the actor. Whoever records
// arrivals may mark them. Marking what is marked changes nothing.
func (i *Intake) Seen(ctx context.Context, code string) error {
	return i.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := i.allow(ctx, tx, policy.RecordArrival, code)
		if err != nil {
			return err
		}
		n, err := markSeen(ctx, tx, s.Client)
		if err != nil || n == 0 {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.RecordArrival, Client: s.Client, Site: s.Site,
			Digests: [][32]byte{trail.Digest("arrivals", string(s.Client), "seen")}})
	})
}

// Guardian notes how far the house is with a guardian for a child who came
// alone. A step goes forward only: Conflict "arrival.guardian.back" otherwise.
// The step that stands already changes nothing. It refuses a client who did not
// come as a child alone ("arrival.guardian.none").
func (i *Intake) Guardian(ctx context.Context, code, step string) error {
	const op = "intake.Guardian"
	to := guardianStep(step)
	if to < 0 {
		return pana.Refuse(op, "guardianship", "codes.unknown")
	}
	return i.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := i.allow(ctx, tx, policy.EditClient, code)
		if err != nil {
			return err
		}
		episode, now, ok, err := findGuardianship(ctx, tx, s.Client)
		switch {
		case err != nil:
			return err
		case !ok:
			return &pana.Error{Op: op, Kind: pana.Conflict, Field: "guardianship", Say: "arrival.guardian.none"}
		case guardianStep(now) == to:
			return nil
		case guardianStep(now) > to:
			return &pana.Error{Op: op, Kind: pana.Conflict, Field: "guardianship", Say: "arrival.guardian.back"}
		}
		if err := updateGuardianship(ctx, tx, episode, step); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.EditClient, Client: s.Client, Site: s.Site, Object: string(episode),
			Digests: [][32]byte{trail.Digest("arrivals", string(episode), step)}})
	})
}

func guardianStep(step string) int {
	for n, s := range GuardianSteps() {
		if s == step {
			return n
		}
	}
	return -1
}
