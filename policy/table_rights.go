package policy

import "example.org/pana"

// Acts on what a client can ask of the house about her own file.
const (
	SeeRights  Act = "rights.see"
	CopyClient Act = "rights.copy" // her own copy, for her hand

	RestrictClient   Act = "rights.restrict" // the file is left alone
	LiftRestriction  Act = "rights.lift"
	AskCorrection    Act = "rights.ask"    // she says that something is wrong
	AnswerCorrection Act = "rights.answer" // it is put right, or her words stand beside it

	SeeOrders   Act = "order.see"    // what courts ordered to be handed out
	RecordOrder Act = "order.record" // whose order, and exactly which fields
	ExportOrder Act = "order.export" // two people hand out these fields

	SeeDisclosures   Act = "disclosure.see"    // who was given what of one file
	ListDisclosures  Act = "disclosure.list"   // the same of every file
	RecordDisclosure Act = "disclosure.record" // a line that no other act writes
	AnswerDisclosure Act = "disclosure.told"   // whether she was told, and why not
)

// rightsRules: who works with her answers what she asks; a lawyer of hers reads who
// was given what, and writes down what a court was told.
var rightsRules = map[Act][]Rule{
	SeeRights:        either(give(atSite, heads...), give(assigned, careful...), give(assigned, pana.Lawyer)),
	CopyClient:       either(give(atSite, heads...), give(assigned, careful...)),
	RestrictClient:   either(give(atSite, heads...), give(assigned, careful...)),
	LiftRestriction:  give(atSite, heads...),
	AskCorrection:    either(give(atSite, heads...), give(assigned, careful...), give(assigned, pana.Lawyer)),
	AnswerCorrection: either(give(atSite, heads...), give(assigned, careful...)),

	SeeOrders:   either(give(atSite, heads...), give(assigned, pana.Lawyer)),
	RecordOrder: either(give(atSite, heads...), give(assigned, pana.Lawyer)),
	ExportOrder: give(atSite, heads...),

	SeeDisclosures:   either(give(atSite, heads...), give(assigned, careful...)),
	ListDisclosures:  give(atSite, heads...),
	RecordDisclosure: either(give(atSite, heads...), give(assigned, careful...)),
	AnswerDisclosure: either(give(atSite, heads...), give(assigned, careful...)),
}
