package policy

import "example.org/pana"

// Acts on leaving, on what was agreed, on calls and on coming again.
const (
	SeeExit      Act = "exit.see"
	PrepareExit  Act = "exit.prepare"
	DecideExit   Act = "exit.decide"
	SeeCalls     Act = "call.see"   // agreement and history
	AgreeCalls   Act = "call.agree" // how to stay in touch
	TakeCall     Act = "call.take"  // one call, in or out
	ExtendCalls  Act = "call.extend"
	CloseCalls   Act = "call.close" // the end of the follow-up
	ReopenClient Act = "client.reopen"
)

// followUpRules: her own workers prepare and remember, heads decide, and whoever
// is on duty takes a call or opens the door, with nothing but what that needs.
var followUpRules = map[Act][]Rule{
	SeeExit:      either(give(atSite, heads...), give(assigned, careful...)),
	PrepareExit:  either(give(atSite, heads...), give(assigned, careful...)),
	DecideExit:   give(atSite, heads...),
	SeeCalls:     either(give(atSite, heads...), give(assigned, careful...)),
	AgreeCalls:   either(give(atSite, heads...), give(assigned, careful...)),
	TakeCall:     either(give(atSite, heads...), give(atSite, careful...), give(atSite, night...)),
	ExtendCalls:  give(atSite, heads...),
	CloseCalls:   either(give(atSite, heads...), give(assigned, careful...)),
	ReopenClient: either(give(atSite, heads...), give(atSite, pana.SocialWorker), give(atSite, night...)),
}
