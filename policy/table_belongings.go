package policy

import "example.org/pana"

// Acts on what belongs to a client.
const (
	SeeBelongings  Act = "belongings.see"
	KeepBelongings Act = "belongings.keep"
	HandBack       Act = "belongings.back" // at once, whoever is there
	GiveThings     Act = "belongings.give"
)

// belongingsRules are the rights on what is kept for a client and given to her.
// Whoever is in the house gives back: her word waits for nobody's working hours.
var belongingsRules = map[Act][]Rule{
	SeeBelongings:  inHouse(),
	KeepBelongings: inHouse(),
	HandBack:       inHouse(),
	GiveThings:     inHouse(),
}

func inHouse() []Rule {
	return either(give(atSite, heads...), give(assigned, careful...), give(present, pana.NightDuty, pana.Nurse))
}
