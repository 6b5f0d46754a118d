package policy

import "example.org/pana"

// Acts on learning, work and what a client makes; and on a child's own next steps.
const (
	SeeLearning   Act = "learning.see"
	WriteLearning Act = "learning.write"
	ShowWork      Act = "learning.show" // where her works are seen, and giving them back
	CareForChild  Act = "learning.child"
)

// learningRules are the rights on learning: her own people's, and nobody beside
// them. A teacher meets no file.
var learningRules = map[Act][]Rule{
	SeeLearning:   either(give(atSite, heads...), give(assigned, careful...)),
	WriteLearning: either(give(atSite, heads...), give(assigned, pana.SocialWorker)),
	ShowWork:      either(give(atSite, heads...), give(assigned, pana.SocialWorker)),
	CareForChild:  either(give(atSite, heads...), give(assigned, careful...)),
}
