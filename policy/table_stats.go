package policy

// Acts on what the house counts of its own years.
const (
	SeeStats     Act = "stats.see"
	NoteStats    Act = "stats.note"    // why staff think that a table looks so
	ReleaseStats Act = "stats.release" // a table for somebody outside
)

// statsRules: seasons are told by those who work with the files, and each sees those of
// her own shelter. What leaves is looked at by one of those who lead.
var statsRules = map[Act][]Rule{
	SeeStats:     either(give(atSite, heads...), give(atSite, careful...)),
	NoteStats:    either(give(atSite, heads...), give(atSite, careful...)),
	ReleaseStats: give(atSite, heads...),
}
