package people

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Handover gives one client from somebody who leaves to somebody who follows.
type Handover struct {
	Code    string // of the client
	Role    pana.Role
	To      pana.StaffID
	Summary string // what who follows must know; it stands in the file
}

// CompartmentOf says into which part of the file a summary goes: to those who did
// the same work. What a psychologist keeps to herself is in none of them.
func CompartmentOf(role pana.Role) pana.Compartment {
	switch role {
	case pana.Lawyer:
		return pana.Legal
	case pana.Nurse:
		return pana.Health
	}
	return pana.Care
}

// HandOver gives a client to a named successor and keeps the summary in the file,
// at once. The successor is told. It refuses without a client ("handover.client")
// or a successor ("handover.whom"), somebody who does not hold the role at the
// client's site, and one named in a conflict of interest.
func (p *People) HandOver(ctx context.Context, from pana.StaffID, n Handover) error {
	const op = "people.HandOver"
	if n.Code == "" {
		return pana.Refuse(op, "client", "handover.client")
	}
	summary, err := casework.Text(op, "summary", n.Summary, casework.MostText)
	if err != nil {
		return err
	}
	return p.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.PlanLeaving, policy.Subject{Person: from}); err != nil {
			return err
		}
		s, err := casework.ByCode(ctx, tx, p.h.Tonight(tx.Now), n.Code)
		if err != nil {
			return err
		}
		return p.files.EnterIn(ctx, tx, policy.HandOver, s.Client, func(e *casework.Entry) error {
			if err := e.HandOver(op, "to", from, n.To, n.Role); err != nil {
				return err
			}
			e.About(string(n.To))
			if summary != "" {
				if err := write(e, op, CompartmentOf(n.Role), summary); err != nil {
					return err
				}
			}
			return p.h.Tell(ctx, tx, []pana.StaffID{n.To}, house.Notice{Say: "notice.handed-over", Client: s.Client, Object: string(from)})
		})
	})
}

func write(e *casework.Entry, op string, part pana.Compartment, summary string) error {
	if !e.May(policy.WriteAct(part)) {
		return pana.Refuse(op, "summary", "handover.part")
	}
	_, err := e.Note(casework.NewNote{Kind: casework.HandoverNote, Compartment: part, Source: pana.StaffSaw, Text: summary})
	return err
}
