package policy

import "example.org/pana"

// Acts on the sheets that funders get.
const (
	SeeReports     Act = "report.see"     // a sheet that was approved; of an officer, of her own agreement
	MakeReports    Act = "report.make"    // look at the figures of a sheet before it is approved
	ApproveReports Act = "report.approve" // freeze it, and with it let it leave
	ReopenReports  Act = "report.reopen"  // take it back, with a reason
	KeepLayouts    Act = "report.layout"  // bring the layout of a funder
	NameInReport   Act = "report.name"    // read the name of a client who agreed that a payer has it
)

// reportRules: figures for those who answer for the money. A funder's officer meets
// what was approved for her own agreement and no person.
var reportRules = map[Act][]Rule{
	SeeReports:     either(give(atSite, heads...), give(atSite, pana.Accountant), give(self, pana.Funder)),
	MakeReports:    either(give(atSite, heads...), give(atSite, pana.Accountant)),
	ApproveReports: give(atSite, heads...),
	ReopenReports:  give(atSite, heads...),
	KeepLayouts:    give(atSite, heads...),
	NameInReport:   give(atSite, heads...),
}
