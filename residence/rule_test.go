package residence_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/residence"
)

func TestBedRules(t *testing.T) {
	women := residence.Room{Name: "Garden", Sex: "female"}
	family := residence.Room{Name: "Family", Children: true}
	shared := residence.Room{Name: "Shared", Beds: []residence.Bed{{ID: "1", State: residence.Taken, Client: "botagoz"}, {ID: "2", State: residence.Free}}}
	for sentence, c := range map[string]struct {
		room  residence.Room
		guest residence.Guest
		want  []residence.Rule
	}{
		"a woman sleeps in the women's room":                      {women, residence.Guest{Sex: "female", AgeBand: "30-38"}, nil},
		"a man does not":                                          {women, residence.Guest{Sex: "male", AgeBand: "30-38"}, []residence.Rule{residence.RuleSex}},
		"nobody is refused because we have not asked":             {women, residence.Guest{}, nil},
		"nor because we do not know":                              {women, residence.Guest{Sex: "unknown", AgeBand: "unknown"}, nil},
		"nor for another answer":                                  {women, residence.Guest{Sex: "other"}, nil},
		"a mother with a child needs a room for children":         {women, residence.Guest{Sex: "female", Children: 1}, []residence.Rule{residence.RuleChildren}},
		"a girl of twelve needs a room for children":              {women, residence.Guest{Sex: "female", AgeBand: "9-17"}, []residence.Rule{residence.RuleChildren}},
		"a small boy goes where his mother goes, children or not": {women, residence.Guest{Sex: "male", AgeBand: "0-8"}, []residence.Rule{residence.RuleChildren}},
		"a boy of twelve breaks two rules":                        {women, residence.Guest{Sex: "male", AgeBand: "9-17"}, []residence.Rule{residence.RuleSex, residence.RuleChildren}},
		"a family sleeps in the family room":                      {family, residence.Guest{Sex: "female", Children: 3}, nil},
		"who must not share does not":                             {shared, residence.Guest{Apart: []pana.ClientID{"botagoz"}}, []residence.Rule{residence.RuleApart}},
		"who must not share with someone elsewhere may":           {shared, residence.Guest{Apart: []pana.ClientID{"meruert"}}, nil},
	} {
		if got := c.room.Breaks(c.guest); !slices.Equal(got, c.want) {
			t.Errorf("%s: broken %v, want %v", sentence, got, c.want)
		}
	}
}

func TestTheBestBedIsProposed(t *testing.T) {
	free := func(ids ...pana.BedID) (beds []residence.Bed) {
		for _, id := range ids {
			beds = append(beds, residence.Bed{ID: id, State: residence.Free})
		}
		return beds
	}
	with := func(b residence.Bed, beds []residence.Bed) []residence.Bed {
		return append([]residence.Bed{b}, beds...)
	}
	woman := residence.Bed{ID: "w", State: residence.Taken, Client: "botagoz", Sex: "female", AgeBand: "24-26"}
	m := residence.Map{Rooms: []residence.Room{
		{Name: "Family", Children: true, Beds: with(woman, free("f1", "f2"))},
		{Name: "Second family", Children: true, Beds: free("s1", "s2", "s3")},
		{Name: "Women", Sex: "female", Beds: free("w1", "w2")},
		{Name: "Men", Sex: "male", Beds: free("m1")},
	}}
	for sentence, c := range map[string]struct {
		sex, age string
		children int
		want     pana.BedID
	}{
		"a woman alone leaves the family rooms free":                                {"female", "30-38", 0, "w1"},
		"a man sleeps among men":                                                    {"male", "30-38", 0, "m1"},
		"a mother gets a room nobody else sleeps in":                                {"female", "24-26", 2, "s1"},
		"a father does not come beside a woman":                                     {"male", "30-38", 1, "s1"},
		"of whom nothing is known, the first in the house that is not for families": {"", "", 0, "w1"},
	} {
		if got := residence.Propose(m, c.sex, c.age, c.children); got != c.want {
			t.Errorf("%s: proposed %q, want %q", sentence, got, c.want)
		}
	}
	if got := residence.Propose(residence.Map{Rooms: m.Rooms[3:]}, "female", "30-38", 0); got != "" {
		t.Errorf("a woman is proposed %q in a house with beds for men only", got)
	}
	if diff := cmp.Diff([]pana.BedID{"w1", "w2", "m1", "f1", "f2", "s1", "s2", "s3"}, m.Free()); diff != "" {
		t.Errorf("free beds in order (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(residence.Counts{In: 1, Free: 8}, m.Counts()); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
}

func TestNightsOfAStay(t *testing.T) {
	closed := residence.Stay{Since: "2026-11-20", Until: "2026-11-24"}
	running := residence.Stay{Since: "2026-11-20"}
	for sentence, c := range map[string]struct {
		stay        residence.Stay
		from, until pana.Night
		want        int
	}{
		"four nights from the 20th to the 24th":        {closed, "2026-11-01", "2026-12-01", 4},
		"the first night away is not slept here":       {closed, "2026-11-24", "2026-12-01", 0},
		"only the nights of the period count":          {closed, "2026-11-22", "2026-11-23", 1},
		"a running stay counts to the end asked for":   {running, "2026-11-01", "2026-11-30", 10},
		"a running stay without an end has no number":  {running, "2026-11-01", "", 0},
		"a closed stay has one":                        {closed, "", "", 4},
		"who left before the first night slept none":   {residence.Stay{Since: "2026-11-20", Until: "2026-11-20"}, "", "", 0},
		"the nights around a change of clocks are one": {residence.Stay{Since: "2026-03-28", Until: "2026-03-30"}, "", "", 2},
	} {
		if got := c.stay.Nights(c.from, c.until); got != c.want {
			t.Errorf("%s: %d, want %d", sentence, got, c.want)
		}
	}
}

// However the house is made up: what is proposed is free and breaks no rule,
// what breaks none comes before what does, and every free bed can be chosen.
func TestChoicesAreWholeAndInOrder(t *testing.T) {
	sexes, bands := []string{"", "female", "male", "other", "unknown"}, []string{"", "0-8", "9-17", "24-26", "48+"}
	clients := []pana.ClientID{"", "botagoz", "meruert", "rustam"}
	rapid.Check(t, func(t *rapid.T) {
		var m residence.Map
		free := 0
		for i := range rapid.IntRange(0, 5).Draw(t, "rooms") {
			room := residence.Room{ID: pana.RoomID(fmt.Sprint(i)), Sex: rapid.SampledFrom([]string{"", "female", "male"}).Draw(t, "sex"), Children: rapid.Bool().Draw(t, "children")}
			for j := range rapid.IntRange(0, 4).Draw(t, "beds") {
				b := residence.Bed{ID: pana.BedID(fmt.Sprint(i, ".", j)), State: rapid.SampledFrom([]residence.State{residence.Free, residence.Taken, residence.OutOfService}).Draw(t, "state")}
				switch b.State {
				case residence.Free:
					free++
				case residence.Taken:
					b.Client = rapid.SampledFrom(clients).Draw(t, "client")
					b.Sex, b.AgeBand = rapid.SampledFrom(sexes).Draw(t, "her sex"), rapid.SampledFrom(bands).Draw(t, "her age")
				}
				room.Beds = append(room.Beds, b)
			}
			m.Rooms = append(m.Rooms, room)
		}
		g := residence.Guest{Sex: rapid.SampledFrom(sexes).Draw(t, "guest"), AgeBand: rapid.SampledFrom(bands).Draw(t, "age"),
			Children: rapid.IntRange(0, 3).Draw(t, "with her"), Apart: rapid.SliceOf(rapid.SampledFrom(clients[1:])).Draw(t, "apart")}
		choices, broken := m.Choices(g), false
		if len(choices) != free {
			t.Fatalf("%d choices of %d free beds", len(choices), free)
		}
		for _, c := range choices {
			if c.Bed.State != residence.Free {
				t.Fatal("a bed that is not free is offered")
			}
			if broken && len(c.Breaks) == 0 {
				t.Fatal("a bed against a rule comes before one that suits her")
			}
			broken = broken || len(c.Breaks) > 0
		}
		if m.Full(g) != (len(choices) == 0 || len(choices[0].Breaks) > 0) {
			t.Fatal("full says otherwise than the choices")
		}
		if id := residence.Propose(m, g.Sex, g.AgeBand, g.Children); id != "" {
			room, bed, ok := m.Bed(id)
			if g.Apart = nil; !ok || bed.State != residence.Free || len(room.Breaks(g)) > 0 {
				t.Fatal("what is proposed cannot be given")
			}
		}
	})
}
