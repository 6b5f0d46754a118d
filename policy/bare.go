package policy

import (
	"slices"

	"example.org/pana"
)

// setsUp are the acts of somebody from whom the house demands a second step and
// who has none: setting one up, and what is everybody's at any time.
var setsUp = []Act{SetSecondFactor, KeepPasskeys, LockHouse, SaveDraft}

// barred says what keeps actor from an act that would be hers: that she has no
// second step, or that the house is for reading only. Nothing is the empty text.
func barred(actor pana.Actor, act Act) (say string) {
	switch {
	case actor.Bare && !slices.Contains(setsUp, act):
		return "factor.needed"
	case actor.Closed && !GoesOn(act):
		return "house.readonly"
	}
	return ""
}
