package casework

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// What each chapter tells the views that show the whole way at once: the
// calendar, the errands, the director's inbox, the strip on the file. All of it
// is asked from the facts when it is shown; nobody keeps a second list.

// An Ahead is something about one client that stands on a day: a hearing, an
// appointment, a step of the plan, a call. It is coded only, so that a list of
// them opens no words.
type Ahead struct {
	Kind   string              `db:"kind"`      // message key part: "ahead.hearing"
	Client pana.ClientID       `db:"client_id"` //
	Code   string              `db:"code"`      //
	Site   pana.SiteID         `db:"site_id"`   //
	On     pana.Date           `db:"on_day"`    //
	At     string              `db:"at_clock"`  // "09:30", or empty
	Place  pana.OrganisationID `db:"place"`     // where to, if it is an organisation we know
	Staff  pana.StaffID        `db:"staff_id"`  // whose it is, or who goes with her
	Out    bool                `db:"out_door"`  // somebody has to leave the house for it
	Page   string              `db:"page"`      // below the file: "/court"
}

// A Decision is something that waits for the director.
type Decision struct {
	Kind   string        `db:"kind"` // message key part: "decision.extension"
	Client pana.ClientID `db:"client_id"`
	Code   string        `db:"code"`
	Since  pana.Date     `db:"since"`
	By     pana.StaffID  `db:"by_staff"` // who asks
	Page   string        `db:"page"`     // below the file
}

// A Track is one thing that runs alongside the stages, for the strip on the
// file: papers, court, family, health, learning.
type Track struct {
	Kind    string         // papers, court, family, health, learning
	Say     string         // message key of the one sentence that says where it stands
	With    map[string]any // what that sentence needs; dates and figures, never a name
	Done    []pana.Date
	Planned []pana.Date
	Waiting bool   // others are awaited
	Running bool   // goes on until today
	Page    string // below the file
}

// Where returns the condition over a row of clients called c under which the
// actor of ctx may do act, and its arguments, as policy.Where does, for tonight.
// A query of a chapter joins clients c and goes on numbering after len(args).
func (c *Casework) Where(ctx context.Context, tx *db.Tx, act policy.Act) (cond string, args []any) {
	return policy.Where(pana.ActorFrom(ctx), act, c.tonight(tx))
}
