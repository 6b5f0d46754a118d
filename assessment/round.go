package assessment

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
)

// A Round is one assessment of a client: the first, or a later one.
type Round struct {
	ID           string         `db:"id"`
	Episode      pana.EpisodeID `db:"episode_id"`
	Number       int            `db:"number"`
	Opened       pana.Date      `db:"opened"`
	Finished     pana.Date      `db:"finished"`   // empty while it goes on
	Overridden   pana.Date      `db:"overridden"` // handed over before it was done
	OverriddenBy pana.StaffID   `db:"overridden_by"`
	Taken        pana.Date      `db:"taken"` // the psychologist has it
	TakenBy      pana.StaffID   `db:"taken_by"`
	By           pana.StaffID   `db:"by_staff"`
	Reason       string         // of the override, compartment care
	Areas        []Area
}

// Done reports whether it was said to be done, and nobody has gone on since.
func (r Round) Done() bool { return r.Finished != "" }

// HandedOver reports whether the psychologist can see the client on her list.
func (r Round) HandedOver() bool { return r.Finished != "" || r.Overridden != "" }

// Sittings are the days on which something of it was written, the first one first.
func (r Round) Sittings() []pana.Date {
	var days []pana.Date
	for _, a := range r.Areas {
		if a.On != "" && !slices.Contains(days, a.On) {
			days = append(days, a.On)
		}
	}
	slices.Sort(days)
	return days
}

// Area returns what was written of one area.
func (r Round) Area(code string) (Area, bool) {
	for _, a := range r.Areas {
		if a.Area == code {
			return a, true
		}
	}
	return Area{}, false
}

// round returns the assessment that an act goes on with: the newest of the
// client's episode, or a new one. The first of an episode moves her from arrival
// to the first assessment.
func round(e *casework.Entry) (Round, error) {
	r, ok, err := newestRound(e.Ctx, e.Tx, e.Client())
	if err != nil || ok && r.Episode == e.Episode.ID {
		return r, err
	}
	return newRound(e, r.Number+1)
}

func newRound(e *casework.Entry, number int) (Round, error) {
	r := Round{ID: e.Tx.ID(), Episode: e.Episode.ID, Number: number, Opened: e.Today, By: e.Actor.Staff}
	if err := insertRound(e.Ctx, e.Tx, e.Client(), r); err != nil {
		return r, err
	}
	e.Wrote("assessments", r.ID, e.Client(), r.Episode, r.Number, r.Opened)
	if e.Episode.Stage == "arrival" {
		return r, e.Stage("first-assessment")
	}
	return r, nil
}

// An AreaNeed is an area in which something is to be done, as the plan takes it.
type AreaNeed struct {
	Assessment  string // id of the one it stands in
	Area        string
	Level       int
	Urgency     string
	Source      pana.Source
	Interpreted bool
}

// Needs returns the areas of a client's newest assessment in which something is to
// be done, those that cannot wait first. It is for acts that have asked policy
// about the client already; it opens no words.
func Needs(ctx context.Context, tx *db.Tx, client pana.ClientID) ([]AreaNeed, error) {
	r, ok, err := newestRound(ctx, tx, client)
	if err != nil || !ok {
		return nil, err
	}
	areas, err := areasOf(ctx, tx, r.ID)
	if err != nil {
		return nil, err
	}
	byOrder(areas)
	var needs []AreaNeed
	for _, a := range areas {
		if a.Needs() {
			needs = append(needs, AreaNeed{r.ID, a.Area, a.Level, a.Urgency, a.Source, a.Interpreted})
		}
	}
	soon := []string{"now", "soon", "", "later"}
	slices.SortStableFunc(needs, func(a, b AreaNeed) int { return slices.Index(soon, a.Urgency) - slices.Index(soon, b.Urgency) })
	return needs, nil
}
