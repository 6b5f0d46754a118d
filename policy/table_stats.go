package policy

// Acts on what the house counts of its own years.
const (
	SeeStats  Act = "stats.see"
	NoteStats Act = "stats.note" // why staff think that a table looks so
)

// statsRules: seasons are told by those who work with the files, and each sees those of
// her own shelter.
var statsRules = map[Act][]Rule{
	SeeStats:  either(give(atSite, heads...), give(atSite, careful...)),
	NoteStats: either(give(atSite, heads...), give(atSite, careful...)),
}
