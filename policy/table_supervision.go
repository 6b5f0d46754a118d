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
}
