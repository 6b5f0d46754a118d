package policy

import "example.org/pana"

// Acts on a client's story that might leave the house.
const (
	SeeStories    Act = "story.see"
	WriteStory    Act = "story.write"    // the text, and what was looked at in it
	AskStory      Act = "story.ask"      // her own answer, and that she knows the text
	WithdrawStory Act = "story.withdraw" // at once, whoever is there
	SignStory     Act = "story.sign"     // one of the two of the house
	GiveOutStory  Act = "story.give-out"
	TakeDownStory Act = "story.down" // who was asked to take it down, and that it is gone
)

// storyRules: whoever works with her writes with her, one of those who lead lets it
// out, and she takes it back from anybody who is there. The night sees that there is
// one and reads none.
var storyRules = map[Act][]Rule{
	SeeStories:    either(give(atSite, heads...), give(assigned, careful...), give(present, pana.NightDuty)),
	WriteStory:    either(give(atSite, heads...), give(assigned, careful...)),
	AskStory:      either(give(atSite, heads...), give(assigned, careful...)),
	WithdrawStory: either(give(atSite, heads...), give(assigned, careful...), give(present, pana.NightDuty)),
	SignStory:     either(give(atSite, heads...), give(assigned, careful...)),
	GiveOutStory:  give(atSite, heads...),
	TakeDownStory: either(give(atSite, heads...), give(assigned, careful...)),
}
