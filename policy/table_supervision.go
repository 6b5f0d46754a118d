package policy

import "example.org/pana"

// Acts of supervision: who is told of what, and who looks after whom.
const (
	HeedNotice Act = "notice.heed" // let be known that one has seen what one was told

	OpenInDanger Act = "danger.open" // read closed parts of a file for a day, for a reason that is told
	SeeDanger    Act = "danger.see"  // who did, and why

	GoOnLooking Act = "looks.go-on" // open more files in a day than the budget, with a reason
	SeeLooks    Act = "looks.see"   // how many files each has opened today
	LetLook     Act = "looks.let"   // let a colleague open more than twice the budget

	SeeSecond   Act = "second.see"   // what one is asked to stand behind, and what one asked
	AskSecond   Act = "second.ask"   // ask a colleague to stand behind an act, at her own desk
	AgreeSecond Act = "second.agree" // stand behind it
	EndSecond   Act = "second.end"   // refuse it, or take it back
)

// supervisionRules: what somebody was told she alone lets be known to have seen; in
// danger every role of the care at the site may read, and is seen reading.
var supervisionRules = map[Act][]Rule{
	HeedNotice: give(self, pana.Roles()...),

	OpenInDanger: either(give(atSite, heads...), give(atSite, careful...), give(present, pana.NightDuty, pana.Nurse)),
	GoOnLooking:  give(self, pana.Roles()...),
	SeeLooks:     give(atSite, heads...),
	LetLook:      give(atSite, heads...),

	SeeDanger: either(give(atSite, heads...), give(assigned, careful...)),

	SeeSecond:   give(self, heads...),
	AskSecond:   give(atSite, heads...),
	AgreeSecond: give(self, heads...),
	EndSecond:   give(self, heads...),
}
