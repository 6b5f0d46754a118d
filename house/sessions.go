package house

import (
	"context"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/trail"
)

// An OpenSession is what is told of a session that can still be gone on with.
type OpenSession struct {
	ID         string
	Began      time.Time
	Seen       time.Time // her last sign of life, to the minute
	Device     string    // one of Devices, or empty
	OwnMachine bool      // at the house's own machine
	This       bool      // the one the actor asks by
}

// Devices are the kinds of machine that a session remembers: enough to know her
// own phone again, too little to follow anyone.
func Devices() []string { return []string{"android", "iphone", "windows", "mac", "linux"} }

func device(d string) string {
	if slices.Contains(Devices(), d) {
		return d
	}
	return ""
}

// Sessions returns where staff is signed in, the latest first: the actor
// herself, or anyone for who keeps the sessions of others.
func (h *House) Sessions(ctx context.Context, staff pana.StaffID) ([]OpenSession, error) {
	var open []OpenSession
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		open = nil
		if err := mayKeepSessions(ctx, staff); err != nil {
			return err
		}
		rows, err := findSessionsOf(ctx, tx, staff, h.idle())
		for _, r := range rows {
			open = append(open, OpenSession{ID: r.ID, Began: db.FromMicros(r.Began), Seen: db.FromMicros(r.Seen),
				Device: r.Device, OwnMachine: r.OwnMachine, This: r.ID == pana.ActorFrom(ctx).Session})
		}
		return err
	})
	return open, err
}

// idle is how long a session waits for a sign of life.
func (h *House) idle() time.Duration { return time.Duration(h.Settings().IdleMinutes) * time.Minute }

// EndSession ends one session of staff from afar: whoever uses it is at the door
// with her next request. One that is over already is Conflict "session.over".
func (h *House) EndSession(ctx context.Context, staff pana.StaffID, id string) error {
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := mayKeepSessions(ctx, staff); err != nil {
			return err
		}
		there, err := dropSessionOf(ctx, tx, staff, id)
		if err != nil {
			return err
		}
		if !there {
			return &pana.Error{Op: "house.EndSession", Kind: pana.Conflict, Say: "session.over"}
		}
		return ended(ctx, tx, staff)
	})
}

// EndSessions ends every session of staff save the one that the actor asks by.
// It is safe to repeat.
func (h *House) EndSessions(ctx context.Context, staff pana.StaffID) error {
	return h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := mayKeepSessions(ctx, staff); err != nil {
			return err
		}
		n, err := dropOtherSessions(ctx, tx, staff, pana.ActorFrom(ctx).Session)
		if err != nil || n == 0 {
			return err
		}
		return ended(ctx, tx, staff)
	})
}

// ended writes into the trail that sessions of staff were ended from afar.
func ended(ctx context.Context, tx *db.Tx, staff pana.StaffID) error {
	return trail.Record(ctx, tx, trail.Entry{Act: keepAct(pana.ActorFrom(ctx), staff), Object: string(staff)})
}

// Someone returns the account of staff for the page of her sessions: the actor's
// own, or anyone's who works here.
func (h *House) Someone(ctx context.Context, staff pana.StaffID) (Member, error) {
	var m Member
	err := h.DB.View(ctx, func(tx *db.Tx) error {
		if err := mayKeepSessions(ctx, staff); err != nil {
			return err
		}
		r, err := getMember(ctx, tx, staff)
		if err != nil {
			return err
		}
		m, err = h.member(r)
		m.Phone = ""
		return err
	})
	return m, err
}
