package policy

import (
	"strings"

	"example.org/pana"
)

// quiet are acts whose very happening tells what only those who may do them are
// to know. Chapters name theirs here, beside the reason.
var quiet = map[Act]string{
	SeeBond:    "that somebody looks at a bond tells that there may be one",
	RecordBond: "the same",
	SeeWorries: "that somebody looks at a worry tells that there is one",
	NoteWorry:  "the same of writing one down",
	TellWorry:  "and of telling one",
}

// Learns reports whether actor may be told that act happened to the client s
// describes: in the trail of a file, in what is new since her last visit. Of a
// quiet act only those learn who could do it themselves; of an act of a chapter
// (health.note), those who may see that chapter (health.see); of the rest,
// whoever may open the file.
func Learns(actor pana.Actor, act Act, s Subject) bool {
	s.Restricted = false // that a file is left alone hides nothing that was done before
	if quiet[act] != "" {
		return allowed(actor, act, s)
	}
	if act == BreakGlass {
		return allowed(actor, Opening(s), s) // that notes were opened in an emergency is told to all who read of her
	}
	word, _, _ := strings.Cut(string(act), ".")
	if see := Act(word + ".see"); word != "client" && table[see] != nil {
		return allowed(actor, see, s)
	}
	return allowed(actor, Opening(s), s)
}

// LearnsOpened returns those of the compartments named in a line of the trail
// that actor may be told were opened: the ones she might open herself. That
// there are words in any other is not hers to know.
func LearnsOpened(actor pana.Actor, opened string, s Subject) []pana.Compartment {
	s.Author = actor.Staff
	var cs []pana.Compartment
	for _, c := range strings.Fields(opened) {
		if Reads(actor, pana.Compartment(c), s) {
			cs = append(cs, pana.Compartment(c))
		}
	}
	return cs
}
