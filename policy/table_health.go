package policy

import "example.org/pana"

// Acts on a client's health.
const (
	SeeHealth    Act = "health.see"
	WriteHealth  Act = "health.write" // complaints, pregnancy, allergies
	PlanVisit    Act = "health.visit"
	PlanMedicine Act = "health.medicine"
	PrintSlip    Act = "health.slip"
	GiveTonight  Act = "health.tonight" // the lines by which the night gives medicine
	GiveMedicine Act = "health.give"    // what became of each dose
	CountBox     Act = "health.box"     // how much lies in the locked box
)

// healthRules are the rights on health: those who care for it, and nobody beside
// them. The night gets the lines it gives by, and no more.
var healthRules = map[Act][]Rule{
	SeeHealth:    carers(),
	WriteHealth:  carers(),
	PlanVisit:    carers(),
	PlanMedicine: carers(),
	PrintSlip:    carers(),
	GiveTonight:  either(carers(), give(present, pana.NightDuty)),
	GiveMedicine: either(carers(), give(present, pana.NightDuty)),
	CountBox:     either(carers(), give(present, pana.NightDuty)),
}

func carers() []Rule {
	return either(give(atSite, heads...), give(assigned, pana.SocialWorker), give(present, pana.Nurse), give(assigned, pana.Nurse))
}
