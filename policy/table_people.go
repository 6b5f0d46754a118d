package policy

import "example.org/pana"

// Acts on the people of the house.
const (
	SeePeople    Act = "people.see"      // on what terms everyone works, what she learned, with how many clients
	KeepPeople   Act = "people.keep"     // change it
	SeeOwnTerms  Act = "people.own.see"  // one's own
	NoteOwnTerms Act = "people.own.note" // what one learned oneself
)

// peopleRules: on what terms somebody works is hers and the heads'.
var peopleRules = map[Act][]Rule{
	SeePeople:    give(atSite, heads...),
	KeepPeople:   give(atSite, heads...),
	SeeOwnTerms:  give(self, pana.Roles()...),
	NoteOwnTerms: give(self, pana.Roles()...),
}
