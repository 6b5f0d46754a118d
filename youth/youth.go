// Package youth keeps the work of a youth centre: groups and their timetable, who
// was in a lesson, on what ground a young person comes and what is asked of her.
//
// The centre is a site of its own, sealed from every shelter both ways. A young
// person's file is one of the files of the house, at the site of the centre, and
// only the acts of this chapter reach it; see policy. The one bridge is a referral
// to which she has said yes.
package youth

import (
	"context"
	"embed"
	"io/fs"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/collections"
	"example.org/pana/house"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/people"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Youth keeps the youth centres of one house. Its methods act for the actor of
// their context.
type Youth struct {
	h      *house.House
	files  *casework.Casework
	people *people.People
	desk   *intake.Intake
	gifts  *collections.Collections
}

// New returns the youth centres of h, whose young people are kept in files; desk
// takes what is referred to a shelter, and gifts knows the things that lie at a
// centre.
func New(h *house.House, files *casework.Casework, desk *intake.Intake, gifts *collections.Collections) *Youth {
	return &Youth{h, files, people.New(h, files), desk, gifts}
}

// Kinds of records.
type (
	GroupID  string
	SlotID   string
	LessonID string
	MarkID   string
)

const (
	mostName  = 80 // runes
	mostLine  = 300
	mostSame  = 1000
	mostDays  = 3 * 366 // how far a timetable is read
	openSince = 14      // days for which a lesson without attendance is asked about
)

func me(ctx context.Context) pana.StaffID { return pana.ActorFrom(ctx).Staff }

func conflict(op, say string) error { return &pana.Error{Op: op, Kind: pana.Conflict, Say: say} }

// Centres returns the youth centres at which the actor may do act.
func (y *Youth) Centres(ctx context.Context, act policy.Act) []house.Site {
	var all []house.Site
	for _, s := range y.h.SiteList() {
		if s.Kind == house.YouthCentre && policy.Check(pana.ActorFrom(ctx), act, policy.Subject{Site: s.ID}) == nil {
			all = append(all, s)
		}
	}
	return all
}

// centre returns a centre at which the actor may do act. One she does not know of
// and one that never was are both NotFound "record.absent".
func (y *Youth) centre(ctx context.Context, op string, act policy.Act, id pana.SiteID) (house.Site, error) {
	s, ok := y.h.Site(id)
	if !ok || s.Kind != house.YouthCentre || policy.Check(pana.ActorFrom(ctx), policy.SeeCentre, policy.Subject{Site: id}) != nil {
		return s, casework.Gone(op)
	}
	return s, policy.Check(pana.ActorFrom(ctx), act, policy.Subject{Site: id})
}

// within does one act at a centre, with its line in the trail.
func (y *Youth) within(ctx context.Context, op string, act policy.Act, site pana.SiteID, do func(tx *db.Tx, line *trail.Entry) error) error {
	if _, err := y.centre(ctx, op, act, site); err != nil {
		return err
	}
	return y.h.DB.Update(ctx, func(tx *db.Tx) error {
		line := trail.Entry{Act: act, Site: site}
		if err := do(tx, &line); err != nil {
			return err
		}
		return trail.Record(ctx, tx, line)
	})
}

func wrote(line *trail.Entry, table, row string, values ...string) {
	line.Object = row
	line.Digests = append(line.Digests, trail.Digest(table, row, values...))
}
