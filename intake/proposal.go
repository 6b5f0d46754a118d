package intake

import (
	"cmp"
	"slices"

	"example.org/pana/residence"
)

// Proposals returns the free beds of m for someone at the door, the best first,
// as residence orders them. Of whom not even the sex is known, rooms without a
// rule come before rooms for one sex, and those for the sex that most beds of
// the house are for come before the others: that is who mostly knocks.
func Proposals(m residence.Map, g residence.Guest) []residence.Choice {
	choices := m.Choices(g)
	if g.Sex == "female" || g.Sex == "male" {
		return choices
	}
	beds := map[string]int{}
	for _, room := range m.Rooms {
		beds[room.Sex] += len(room.Beds)
	}
	usual := "female"
	if beds["male"] > beds["female"] {
		usual = "male"
	}
	rank := func(c residence.Choice) int {
		switch {
		case len(c.Breaks) > 0:
			return 3
		case c.Room.Sex == "":
			return 0
		case c.Room.Sex == usual:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(choices, func(a, b residence.Choice) int { return cmp.Compare(rank(a), rank(b)) })
	return choices
}
