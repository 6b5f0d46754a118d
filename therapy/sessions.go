package therapy

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

// forever is the last day of an assignment that stands.
const forever pana.Date = "9999-12-31"

// A With says since when a psychologist works with a client, and how many
// sessions they have had.
type With struct {
	Staff pana.StaffID `db:"staff_id"`
	Since pana.Date    `db:"since"`
	Until pana.Date    `db:"until"` // empty while she works with her
	Held  int          `db:"held"`
}

// Sessions are the sessions of one client as a file shows them.
type Sessions struct {
	Client  casework.Client
	Subject policy.Subject
	Seats   []Seat // the latest first
	With    []With // psychologists, in the order in which they came
	People  []casework.Known
	Payer   string // who pays for her today, see residence.PayerOf
	May     bool   // hold sessions with her
	Private bool   // keep private notes
}

const mostSeats = 200

// Sessions returns when there were sessions with the client with a code, and
// when the next are. It needs SeeSessions and opens no words but the names of
// interpreters whom the reader may choose from.
func (t *Therapy) Sessions(ctx context.Context, code string) (Sessions, error) {
	var all Sessions
	err := t.files.Read(ctx, code, policy.SeeSessions, func(r *casework.Reading) error {
		all = Sessions{Client: r.Client, Subject: r.Subject, May: r.May(policy.HoldSession), Private: r.May(policy.PrivateNote)}
		var err error
		if all.Seats, err = seatsOf(r.Ctx, r.Tx, r.Client.ID, mostSeats); err != nil {
			return err
		}
		if all.With, err = psychologistsOf(r.Ctx, r.Tx, r.Client.ID); err != nil {
			return err
		}
		for i := range all.With {
			if all.With[i].Until == forever {
				all.With[i].Until = ""
			}
		}
		if all.May {
			if all.People, err = r.Persons(); err != nil {
				return err
			}
			all.Payer, err = residence.PayerOf(r)
		}
		return err
	})
	return all, err
}

// Mine returns the places in the actor's own sessions from a day until before a
// day, of clients whom she may hold sessions with.
func (t *Therapy) Mine(ctx context.Context, from, until pana.Date) ([]Seat, error) {
	var seats []Seat
	err := t.view(ctx, func(tx *db.Tx, cond string, args []any) (err error) {
		seats, err = seatsIn(ctx, tx, cond, args, pana.ActorFrom(ctx).Staff, from, until)
		return err
	})
	return seats, err
}

// A Member is a client who could come to a group.
type Member struct {
	ID       pana.ClientID `db:"id"`
	Code     string        `db:"code"`
	Site     pana.SiteID   `db:"site_id"`
	Language string        `db:"language"`
	Present  bool          `db:"present"`
}

// Clients returns the clients assigned to the actor, for planning a group.
func (t *Therapy) Clients(ctx context.Context) ([]Member, error) {
	var all []Member
	err := t.view(ctx, func(tx *db.Tx, cond string, args []any) (err error) {
		all, err = ownClients(ctx, tx, cond, args)
		return err
	})
	return all, err
}

// Group returns the places in a session that the actor leads. One that is not
// hers, or not there, is NotFound "record.absent".
func (t *Therapy) Group(ctx context.Context, session string) ([]Seat, error) {
	var seats []Seat
	err := t.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		seats, err = t.ownGroup(ctx, tx, session)
		return err
	})
	return seats, err
}

func (t *Therapy) ownGroup(ctx context.Context, tx *db.Tx, session string) ([]Seat, error) {
	cond, args := t.files.Where(ctx, tx, policy.HoldSession)
	seats, err := groupSeats(ctx, tx, cond, args, pana.ActorFrom(ctx).Staff, session)
	if err == nil && len(seats) == 0 {
		err = casework.Gone("therapy.Group")
	}
	return seats, err
}

// view reads over the clients with whom the actor may hold sessions; someone who
// holds none with anybody is refused.
func (t *Therapy) view(ctx context.Context, read func(tx *db.Tx, cond string, args []any) error) error {
	if !policy.May(pana.ActorFrom(ctx), policy.HoldSession) {
		return &pana.Error{Op: "therapy.Sessions", Kind: pana.Forbidden, Say: "policy.refused"}
	}
	return t.h.DB.View(ctx, func(tx *db.Tx) error {
		cond, args := t.files.Where(ctx, tx, policy.HoldSession)
		return read(tx, cond, args)
	})
}

// Ahead returns the sessions planned from a day to another, both counted, of
// every client about whose sessions the actor may know.
func (t *Therapy) Ahead(ctx context.Context, from, until pana.Date) (list []casework.Ahead, err error) {
	err = t.h.DB.View(ctx, func(tx *db.Tx) error {
		cond, args := t.files.Where(ctx, tx, policy.SeeSessions)
		list, err = planned(ctx, tx, cond, args, from, until.AddDays(1))
		return err
	})
	return list, err
}
