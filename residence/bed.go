package residence

import (
	"slices"

	"example.org/pana"
)

// A State says whether a bed can be given tonight.
type State string

// States of a bed. A bed that was closed for good is on no map.
const (
	Free         State = "free"
	Taken        State = "taken"
	OutOfService State = "out-of-service"
)

// A Bed is one place to sleep, as one reader may see it.
type Bed struct {
	ID    pana.BedID
	Room  pana.RoomID
	Name  string // empty for an extra place
	Extra bool   // made because the house was full; it is gone once it is empty
	State State

	// Who sleeps here; only when the bed is Taken.
	Client   pana.ClientID
	Code     string
	Stay     pana.StayID
	Since    pana.Night // after tonight when she is expected
	Children int        // who came with her and have no bed of their own
	Sex      string
	AgeBand  string

	// Why and until which night it is out of service, where anybody said so.
	Reason string // code list out-of-service
	Back   pana.Night

	Empty   pana.Night // the first night after the last sleeper; empty if there was none
	Version int64
}

// A Room is beds behind one door, and the rules for who sleeps there.
type Room struct {
	ID       pana.RoomID
	Site     pana.SiteID
	Name     string
	Sex      string // female or male; empty for a room without a rule
	Children bool   // a child may sleep here
	Beds     []Bed
	Version  int64

	// Sleepers the reader may not know of. They count for the rules and for
	// nothing else.
	hidden []sleeper
}

// A sleeper is what the rules look at in someone who is in the room already.
type sleeper struct {
	client       pana.ClientID
	sex, ageBand string
}

// free counts the beds of r that can be given.
func (r Room) free() int {
	n := 0
	for _, b := range r.Beds {
		if b.State == Free {
			n++
		}
	}
	return n
}

// sleepers lists who sleeps in r and may be known of.
func (r Room) sleepers() []sleeper {
	var all []sleeper
	for _, b := range r.Beds {
		if b.State == Taken {
			all = append(all, sleeper{b.Client, b.Sex, b.AgeBand})
		}
	}
	return all
}

// A Rule is the code of a rule about who sleeps in a room.
type Rule string

// Bed rules.
const (
	RuleSex      Rule = "sex"      // the room is for women, or for men
	RuleChildren Rule = "children" // no child sleeps in this room
	RuleApart    Rule = "apart"    // someone in the room must not share one with her
)

// A Guest is what bed rules look at in whoever needs a bed. Everything may be
// empty: nobody is refused a bed for what is not known.
type Guest struct {
	Sex      string // code list sex
	AgeBand  string // code list age-band
	Children int    // who come with her
	Apart    []pana.ClientID
}

func child(ageBand string) bool { return ageBand == "0-8" || ageBand == "9-17" }

// with reports whether a child would sleep in the room.
func (g Guest) with() bool { return child(g.AgeBand) || g.Children > 0 }

// Breaks returns the rules that stand against g sleeping in r; none when she
// can. Only what is known breaks a rule: someone of another or unknown sex is
// asked where she feels safe, not refused. A small child goes where its parent goes.
func (r Room) Breaks(g Guest) []Rule {
	var broken []Rule
	if r.Sex != "" && (g.Sex == "female" || g.Sex == "male") && g.Sex != r.Sex && g.AgeBand != "0-8" {
		broken = append(broken, RuleSex)
	}
	if !r.Children && g.with() {
		broken = append(broken, RuleChildren)
	}
	if slices.ContainsFunc(r.sleepers(), g.keptFrom) {
		broken = append(broken, RuleApart)
	}
	return broken
}

func (g Guest) keptFrom(s sleeper) bool { return slices.Contains(g.Apart, s.client) }

// barred reports whether a sleeper the reader may not know of must not share a
// room with g. The free beds of r then look out of service to that reader.
func (r Room) barred(g Guest) bool { return slices.ContainsFunc(r.hidden, g.keptFrom) }

// mixes reports whether g would sleep beside a grown person of the other sex in
// a room without a rule of its own. It is never refused, for families are asked;
// it is only not proposed.
func (r Room) mixes(g Guest) bool {
	if child(g.AgeBand) {
		return false
	}
	other := map[string]string{"female": "male", "male": "female"}[g.Sex]
	return other != "" && slices.ContainsFunc(slices.Concat(r.sleepers(), r.hidden), func(s sleeper) bool {
		return s.sex == other && !child(s.ageBand)
	})
}
