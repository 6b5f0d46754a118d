package policy

import "example.org/pana"

// Acts of trust, of the individual plan, of the outcomes and of life skills.
const (
	SeeTrust       Act = "trust.see"
	NoteTrust      Act = "trust.note"
	ProposeTrust   Act = "trust.propose"
	ConfirmTrust   Act = "trust.confirm" // the client's own answer
	TakeBackTrust  Act = "trust.take-back"
	SpreadTrust    Act = "trust.spread" // how long it took in this house: shortest, median, longest
	SeePlan        Act = "plan.see"
	WritePlan      Act = "plan.write"
	StepPlan       Act = "plan.step" // a step: done, not done, by whom
	ReviewPlan     Act = "plan.review"
	SeeOutcomes    Act = "outcome.see"
	RateOutcomes   Act = "outcome.rate"
	SeeSkills      Act = "skill.see"
	RateSkills     Act = "skill.rate"
	RateSkillGroup Act = "skill.group" // several clients at once
	KeepSkills     Act = "skill.keep"  // which skills this house uses
)

// planRules are the rights in the chapter of trust, plan and skills. Trust is
// between the client and the two who work with her: a head sees where it stands
// and writes nothing into it. Of a plan, the nurse and the lawyer see the lines
// of their own compartment.
var planRules = map[Act][]Rule{
	SeeTrust:       either(give(atSite, heads...), give(assigned, careful...)),
	NoteTrust:      give(assigned, careful...),
	ProposeTrust:   give(assigned, careful...),
	ConfirmTrust:   give(assigned, careful...),
	TakeBackTrust:  give(assigned, careful...),
	SpreadTrust:    either(give(atSite, heads...), give(atSite, pana.Psychologist)),
	SeePlan:        either(give(atSite, heads...), give(assigned, careful...), give(assigned, pana.Lawyer, pana.Nurse), give(present, pana.Nurse)),
	WritePlan:      either(give(atSite, heads...), give(assigned, careful...)),
	StepPlan:       either(give(atSite, heads...), give(assigned, careful...), give(assigned, pana.Lawyer, pana.Nurse), give(present, pana.Nurse)),
	ReviewPlan:     either(give(atSite, heads...), give(assigned, careful...)),
	SeeOutcomes:    either(give(atSite, heads...), give(assigned, careful...)),
	RateOutcomes:   either(give(atSite, heads...), give(assigned, careful...)),
	SeeSkills:      either(give(atSite, heads...), give(assigned, careful...)),
	RateSkills:     either(give(atSite, heads...), give(assigned, careful...)),
	RateSkillGroup: either(give(atSite, heads...), give(atSite, careful...)),
	KeepSkills:     give(atSite, heads...),
}
