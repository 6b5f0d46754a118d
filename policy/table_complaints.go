package policy

// Acts on complaints. Which one somebody answers for is decided in the chapter: who
// is complained of never does.
const (
	FileComplaint   Act = "complaint.file"   // write one down, read an answer out
	SeeComplaints   Act = "complaint.see"    // of those one answers for
	SettleComplaint Act = "complaint.settle" // answer one
)

// complaintRules: anybody may complain to anybody who works here.
var complaintRules = map[Act][]Rule{
	FileComplaint:   everyone(),
	SeeComplaints:   either(give(atSite, heads...), give(atSite, careful...)),
	SettleComplaint: either(give(atSite, heads...), give(atSite, careful...)),
}
