package policy

import (
	"slices"
	"strconv"
	"strings"

	"example.org/pana"
)

// A youth centre and a shelter are sealed from each other, both ways: the file of
// a young person is reached by the acts of the centre and by no act of a shelter,
// and no act of the centre reaches a file of a shelter, whatever the role. Whoever
// has work at both sees each apart; no list, search or count joins the two.
const isYoung = `COALESCE(c.site_id, '') IN (SELECT y.id FROM sites y WHERE y.kind = 'youth-centre')`

// bothSides are the acts that are the same of any file, and why. Each is asked of
// one file at a time; to open a part of one goes by its own name, see sideOf.
var bothSides = map[Act]string{
	EraseClient: "what a house forgets", HoldFile: "the same", LiftHold: "the same",
	SeeRights: "everybody's rights over her own file", CopyClient: "the same", AskCorrection: "the same", AnswerCorrection: "the same",
	RestrictClient: "the same", LiftRestriction: "the same", SeeDisclosures: "the same", AnswerDisclosure: "the same",
	SeeClientTrail: "everybody's right to know who looked",
	SetConflict:    "who must not read it", LiftConflict: "the same",
}

type side uint8

const (
	shelterSide side = iota
	centreSide
	anySide
)

// sideOf says whose files an act reaches.
func sideOf(act Act) side {
	switch {
	case bothSides[act] != "", strings.HasPrefix(string(act), "client.read."), strings.HasPrefix(string(act), "client.write."):
		return anySide
	case strings.HasPrefix(string(act), "youth."):
		return centreSide
	}
	return shelterSide
}

// sealedFrom reports whether act, done by actor, stands on the other side of the
// seal from the file s describes. An act of both sides is on the side where actor
// has a role that sees such files.
func sealedFrom(actor pana.Actor, act Act, s Subject) bool {
	switch side := sideOf(act); {
	case s.Client == "":
		return false
	case side == anySide:
		return !slices.ContainsFunc(table[Seeing(s)], func(r Rule) bool { return holdsRole(actor, r, s) })
	default:
		return s.Young != (side == centreSide)
	}
}

// sealedSQL is the same over a row of clients called c. It may add to the arguments.
func sealedSQL(actor pana.Actor, act Act, args *[]any) string {
	switch sideOf(act) {
	case centreSide:
		return isYoung
	case shelterSide:
		return "NOT " + isYoung
	}
	return "(NOT " + isYoung + " AND " + atSites(actor, SeeClient, args) + " OR " + isYoung + " AND " + atSites(actor, SeeYoung, args) + ")"
}

// atSites is the condition that c is at a site where actor has a role that the table
// names for act.
func atSites(actor pana.Actor, act Act, args *[]any) string {
	ways, sites := []string{"FALSE"}, []any{}
	for _, g := range actor.Grants {
		switch {
		case !slices.ContainsFunc(table[act], func(r Rule) bool { return r.Role == g.Role }):
		case g.Site == "":
			return "TRUE"
		default:
			sites = append(sites, string(g.Site))
			ways = append(ways, "c.site_id = $"+strconv.Itoa(len(*args)+len(sites)))
		}
	}
	*args = append(*args, sites...)
	return "(" + strings.Join(ways, " OR ") + ")"
}

// Seeing is the act of knowing that there is a file such as s describes, and
// Opening that of opening it.
func Seeing(s Subject) Act {
	if s.Young {
		return SeeYoung
	}
	return SeeClient
}

// Opening is the act of opening such a file.
func Opening(s Subject) Act {
	if s.Young {
		return SeeYoung
	}
	return OpenClient
}

// Readers are the roles whose keys open a compartment of such files as s describes:
// those of a centre, or those of a shelter.
func Readers(c pana.Compartment, s Subject) []pana.Role {
	return slices.DeleteFunc(pana.Roles(), func(role pana.Role) bool {
		sees := slices.ContainsFunc(table[Seeing(s)], func(r Rule) bool { return r.Role == role })
		return !sees || !slices.Contains(Circles(role), c)
	})
}
