package seal

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"example.org/pana"
)

// A model says who may open what, in the simplest words: the members of the
// common circle, unless people are named for the owner.
type model struct {
	members map[pana.StaffID]bool
	named   map[Owner]map[pana.StaffID]bool
	words   map[Owner][][]byte
}

func (m *model) opens(s pana.StaffID, o Owner) bool {
	if named, ok := m.named[o]; ok {
		return named[s]
	}
	return m.members[s]
}

// Whatever happens in whatever order, who can open what is what the model says.
func TestWhoCanOpenWhatIsAlwaysWhatTheModelSays(t *testing.T) {
	staff := []pana.StaffID{bayan, gulnur, saule, timur}
	owners := []Owner{madina, nodira}
	h := found(t, append(staff, daulet)...)
	runs, enough := 0, 12 // each costs half a second of key pairs; PANA_TEST_LONG runs all
	if os.Getenv("PANA_TEST_LONG") != "" {
		enough = 1 << 20
	}
	rapid.Check(t, func(rt *rapid.T) {
		if runs == enough {
			return
		}
		// Each run has a compartment of its own in the same house.
		runs++
		c := pana.Compartment(fmt.Sprintf("care-%d", runs))
		one := []pana.Compartment{c}
		m := model{map[pana.StaffID]bool{bayan: true, gulnur: true}, map[Owner]map[pana.StaffID]bool{}, map[Owner][][]byte{}}
		must(t, h.NewCircle(ctx, tulip, c, bayan, gulnur))
		person := rapid.SampledFrom(staff)
		owner := rapid.SampledFrom(owners)
		check := func(want bool, what string, err error) {
			rt.Helper()
			if want != (err == nil) {
				rt.Fatalf("%s: allowed %v, got %v", what, want, err)
			}
			if err != nil && say(err) != "seal.outside" {
				rt.Fatalf("%s: %v", what, err)
			}
		}
		rt.Repeat(map[string]func(*rapid.T){
			"write": func(t *rapid.T) {
				s, o := person.Draw(t, "who"), owner.Draw(t, "of")
				m.words[o] = append(m.words[o], h.write(h.ring(s), o, c, "words"))
			},
			"admit": func(t *rapid.T) {
				by, s := person.Draw(t, "by"), person.Draw(t, "who")
				check(m.members[by], "admit", h.ring(by).Admit(ctx, tulip, c, s))
				if m.members[by] {
					m.members[s] = true
				}
			},
			"leave": func(t *rapid.T) {
				s := person.Draw(t, "who")
				must2(t, h.Leave(ctx, tulip, c, s))
				delete(m.members, s)
				for _, n := range m.named {
					delete(n, s)
				}
			},
			"turn": func(t *rapid.T) {
				by := person.Draw(t, "by")
				check(m.members[by], "turn", h.ring(by).Turn(ctx, tulip, c))
			},
			"sign in": func(t *rapid.T) {
				_, err := h.ring(person.Draw(t, "who")).TurnPending(ctx)
				must2(t, err)
			},
			"name": func(t *rapid.T) {
				by, o := person.Draw(t, "by"), owner.Draw(t, "of")
				who := rapid.SliceOfNDistinct(person, 1, 3, rapid.ID).Draw(t, "who")
				named, ok := m.named[o]
				may := !ok || named[by]
				check(may, "name", h.ring(by).NameOnly(ctx, o, tulip, one, who))
				if may {
					m.named[o] = map[pana.StaffID]bool{}
					for _, s := range who {
						m.named[o][s] = true
					}
				}
			},
			"reopen": func(t *rapid.T) {
				by, o := person.Draw(t, "by"), owner.Draw(t, "of")
				named, ok := m.named[o]
				check(!ok || named[by], "reopen", h.ring(by).Reopen(ctx, o, tulip, one))
				if named[by] {
					delete(m.named, o)
				}
			},
			"forget": func(t *rapid.T) {
				o := owner.Draw(t, "of")
				must2(t, h.Forget(ctx, o))
				delete(m.named, o)
				delete(m.words, o)
			},
			"": func(t *rapid.T) {
				for _, s := range staff {
					r := h.ring(s)
					for _, o := range owners {
						shut, err := r.Closed(ctx, o, tulip, c)
						must2(t, err)
						if open := len(shut) == 0; open != m.opens(s, o) {
							t.Fatalf("%s of %s: open %v, the model says %v", s, o, open, m.opens(s, o))
						}
						for i, v := range m.words[o] {
							got := h.reads(r, o, c, v)
							// What moves only when a member signs in may be late for
							// someone named; it is never early for anyone.
							if got && !m.opens(s, o) || !got && m.opens(s, o) && !h.late(c) {
								t.Fatalf("%s reads word %d of %s: %v, the model says %v", s, i, o, got, m.opens(s, o))
							}
						}
					}
				}
			},
		})
		// In the end two people together open everything that was not forgotten.
		r, err := h.Supervise(ctx, tulip, h.ids[bayan], h.ids[daulet])
		must(t, err)
		if _, err = r.TurnPending(ctx); err != nil {
			rt.Fatal(err)
		}
		for o, values := range m.words {
			for i, v := range values {
				if !h.reads(r, o, c, v) {
					rt.Fatalf("word %d of %s is lost", i, o)
				}
			}
		}
	})
}

// late reports whether a narrow circle still waits for keys in the common one.
func (h *house) late(c pana.Compartment) bool {
	list, err := h.Pending(ctx)
	must(h.t, err)
	return slices.ContainsFunc(list, func(x Circle) bool { return x.Compartment == c && x.Owner != "" })
}

func must2(t *rapid.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
