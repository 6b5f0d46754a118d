package followup

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A Fact is what is known about one exit, for counts of exits (19), of calls that
// reached (21) and of people exploited again (22). It is raw: whoever counts
// suppresses, and counts a client once.
type Fact struct {
	Client  pana.ClientID
	Site    pana.SiteID
	Kind    string // code list exit-kind
	On      pana.Date
	Asked   bool // asked not to be called: she is not in the base of calls due
	Windows []Window
	Again   string // within twelve months: yes, no or unknown
}

// A Window is one point of the schedule whose day has come.
type Window struct {
	Point string
	Met   bool
}

// Facts returns them for the exits from one day until another. The caller has
// asked policy for whatever it counts.
func (f *FollowUp) Facts(ctx context.Context, tx *db.Tx, from, until pana.Date) ([]Fact, error) {
	rows, err := exitFacts(ctx, tx, from, until)
	if err != nil {
		return nil, err
	}
	points, err := ParseSchedule(f.h.Settings().CallSchedule())
	if err != nil {
		return nil, err
	}
	today := f.h.Today(tx.Now)
	facts := make([]Fact, 0, len(rows))
	for _, r := range rows {
		calls, err := callsOf(ctx, tx, r.Client)
		if err != nil {
			return nil, err
		}
		fact := Fact{Client: r.Client, Site: r.Site, Kind: r.Kind, On: r.On, Asked: r.EndedAs == AskedNot, Again: again(calls, r.On)}
		if r.Months > 0 && r.Kind != Died {
			reached := reachedOn(calls, r.Episode)
			for _, p := range schedule(points, r.On, r.Months) {
				if p.On <= today {
					fact.Windows = append(fact.Windows, Window{p.Code, p.met(reached)})
				}
			}
		}
		facts = append(facts, fact)
	}
	return facts, nil
}

// again is what calls within twelve months of leaving say about being exploited
// again. One yes is a yes. A no is one only if it was said when the year was
// nearly over; everything else is unknown and stays so.
func again(calls []Call, left pana.Date) string {
	from, until := addMonths(left, 11), addMonths(left, 12).AddDays(31)
	answer := "unknown"
	for _, c := range calls {
		if c.On < left || c.On > until {
			continue
		}
		switch {
		case c.Again == "yes":
			return "yes"
		case c.Again == "no" && c.On >= from:
			answer = "no"
		}
	}
	return answer
}
