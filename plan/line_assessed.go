package plan

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Take puts areas of the client's newest assessment into the plan, each as a line
// whose goal is still open: it is hers to say. An area in which nothing is to be
// done, or that has an open line already, is passed over, and so is one of a part
// that the actor may not open.
func (p *Plan) Take(ctx context.Context, client pana.ClientID, areas []string) error {
	if len(areas) == 0 {
		return pana.Refuse("plan.Take", "areas", "plan.area.missing")
	}
	return p.files.Enter(ctx, policy.WritePlan, client, func(e *casework.Entry) error {
		_, err := p.take(e, func(area string) bool { return slices.Contains(areas, area) })
		return err
	})
}

// TakeNeeds is Take for every area in which something is to be done. Without any,
// it refuses with Conflict "assessment.plan.none".
func (p *Plan) TakeNeeds(ctx context.Context, client pana.ClientID) error {
	return p.files.Enter(ctx, policy.WritePlan, client, func(e *casework.Entry) error {
		found, err := p.take(e, func(string) bool { return true })
		if err == nil && !found {
			err = conflict("plan.TakeNeeds", "assessment.plan.none")
		}
		return err
	})
}

// take takes the wanted areas and reports whether there was any to be taken, in
// the plan already or not.
func (p *Plan) take(e *casework.Entry, wanted func(area string) bool) (found bool, err error) {
	needs, err := assessment.Needs(e.Ctx, e.Tx, e.Client())
	if err != nil {
		return false, err
	}
	lines, err := linesOf(e.Ctx, e.Tx, e.Episode.ID)
	if err != nil {
		return false, err
	}
	for _, n := range needs {
		if !wanted(n.Area) || !e.May(policy.ReadAct(assessment.CompartmentOf(n.Area))) {
			continue
		}
		found = true
		if spokenOf(lines, n.Area) {
			continue
		}
		_, err := p.addLine(e, NewLine{Area: n.Area, OpenEnd: true, Baseline: n.Level, Urgent: n.Urgency == "now", Source: n.Source, Interpreted: n.Interpreted})
		if err != nil {
			return found, err
		}
	}
	return found, nil
}

// spokenOf reports whether an open line speaks of an area.
func spokenOf(lines []Line, area string) bool {
	return slices.ContainsFunc(lines, func(l Line) bool { return l.Area == area && l.Stored == Open })
}

// untaken returns what the newest assessment found to be done and no open line of
// the plan speaks of.
func untaken(ctx context.Context, tx *db.Tx, client pana.ClientID, e pana.EpisodeID) ([]assessment.AreaNeed, error) {
	needs, err := assessment.Needs(ctx, tx, client)
	if err != nil || len(needs) == 0 {
		return nil, err
	}
	lines, err := linesOf(ctx, tx, e)
	return slices.DeleteFunc(needs, func(n assessment.AreaNeed) bool { return spokenOf(lines, n.Area) }), err
}
