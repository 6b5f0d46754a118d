package policy

import (
	"strings"

	"example.org/pana"
)

// Acts of sessions, private notes and instruments.
const (
	SeeSessions    Act = "session.see"   // that there were sessions: when, how long, with whom
	HoldSession    Act = "session.hold"  // plan one, write down that it was held
	SeeTherapy     Act = "therapy.see"   // one's own private notes
	PrivateNote    Act = "therapy.note"  // write or correct one
	EarlyChildhood Act = "therapy.early" // the section on early childhood
	BreakGlass     Act = "therapy.break-glass"
	SeeInstruments Act = "instrument.see" // answers, scores and how they change
	UseInstrument  Act = "instrument.record"
)

var therapyRules = map[Act][]Rule{
	SeeSessions:    either(give(atSite, heads...), give(assigned, careful...)),
	HoldSession:    either(give(atSite, heads...), give(assigned, careful...)),
	SeeTherapy:     give(assigned, pana.Psychologist),
	PrivateNote:    give(assigned, pana.Psychologist),
	EarlyChildhood: give(assigned, pana.Psychologist),
	BreakGlass:     give(atSite, heads...),
	SeeInstruments: give(assigned, pana.Psychologist),
	UseInstrument:  give(assigned, pana.Psychologist),
}

// PrivateActs is how the name of an act begins whose lines in the trail only
// whoever did it is shown: even that there are private notes is hers alone.
const PrivateActs = "therapy."

// Complaining is how the name of an act on a complaint begins. Its lines too are shown
// only to whoever did it: who is complained of may read the trail.
const Complaining = "complaint."

// Private reports whether the lines of an act are shown only to whoever did it.
// Breaking the glass is told to everyone who sees the trail.
func Private(act Act) bool {
	return strings.HasPrefix(string(act), PrivateActs) && act != BreakGlass || strings.HasPrefix(string(act), Complaining)
}
