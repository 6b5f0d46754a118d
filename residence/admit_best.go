package residence

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// AdmitBest gives someone who stands at the door the best place there is, within
// the act of the caller, who brings the facts about her: a free bed that breaks
// no rule, an extra place when the house is full, at last a place against a rule
// for reason. She can be moved in the morning. It refuses a site without rooms
// ("arrival.rooms.none"), and what AdmitIn refuses.
func (r *Residence) AdmitBest(ctx context.Context, tx *db.Tx, s policy.Subject, children int, reason string) (Stay, error) {
	m, err := r.mapOf(ctx, tx, s.Site)
	if err != nil {
		return Stay{}, err
	}
	if len(m.Rooms) == 0 {
		return Stay{}, pana.Refuse("residence.AdmitBest", "bed", "arrival.rooms.none")
	}
	_, g, err := guestOf(ctx, tx, s.Client, children)
	if err != nil {
		return Stay{}, err
	}
	a := Admission{Client: s.Client, Children: children}
	if a.Bed = m.best(g); a.Bed == "" && m.Full(g) {
		for _, room := range m.Rooms {
			if !room.barred(g) && len(room.Breaks(g)) == 0 {
				a.Room = room.ID
				break
			}
		}
	}
	if a.Bed == "" && a.Room == "" {
		a.Reason = reason
		if choices := m.Choices(g); len(choices) > 0 {
			a.Bed = choices[0].Bed.ID
		} else {
			for _, room := range m.Rooms {
				if !room.barred(g) {
					a.Room = room.ID
					break
				}
			}
		}
	}
	return r.AdmitIn(ctx, tx, s, a)
}
