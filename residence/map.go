package residence

import (
	"cmp"
	"slices"

	"example.org/pana"
)

// A Map says who sleeps where at one site on one night, as one reader may know it.
type Map struct {
	Site  pana.SiteID
	Night pana.Night
	Rooms []Room // in the order of the house
}

// Counts says how many sleep here tonight, how many are expected on a later
// night, how many children came with them, and how many beds are free or out of
// service. A bed whose sleeper is hidden counts as out of service.
type Counts struct{ In, Expected, Children, Free, OutOfService int }

// Counts counts the beds of m.
func (m Map) Counts() Counts {
	var c Counts
	for _, room := range m.Rooms {
		for _, b := range room.Beds {
			switch {
			case b.State == Free:
				c.Free++
			case b.State == OutOfService:
				c.OutOfService++
			case b.Since > m.Night:
				c.Expected++
			default:
				c.In++
				c.Children += b.Children
			}
		}
	}
	return c
}

// Bed returns one bed of m with its room, and false when it is not on the map.
func (m Map) Bed(id pana.BedID) (Room, Bed, bool) {
	for _, room := range m.Rooms {
		for _, b := range room.Beds {
			if b.ID == id {
				return room, b, true
			}
		}
	}
	return Room{}, Bed{}, false
}

// Room returns one room of m, and false when it is not on the map.
func (m Map) Room(id pana.RoomID) (Room, bool) {
	i := slices.IndexFunc(m.Rooms, func(r Room) bool { return r.ID == id })
	if i < 0 {
		return Room{}, false
	}
	return m.Rooms[i], true
}

// A Choice is one free bed and the rules that stand against it.
type Choice struct {
	Room   Room
	Bed    Bed
	Breaks []Rule
}

// Choices returns every free bed for g: first those that break no rule, the
// best first, then the others in the order of the house. Beds that a hidden
// sleeper keeps from her are not among them.
func (m Map) Choices(g Guest) []Choice {
	var all []Choice
	for _, room := range m.Rooms {
		if room.barred(g) {
			continue
		}
		broken := room.Breaks(g)
		for _, b := range room.Beds {
			if b.State == Free {
				all = append(all, Choice{room, b, broken})
			}
		}
	}
	cost := func(c Choice) int {
		if c.Bed.Empty > m.Night && len(c.Breaks) == 0 {
			return c.cost(g) + 1<<9 // left only this morning: free from the next night on
		}
		return c.cost(g)
	}
	slices.SortStableFunc(all, func(a, b Choice) int { return cmp.Compare(cost(a), cost(b)) })
	return all
}

// cost orders choices: beds against a rule come last; a family gets a room
// nobody else sleeps in, with the most free beds; someone alone leaves the
// rooms for families free; a room for her own sex goes before one for anybody.
func (c Choice) cost(g Guest) int {
	cost := 0
	if len(c.Breaks) > 0 {
		return 1 << 20
	}
	if c.Room.mixes(g) {
		cost += 1 << 10
	}
	if g.with() {
		if len(c.Room.sleepers()) > 0 {
			cost += 1 << 8
		}
		cost += max(0, 1+g.Children-c.Room.free()) << 2
	} else if c.Room.Children {
		cost += 1 << 4
	}
	if c.Room.Sex == "" && g.Sex != "" && g.Sex != "unknown" {
		cost++
	}
	return cost
}

// Free returns the free beds in the order in which they are offered to someone
// of whom nothing is known.
func (m Map) Free() []pana.BedID {
	var ids []pana.BedID
	for _, c := range m.Choices(Guest{}) {
		ids = append(ids, c.Bed.ID)
	}
	return ids
}

// Propose returns the best free bed of m for someone of that sex and age band
// who comes with so many children: one that breaks no rule and puts no grown
// woman and man into one room. It returns "" when there is none; a person may
// still choose one.
func Propose(m Map, sex, ageBand string, children int) pana.BedID {
	return m.best(Guest{Sex: sex, AgeBand: ageBand, Children: children})
}

func (m Map) best(g Guest) pana.BedID {
	for _, c := range m.Choices(g) {
		if len(c.Breaks) == 0 && !c.Room.mixes(g) {
			return c.Bed.ID
		}
	}
	return ""
}

// Full reports whether no free bed is left for g without setting a rule aside,
// so that an extra place may be made.
func (m Map) Full(g Guest) bool {
	return !slices.ContainsFunc(m.Choices(g), func(c Choice) bool { return len(c.Breaks) == 0 })
}
