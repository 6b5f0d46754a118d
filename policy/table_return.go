package policy

// Acts on the way back to a family or a country, and on the watch list.
const (
	SeeReturn    Act = "return.see"
	PlanReturn   Act = "return.plan"   // wish, where to, papers, escort, who receives her
	CheckReturn  Act = "return.check"  // who had a hand in it, risks, her agreement
	SignReturn   Act = "return.sign"   // one of the two signatures
	ExceptReturn Act = "return.except" // in writing, instead of the two
	TravelReturn Act = "return.travel" // setting off, arriving, setting aside
	SeeWatch     Act = "watch.see"     // whose names wait for a head
	ClearWatch   Act = "watch.clear"   // a wrong match, with a reason
)

// returnRules: her own social worker and psychologist do the check with her, a
// head signs beside one of them or answers for an exception. Whoever is named in a
// conflict of interest can do none of it, so an exception goes to the deputy when
// it is the director.
var returnRules = map[Act][]Rule{
	SeeReturn:    either(give(atSite, heads...), give(assigned, careful...)),
	PlanReturn:   either(give(atSite, heads...), give(assigned, careful...)),
	CheckReturn:  either(give(atSite, heads...), give(assigned, careful...)),
	SignReturn:   either(give(atSite, heads...), give(assigned, careful...)),
	ExceptReturn: give(atSite, heads...),
	TravelReturn: either(give(atSite, heads...), give(assigned, careful...)),
	SeeWatch:     give(atSite, heads...),
	ClearWatch:   give(atSite, heads...),
}
