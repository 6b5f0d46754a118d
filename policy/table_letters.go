package policy

import "example.org/pana"

// Acts on letters about a client, and on the journal of services.
const (
	SeeClientLetters     Act = "client-letter.see"
	WriteClientLetter    Act = "client-letter.write"
	ReadOverClientLetter Act = "client-letter.look-through" // a second person, where the other side of a case may read it
	HandOutClientLetter  Act = "client-letter.hand-out"
	KeepTemplates        Act = "letter-template.keep"
	MakeJournal          Act = "journal.make"
)

// letterRules: whoever works with her writes for her, each within the part of the
// file that is hers to read; the journal is for those who answer to an inspector.
var letterRules = map[Act][]Rule{
	SeeClientLetters:     either(give(atSite, heads...), give(assigned, careful...), give(assigned, pana.Lawyer, pana.Nurse)),
	WriteClientLetter:    either(give(atSite, heads...), give(assigned, careful...), give(assigned, pana.Lawyer, pana.Nurse)),
	ReadOverClientLetter: either(give(atSite, heads...), give(assigned, careful...), give(assigned, pana.Lawyer)),
	HandOutClientLetter:  either(give(atSite, heads...), give(assigned, careful...), give(assigned, pana.Lawyer, pana.Nurse)),
	KeepTemplates:        give(atSite, heads...),
	MakeJournal:          give(atSite, heads...),
}
