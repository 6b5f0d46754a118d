package policy

import (
	"slices"
	"strings"

	"example.org/pana"
)

// Acts of a house that has ended its work.
const (
	CloseHouse  Act = "house.close" // from then on it is for reading only
	ReopenHouse Act = "house.reopen"
)

// closedRules: two who lead the house, at one page.
var closedRules = map[Act][]Rule{
	CloseHouse:  give(atSite, heads...),
	ReopenHouse: give(atSite, heads...),
}

// What goes on in a house that is for reading only: reading, by the last word of
// the act; whatever guards the keys, the doors and the proof, by its first; and
// what a client can ask for at any time, or what keeps her safe from a reader.
var (
	readingEnds = []string{"see", "list", "find", "open", "view", "trail", "summary", "spread", "slip"}
	keepingIs   = []string{"self", "staff", "looks", "kit", "letter", "backup", "export", "erasure", "trail", "notice", "danger", "rights", "policy", "today"}
	goesOn      = []Act{StartHouse, LockHouse, VerifyHouse, RecoverHouse, ReopenHouse, TrustHouse, SignIn, SignOut, LeavePage, WaitForEnd, ReadStatic,
		WithdrawConsent, SetConflict, LiftConflict, BreakGlass}
)

// GoesOn reports whether act can be done in a house that is for reading only.
func GoesOn(act Act) bool {
	words := strings.Split(string(act), ".")
	return slices.Contains(goesOn, act) || slices.Contains(readingEnds, words[len(words)-1]) || slices.Contains(keepingIs, words[0]) ||
		strings.HasPrefix(string(act), "client.read.")
}

// Refusal is what is said to an actor who may not do act to anything: what bars
// her, where she could otherwise, or that it is not her work.
func Refusal(actor pana.Actor, act Act) error {
	free := actor
	free.Closed, free.Bare = false, false
	if say := barred(actor, act); say != "" && May(free, act) {
		return &pana.Error{Op: "policy.Refusal", Kind: pana.Forbidden, Say: say}
	}
	return &pana.Error{Op: "policy.Refusal", Kind: pana.Forbidden, Say: "policy.refused"}
}
