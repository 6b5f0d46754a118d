package plan

import (
	"context"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// TakeNeeds puts a line into the plan for each area of the client's newest
// assessment in which something is to be done, the goal still open: it is hers to
// say. An area that was taken from the same assessment before stays the line that
// it is, and areas of parts that the actor may not open are left to those who may.
func (p *Plan) TakeNeeds(ctx context.Context, client pana.ClientID) error {
	const op = "plan.TakeNeeds"
	return p.files.Enter(ctx, policy.WritePlan, client, func(e *casework.Entry) error {
		needs, err := assessment.Needs(e.Ctx, e.Tx, client)
		if err != nil {
			return err
		}
		taken := false
		for _, n := range needs {
			if !e.May(policy.ReadAct(CompartmentOf(n.Area))) {
				continue
			}
			taken = true
			_, err := p.addLine(e, NewLine{Area: n.Area, Urgent: n.Urgency == "now", OpenEnd: true, Baseline: n.Level,
				Source: n.Source, Interpreted: n.Interpreted, Origin: n.Assessment})
			if err != nil {
				return err
			}
		}
		if !taken {
			return &pana.Error{Op: op, Kind: pana.Conflict, Say: "assessment.plan.none"}
		}
		return nil
	})
}
