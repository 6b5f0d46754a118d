package policy

import "example.org/pana"

// Acts on forms: the shelf, and what is answered about a client. Which form
// somebody may fill in depends on the part of the file it belongs to.
const (
	SeeForms   Act = "form.see"
	KeepForms  Act = "form.keep" // bring a form or a new version, retire one
	AnswerForm Act = "form.answer"
)

var formRules = map[Act][]Rule{
	SeeForms:   either(give(atSite, heads...), give(atSite, careful...), give(atSite, pana.Lawyer, pana.Nurse)),
	KeepForms:  either(give(atSite, heads...), give(atSite, pana.SocialWorker)),
	AnswerForm: either(give(atSite, heads...), give(assigned, careful...), give(assigned, pana.Lawyer, pana.Nurse), give(present, pana.Nurse)),
}
