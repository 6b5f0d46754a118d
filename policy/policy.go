// Package policy answers one question: may this actor do this act to this
// subject? One table says so, act by act and role by role. It reads nothing and
// writes nothing; callers bring the facts, and every failure denies.
package policy

import (
	"example.org/pana"
)

// An Act is something a person can be allowed to do. The same string names the
// Go file, the page, the story test and the trail line.
type Act string

// A Subject is what policy needs to know about the record at hand. The zero
// Subject is the house itself.
type Subject struct {
	Client     pana.ClientID // empty when no client is meant
	Site       pana.SiteID   // where the record lives; empty for the house
	Assigned   bool          // the actor is assigned to the client's open episode
	Present    bool          // the client has a bed tonight
	Conflicted bool          // the actor is named in a standing conflict of interest
	Restricted bool          // the file is left alone: nobody changes it and nothing of it leaves
	Young      bool          // the file is one of a youth centre: see sealedFrom
	Author     pana.StaffID  // who wrote the record
	Person     pana.StaffID  // the member of staff the record is about
}

// Check returns nil if actor may do act to subject.
//
// Where a client is meant and the actor may not even see that there is such a
// client, the answer is NotFound, the same as for a client who never was; in
// every other case a refusal is Forbidden: "policy.restricted" where only the
// restriction of her file stands in the way, else "policy.refused". An act that is not in the table is
// refused to everyone.
func Check(actor pana.Actor, act Act, s Subject) error {
	if allowed(actor, act, s) {
		if say := barred(actor, act); say != "" {
			return &pana.Error{Op: "policy.Check", Kind: pana.Forbidden, Say: say}
		}
		return nil
	}
	if Hidden(actor, act, s) {
		return &pana.Error{Op: "policy.Check", Kind: pana.NotFound, Say: "policy.absent"}
	}
	if free := s; s.Restricted {
		if free.Restricted = false; allowed(actor, act, free) {
			return &pana.Error{Op: "policy.Check", Kind: pana.Forbidden, Say: "policy.restricted"}
		}
	}
	return &pana.Error{Op: "policy.Check", Kind: pana.Forbidden, Say: "policy.refused"}
}

// Hidden reports whether, for act, there is no such file for actor: she may not know
// of it, or the act stands on the other side of the seal.
func Hidden(actor pana.Actor, act Act, s Subject) bool {
	return s.Client != "" && (sealedFrom(act, s) || !allowed(actor, Seeing(s), s))
}

func allowed(actor pana.Actor, act Act, s Subject) bool {
	if actor.Staff == "" || sealedFrom(act, s) || s.Client != "" && (conflicted.holds(actor, s) || restricted.holds(actor, s) && !staysPossible(act)) {
		return false
	}
	asSeen := s.Client != "" && sideOf(act) == anySide
	for _, rule := range table[act] {
		if holdsRole(actor, rule, s) && rule.Needs.holds(actor, s) && (!asSeen || sees(rule.Role, s.Young)) {
			return true
		}
	}
	return false
}

// holdsRole reports whether actor has the rule's role where it counts: at the
// subject's site, or anywhere when the subject has no site of its own.
func holdsRole(actor pana.Actor, rule Rule, s Subject) bool {
	if s.Site == "" {
		return actor.Is(rule.Role)
	}
	return actor.At(rule.Role, s.Site)
}

// May reports whether actor could do act to some subject: it holds a role that
// the table names. Pages use it to leave out what would be refused anyway.
func May(actor pana.Actor, act Act) bool {
	if barred(actor, act) != "" {
		return false
	}
	for _, rule := range table[act] {
		if actor.Staff != "" && actor.Is(rule.Role) {
			return true
		}
	}
	return false
}

// Reads reports whether actor may open compartment of the client s describes.
func Reads(actor pana.Actor, compartment pana.Compartment, s Subject) bool {
	return allowed(actor, ReadAct(compartment), s)
}

// ReadAct is the act of opening one compartment of a file.
func ReadAct(c pana.Compartment) Act { return Act("client.read." + string(c)) }

// WriteAct is the act of adding words to one compartment of a file. Whoever
// may write need not be able to read: an arrival seals to the circle.
func WriteAct(c pana.Compartment) Act { return Act("client.write." + string(c)) }
