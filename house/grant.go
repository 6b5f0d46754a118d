package house

import (
	"slices"

	"example.org/pana"
	"example.org/pana/policy"
)

// checkGrant tidies g: a role held for the whole house loses its site. It
// refuses an unknown role, a site that is not in use, and a youth-centre role
// anywhere else.
func checkGrant(op string, g *pana.Grant, sites []Site) error {
	if !slices.Contains(pana.Roles(), g.Role) {
		return pana.Refuse(op, "role", "staff.role.unknown")
	}
	if policy.HouseWide(g.Role) {
		g.Site = ""
		return nil
	}
	i := slices.IndexFunc(sites, func(s Site) bool { return s.ID == g.Site })
	if i < 0 {
		return pana.Refuse(op, "site", "staff.site.missing")
	}
	if (g.Role == pana.YouthWorker || g.Role == pana.CentreHead) && sites[i].Kind != YouthCentre {
		return pana.Refuse(op, "site", "staff.site.youth")
	}
	return nil
}

// A Circle is the people who may open one compartment at one site.
type Circle struct {
	Site        pana.SiteID
	Compartment pana.Compartment
}

// circlesOf returns the circles that grants make someone a member of.
func circlesOf(grants []pana.Grant, sites []Site) []Circle {
	var cs []Circle
	for _, g := range grants {
		for _, s := range sites {
			if g.Site != "" && g.Site != s.ID {
				continue
			}
			for _, c := range policy.Circles(g.Role) {
				if at := (Circle{s.ID, c}); !slices.Contains(cs, at) {
					cs = append(cs, at)
				}
			}
		}
	}
	return cs
}

// mayStart reports whether grants let someone start a stopped house.
func mayStart(grants []pana.Grant) bool {
	return policy.May(pana.Actor{Staff: "she", Grants: grants}, policy.StartHouse)
}
