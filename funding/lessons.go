package funding

import (
	"context"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Lessons returns what a youth centre's lessons come to in a period with who pays for
// each, of all whom the actor may know, and what is missing: a line for each who was
// there, with the minutes that she was there. The lines tell one person from another
// by a number that holds for this reading, and say nothing else of her. It needs
// SeeLessons at that centre; a site that is none and one that is not hers are both
// NotFound "record.absent".
func (f *Funding) Lessons(ctx context.Context, site pana.SiteID, p Period) (Ledger, error) {
	const op = "funding.Lessons"
	if !f.centre(site) || policy.Check(pana.ActorFrom(ctx), policy.SeeLessons, policy.Subject{Site: site}) != nil {
		return Ledger{}, casework.Gone(op)
	}
	var l Ledger
	err := f.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		l, err = f.ledger(ctx, tx, p, f.centred(ctx, tx, site))
		return err
	})
	persons := map[string]string{}
	for i := range l.Lines {
		one := &l.Lines[i]
		if persons[one.Person] == "" {
			persons[one.Person] = strconv.Itoa(len(persons) + 1)
		}
		one.Person, one.Client, one.Code, one.Episode = persons[one.Person], "", "", ""
	}
	return l, err
}
