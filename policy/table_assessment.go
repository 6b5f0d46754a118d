package policy

import "example.org/pana"

// Acts of the first assessment, of what was before, and of risk.
const (
	SeeAssessment      Act = "assessment.see"
	ListAssessments    Act = "assessment.list"
	SitAssessment      Act = "assessment.sit"      // one area written down, or a strength
	BeginAssessment    Act = "assessment.begin"    // a later one beside the first
	FinishAssessment   Act = "assessment.finish"   // hands over to the psychologist
	OverrideAssessment Act = "assessment.override" // hands over before it is done
	TakeAssessment     Act = "assessment.take"     // the psychologist has it

	SeeBefore    Act = "assessment.before.see"
	RecordBefore Act = "assessment.before"

	SeeRisk       Act = "risk.see"
	ReviewRisk    Act = "risk.review"
	ReportContact Act = "risk.contact"
	SeeBond       Act = "risk.bond.see"
	RecordBond    Act = "risk.bond"
	SeeRules      Act = "risk.rules.see" // rules for calls and visits, without the reason
	SetRules      Act = "risk.rules"

	SeeSafetyPlan   Act = "risk.plan.see"
	AgreeSafetyPlan Act = "risk.plan"
	SeeCrisisPlan   Act = "risk.crisis.see"
	AgreeCrisisPlan Act = "risk.crisis"
)

// assessmentRules: the social worker assesses, both write what was before and
// look at risk; a bond is the psychologist's and the heads'. Rules for calls and
// visits are seen by everyone who sees that there is such a client.
var assessmentRules = map[Act][]Rule{
	SeeAssessment:      either(give(atSite, heads...), give(assigned, careful...)),
	ListAssessments:    either(give(atSite, heads...), give(atSite, careful...)),
	SitAssessment:      either(give(atSite, heads...), give(assigned, pana.SocialWorker)),
	BeginAssessment:    either(give(atSite, heads...), give(assigned, pana.SocialWorker)),
	FinishAssessment:   either(give(atSite, heads...), give(assigned, pana.SocialWorker)),
	OverrideAssessment: either(give(atSite, heads...), give(assigned, careful...)),
	TakeAssessment:     either(give(atSite, heads...), give(assigned, pana.Psychologist)),

	SeeBefore:    either(give(atSite, heads...), give(assigned, careful...)),
	RecordBefore: either(give(atSite, heads...), give(assigned, careful...)),

	SeeRisk:    either(give(atSite, heads...), give(assigned, careful...)),
	ReviewRisk: either(give(atSite, heads...), give(assigned, careful...)),
	ReportContact: either(give(atSite, heads...), give(assigned, careful...), give(assigned, pana.Lawyer),
		give(present, pana.NightDuty, pana.Nurse)),
	SeeBond:    either(give(atSite, heads...), give(assigned, pana.Psychologist)),
	RecordBond: either(give(atSite, heads...), give(assigned, pana.Psychologist)),
	SeeRules: either(give(atSite, heads...), give(atSite, careful...),
		give(present, pana.NightDuty, pana.Nurse), give(assigned, pana.Lawyer, pana.Nurse)),
	SetRules: either(give(atSite, heads...), give(assigned, careful...)),

	SeeSafetyPlan:   either(give(atSite, heads...), give(assigned, careful...)),
	AgreeSafetyPlan: either(give(atSite, heads...), give(assigned, careful...)),
	SeeCrisisPlan: either(give(atSite, heads...), give(assigned, careful...),
		give(present, pana.NightDuty, pana.Nurse)),
	AgreeCrisisPlan: either(give(atSite, heads...), give(assigned, careful...)),
}
