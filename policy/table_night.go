package policy

import "example.org/pana"

// Acts of a shift, by night and by day.
const (
	SeeNight   Act = "night.see"      // who is on duty, what was handed over, who is out, the numbers
	KeepShift  Act = "night.shift"    // begin and end one's turn of duty
	HandShift  Act = "night.handover" // give it, read it, and what is said of the house
	WriteLine  Act = "night.line"     // what the next shift is to know of one client
	NoteOut    Act = "night.out"      // who goes out and comes back
	CallRoll   Act = "night.roll"     // who is found when everybody is called
	LogCall    Act = "night.call"     // a call that came to the house
	WritePages Act = "night.pages"    // what the house writes for itself: steps, numbers
	KeepRoster Act = "night.roster"   // who is planned when, and what the site asks of that
	SwapDuty   Act = "night.swap"     // offer a turn of one's own to a colleague, and take one

	SeeIncidents    Act = "night.incidents.see"      // what happened in the house
	NoteIncident    Act = "night.incident"           // write it down
	SettleIncident  Act = "night.incident.settle"    // say what came of it
	SeeHerIncidents Act = "night.incidents.hers.see" // of one client, her part
	PartIncident    Act = "night.incident.part"      // what she had to do with it
	SayAgreed       Act = "night.agreed"             // what she says to what those who live here agree on
	KeepChores      Act = "night.chores"             // whose turn it is
)

// nightRules are the rights of those who keep the house, shift after shift.
var nightRules = map[Act][]Rule{
	SeeNight:   onShift(),
	KeepShift:  onShift(),
	HandShift:  onShift(),
	CallRoll:   onShift(),
	LogCall:    onShift(),
	WriteLine:  aboutTheHoused(),
	NoteOut:    aboutTheHoused(),
	WritePages: give(atSite, heads...),
	KeepRoster: give(atSite, heads...),
	SwapDuty:   onShift(),

	SeeIncidents:    onShift(),
	NoteIncident:    onShift(),
	SettleIncident:  either(give(atSite, heads...), give(atSite, careful...)),
	SeeHerIncidents: aboutTheHoused(),
	PartIncident:    aboutTheHoused(),
	SayAgreed:       aboutTheHoused(),
	KeepChores:      onShift(),
}

// onShift are those who can be on duty in a shelter.
func onShift() []Rule {
	return either(give(atSite, heads...), give(atSite, careful...), give(atSite, pana.NightDuty, pana.Nurse))
}

// aboutTheHoused are the same about one client: the night and the nurse while she
// sleeps here.
func aboutTheHoused() []Rule {
	return either(give(atSite, heads...), give(atSite, careful...), give(present, pana.NightDuty, pana.Nurse))
}
