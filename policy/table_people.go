package policy

import "example.org/pana"

// Acts on the people of the house.
const (
	SeePeople    Act = "people.see"      // on what terms everyone works, what she learned, with how many clients
	KeepPeople   Act = "people.keep"     // change it
	SeeOwnTerms  Act = "people.own.see"  // one's own
	NoteOwnTerms Act = "people.own.note" // what one learned oneself

	PlanLeaving   Act = "people.leaving.plan"   // until when somebody works here, and who is with her
	HandOver      Act = "people.hand-over"      // give a client to who follows
	FinishLeaving Act = "people.leaving.finish" // her access ends at once, if it has not before

	SeeOutsiders    Act = "people.outside.see"     // volunteers and guests
	KeepOutsiders   Act = "people.outside.keep"    // what is agreed with them
	ConfirmOutsider Act = "people.outside.confirm" // that one has looked at who this is
	ClearOutsider   Act = "people.outside.clear"   // that she is not whom her name is like
	InviteGuests    Act = "people.visit"           // plan a visit, and say how it went
	NoteVisitor     Act = "people.visit.came"      // who came unannounced, what she wanted, whether she was let in
	NoteMet         Act = "people.visit.met"       // whom she met
	AskMeeting      Act = "people.visit.meet"      // ask a client, before a visit, whether she will meet the guests
)

// Acts on those who interpret, plead, heal or drive for clients.
const (
	SeeHelpers  Act = "people.helpers.see"  // who they are, what they pledged, how long they helped
	KeepHelpers Act = "people.helpers.keep" // what is agreed with them
	SeeHelped   Act = "people.helped.see"   // who helps one client
	AskHelper   Act = "people.helped.ask"   // whether she wishes somebody
	BookHelper  Act = "people.helped.book"  // when somebody comes, and what became of it
)

// peopleRules: on what terms somebody works is hers and the heads'.
var peopleRules = map[Act][]Rule{
	SeePeople:    give(atSite, heads...),
	KeepPeople:   give(atSite, heads...),
	SeeOwnTerms:  give(self, pana.Roles()...),
	NoteOwnTerms: give(self, pana.Roles()...),

	PlanLeaving:   give(atSite, heads...),
	HandOver:      give(atSite, heads...),
	FinishLeaving: give(atSite, heads...),

	SeeOutsiders:    either(give(atSite, heads...), give(atSite, careful...), give(atSite, night...)),
	KeepOutsiders:   either(give(atSite, heads...), give(atSite, pana.SocialWorker)),
	ConfirmOutsider: either(give(atSite, heads...), give(atSite, pana.SocialWorker)),
	ClearOutsider:   give(atSite, heads...),
	InviteGuests:    either(give(atSite, heads...), give(atSite, pana.SocialWorker)),
	NoteVisitor:     either(give(atSite, heads...), give(atSite, careful...), give(atSite, night...)), // who sees the list of visits
	NoteMet:         aboutTheHoused(),
	AskMeeting:      either(give(atSite, heads...), give(assigned, careful...)),

	SeeHelpers:  either(give(atSite, heads...), give(atSite, careful...)),
	KeepHelpers: either(give(atSite, heads...), give(atSite, pana.SocialWorker)),
	SeeHelped:   withHer(),
	AskHelper:   withHer(),
	BookHelper:  withHer(),
}

// withHer are those who arrange who is beside a client.
func withHer() []Rule {
	return either(give(atSite, heads...), give(assigned, careful...), give(assigned, pana.Lawyer, pana.Nurse))
}
