package policy

import (
	"slices"
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
	RestrictClient: "the same", LiftRestriction: "the same", SeeDisclosures: "the same", RecordDisclosure: "the same", AnswerDisclosure: "the same",
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

// sealedFrom reports whether act stands on the other side of the seal from the file
// s describes. An act of both sides is sealed role by role, see sees.
func sealedFrom(act Act, s Subject) bool {
	side := sideOf(act)
	return s.Client != "" && side != anySide && s.Young != (side == centreSide)
}

// sees reports whether role sees files of a centre, or those of a shelter. An act of
// both sides is done to a file by a role that sees such files and by no other: who
// leads a centre and has night duty at a shelter says nothing of the files of the
// shelter by leading the centre.
func sees(role pana.Role, young bool) bool {
	return slices.ContainsFunc(table[Seeing(Subject{Young: young})], func(r Rule) bool { return r.Role == role })
}

// sealedSQL is what act asks of a row of clients called c, beside any rule.
func sealedSQL(act Act) string {
	switch sideOf(act) {
	case centreSide:
		return isYoung
	case shelterSide:
		return "NOT " + isYoung
	}
	return "TRUE"
}

// seenSQL is sees over a row of clients called c, for an act of both sides.
func seenSQL(role pana.Role) string {
	switch shelter, centre := sees(role, false), sees(role, true); {
	case shelter && centre:
		return "TRUE"
	case shelter:
		return "NOT " + isYoung
	case centre:
		return isYoung
	}
	return "FALSE"
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
		return !sees(role, s.Young) || !slices.Contains(Circles(role), c)
	})
}
