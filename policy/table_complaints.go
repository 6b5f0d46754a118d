package policy

import (
	"slices"

	"example.org/pana"
)

// Acts on complaints. Which one somebody answers for is decided in the chapter: who
// is complained of never does.
const (
	FileComplaint   Act = "complaint.file"   // write one down, read an answer out
	SeeComplaints   Act = "complaint.see"    // of those one answers for
	SettleComplaint Act = "complaint.settle" // answer one
)

// complaintRules: anybody may complain to anybody who works here.
var complaintRules = map[Act][]Rule{
	FileComplaint:   inTheHouse(),
	SeeComplaints:   either(give(atSite, heads...), give(atSite, careful...)),
	SettleComplaint: either(give(atSite, heads...), give(atSite, careful...)),
}

// inTheHouse are all who work here; who pays for it from outside, and who coordinates
// houses, read no names of those who do.
func inTheHouse() []Rule {
	return give(atSite, slices.DeleteFunc(pana.Roles(), func(r pana.Role) bool { return r == pana.Funder || r == pana.Coordinator })...)
}
