package policy

import "example.org/pana"

// Acts on collections, supporters and things. None of them meets a client.
const (
	SeeCollections   Act = "collection.see"
	KeepCollections  Act = "collection.keep"   // gifts, purchases, receipts, and what takes them back
	ReopenCollection Act = "collection.reopen" // one that was ended
	ReadLetters      Act = "collection.letter" // that nobody in care can be recognised in a letter
	ExportBook       Act = "collection.export" // the table for the bookkeeper
	Suggest          Act = "collection.suggest"

	SeeSupporters  Act = "supporter.see"
	KeepSupporters Act = "supporter.keep"

	SeeThings  Act = "thing.see"
	UseThings  Act = "thing.use"
	MoveThings Act = "thing.move" // where they lie, in what state, and that they are no more
)

// hands are those who have things in their hands at a site.
var hands = []pana.Role{pana.SocialWorker, pana.Psychologist, pana.Teacher, pana.Volunteer, pana.YouthWorker, pana.CentreHead}

// collectionRules: money is kept by those who lead and by the accountant; whoever
// works with people says what was used.
var collectionRules = map[Act][]Rule{
	SeeCollections:   either(give(atSite, heads...), give(atSite, pana.Accountant)),
	KeepCollections:  either(give(atSite, heads...), give(atSite, pana.Accountant)),
	ReopenCollection: give(atSite, heads...),
	ReadLetters:      give(atSite, heads...),
	ExportBook:       either(give(atSite, heads...), give(atSite, pana.Accountant)),
	Suggest:          either(give(atSite, heads...), give(atSite, pana.Accountant), give(atSite, hands...)),

	SeeSupporters:  either(give(atSite, heads...), give(atSite, pana.Accountant)),
	KeepSupporters: either(give(atSite, heads...), give(atSite, pana.Accountant)),

	SeeThings:  either(give(atSite, heads...), give(atSite, pana.Accountant), give(atSite, hands...)),
	UseThings:  either(give(atSite, heads...), give(atSite, hands...)),
	MoveThings: either(give(atSite, heads...), give(atSite, pana.Accountant, pana.SocialWorker, pana.YouthWorker, pana.CentreHead)),
}
