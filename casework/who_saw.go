package casework

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Sight is one day on which her file was open before somebody: by their work, for
// it is printed and goes out of the house in her hand; and by name, for the talk in
// which she asks who it was. Names are shown on the screen only.
type Sight struct {
	Day   pana.Date
	Roles []pana.Role // of those who work here still
	Left  bool        // somebody was among them who does not
	Names []string    // of all of them whose names the house knows
}

// mostSights is how many lines of the trail the list goes through.
const mostSights = 20_000

// WhoSaw returns the days on which somebody opened a client's file or wrote in it,
// the newest first, as far as the actor may learn of it: for the client, who may
// ask who saw her data. It needs SeeClientTrail and writes a line like every look.
func (c *Casework) WhoSaw(ctx context.Context, code string) (client Client, sights []Sight, err error) {
	err = c.h.DB.Update(ctx, func(tx *db.Tx) error {
		sights = nil
		s, err := ByCode(ctx, tx, c.tonight(tx), code)
		if err != nil {
			return err
		}
		actor := pana.ActorFrom(ctx)
		if err := policy.Check(actor, policy.SeeClientTrail, s); err != nil {
			return err
		}
		if client, err = clientByID(ctx, tx, c.tonight(tx), s.Client); err != nil {
			return err
		}
		works, err := c.works(ctx, tx)
		if err != nil {
			return err
		}
		lines, err := trail.OfClient(ctx, tx, s.Client, mostSights)
		if err != nil {
			return err
		}
		names := map[pana.StaffID]string{}
		for _, l := range lines {
			if l.Staff == "" || l.Staff == trail.Itself || !policy.Learns(actor, policy.Act(l.Act), s) {
				continue
			}
			name, known := names[l.Staff]
			if !known {
				if name, err = c.staffName(ctx, tx, l.Staff); err != nil {
					return err
				}
				names[l.Staff] = name
			}
			sights = seen(sights, c.h.Today(db.FromMicros(l.At)), works[l.Staff], name)
		}
		return trail.Looked(ctx, tx, policy.SeeClientTrail, s.Client, s.Site)
	})
	return client, sights, err
}

// works are the roles of everyone who works here.
func (c *Casework) works(ctx context.Context, tx *db.Tx) (map[pana.StaffID][]pana.Role, error) {
	members, err := c.h.Roster(ctx, tx)
	all := map[pana.StaffID][]pana.Role{}
	for _, m := range members {
		for _, g := range m.Grants {
			if m.Ended == "" {
				all[m.ID] = append(all[m.ID], g.Role)
			}
		}
	}
	return all, err
}

// seen adds one line to the newest day, or begins the day before it.
func seen(sights []Sight, day pana.Date, roles []pana.Role, name string) []Sight {
	if len(sights) == 0 || sights[len(sights)-1].Day != day {
		sights = append(sights, Sight{Day: day})
	}
	last := &sights[len(sights)-1]
	last.Left = last.Left || len(roles) == 0
	for _, r := range roles {
		if !slices.Contains(last.Roles, r) {
			last.Roles = append(last.Roles, r)
		}
	}
	slices.Sort(last.Roles)
	if name != "" && !slices.Contains(last.Names, name) {
		last.Names = append(last.Names, name)
	}
	slices.Sort(last.Names)
	return sights
}
