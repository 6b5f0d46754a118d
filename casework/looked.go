package casework

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Trace is one line of the trail of a file, readable.
type Trace struct {
	At        int64 // microseconds, see db.FromMicros
	Staff     pana.StaffID
	StaffName string
	Act       policy.Act
	Object    string             // id of the record touched
	Opened    []pana.Compartment // compartments that were opened
}

// A History is who did something in a file and who looked, newest first.
type History struct {
	Changed []Trace
	Looked  []Trace
	Young   bool // the file is one of a youth centre
}

// mostTraces is how far back the page of a file's trail goes.
const mostTraces = 500

// Trail returns who changed the file of a client and who looked at it, as far as
// the actor may learn of it (policy.Learns). It needs SeeClientTrail; reading the
// trail is looking, and writes a line too. Of private notes it shows the reader
// her own lines only, see trail.OfClient.
func (c *Casework) Trail(ctx context.Context, code string) (History, error) {
	var h History
	err := c.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := ByCode(ctx, tx, c.tonight(tx), code)
		if err != nil {
			return err
		}
		h = History{Young: s.Young}
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeeClientTrail, s); err != nil {
			return err
		}
		lines, err := trail.OfClient(ctx, tx, s.Client, mostTraces)
		if err != nil {
			return err
		}
		for _, l := range lines {
			if !policy.Learns(pana.ActorFrom(ctx), policy.Act(l.Act), s) {
				continue
			}
			t := Trace{At: l.At, Staff: l.Staff, Act: policy.Act(l.Act), Object: l.Object}
			t.Opened = policy.LearnsOpened(pana.ActorFrom(ctx), l.Opened, s)
			if t.StaffName, err = c.staffName(ctx, tx, l.Staff); err != nil {
				return err
			}
			if looking(t.Act) {
				h.Looked = append(h.Looked, t)
			} else {
				h.Changed = append(h.Changed, t)
			}
		}
		return trail.Looked(ctx, tx, policy.SeeClientTrail, s.Client, s.Site)
	})
	return h, err
}

// looking reports whether an act only reads: the acts named here, and every act of
// a chapter that ends in see.
func looking(act policy.Act) bool {
	switch act {
	case policy.SeeWorries, policy.OpenClient, policy.SeeClient, policy.FindClient, policy.ViewDocument, policy.SeeClientTrail,
		policy.SeeSessions, policy.SeeTherapy, policy.SeeInstruments, policy.OpenInDanger:
		return true
	}
	return strings.HasSuffix(string(act), ".see")
}

// staffName is the name of a member of staff; empty for someone the house no
// longer knows, and for the program itself.
func (c *Casework) staffName(ctx context.Context, tx *db.Tx, staff pana.StaffID) (string, error) {
	if staff == "" {
		return "", nil
	}
	name, err := c.h.StaffName(ctx, tx, staff)
	if pana.KindOf(err) == pana.NotFound && err != nil {
		return "", nil
	}
	return name, err
}
