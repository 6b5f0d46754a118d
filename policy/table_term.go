package policy

import "example.org/pana"

// Acts on the stay's term: until when each payer pays. None of them ends a stay.
const (
	SeeTerm    Act = "term.see"
	SetTerm    Act = "term.set"
	AskTerm    Act = "term.ask"
	AnswerTerm Act = "term.answer"
)

// termRules: the worker says until when it is paid and asks for longer; a head
// writes the payer's answer down.
var termRules = map[Act][]Rule{
	SeeTerm:    either(give(atSite, heads...), give(assigned, careful...)),
	SetTerm:    either(give(atSite, heads...), give(assigned, pana.SocialWorker)),
	AskTerm:    either(give(atSite, heads...), give(assigned, careful...)),
	AnswerTerm: give(atSite, heads...),
}
