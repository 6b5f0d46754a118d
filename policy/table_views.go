package policy

import "example.org/pana"

// Acts of the views that show the whole way at once.
const (
	SeeCalendar  Act = "calendar.see" // what stands on which day, of the clients one may see
	SeeInbox     Act = "inbox.see"    // what waits for the director
	SeeNews      Act = "news.see"     // what others did since one was last here
	PrintSummary Act = "client.summary"
)

var viewRules = map[Act][]Rule{
	SeeCalendar: either(give(atSite, heads...), give(atSite, careful...), give(atSite, pana.NightDuty, pana.Nurse, pana.Lawyer)),
	SeeInbox:    give(atSite, heads...),
	SeeNews:     either(give(atSite, heads...), give(atSite, careful...), give(atSite, pana.NightDuty, pana.Nurse, pana.Lawyer)),
	// Her own page, for her hand: who works with her gives it to her.
	PrintSummary: either(give(atSite, heads...), give(assigned, careful...)),
}
