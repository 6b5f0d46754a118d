package form

import "strings"

// A unit is one thing to work out for every answer to a field: how many parts
// a repeat has, whether the field is asked, what is calculated.
type unit struct {
	what  unitKind
	field *field
}

type unitKind uint8

const (
	counting unitKind = iota
	relevance
	valuing
)

// sequence puts the units in an order in which each comes after all it needs,
// and refuses a form that turns in a circle: a calculation that needs itself,
// a group that appears when a question inside it is answered. Constraints and
// required are never needed by anything, so they close no circle.
func (c *compiler) sequence(reads map[*expression][]*field) error {
	s := sequencer{c: c, reads: reads, state: make([]uint8, 3*len(c.f.fields))}
	for _, d := range c.f.fields {
		for _, what := range []unitKind{counting, relevance, valuing} {
			if err := s.visit(unit{what, d}); err != nil {
				return err
			}
		}
	}
	return nil
}

type sequencer struct {
	c     *compiler
	reads map[*expression][]*field
	state []uint8 // 1 while its needs are visited, 2 when it has its place
	trail []unit
}

func (s *sequencer) visit(u unit) error {
	at := 3*u.field.index + int(u.what)
	switch s.state[at] {
	case 2:
		return nil
	case 1:
		return s.circle(u)
	}
	s.state[at] = 1
	s.trail = append(s.trail, u)
	for _, need := range s.needs(u) {
		if err := s.visit(need); err != nil {
			return err
		}
	}
	s.trail = s.trail[:len(s.trail)-1]
	s.state[at] = 2
	if u.what == relevance || u.what == counting && u.field.count != nil || u.what == valuing && u.field.calculation != nil {
		s.c.f.order = append(s.c.f.order, u)
	}
	return nil
}

func (s *sequencer) needs(u unit) []unit {
	var all []unit
	d := u.field
	switch u.what {
	case counting:
		if d.parent != nil {
			all = append(all, unit{relevance, d.parent})
		}
		all = s.read(all, d.count)
	case relevance:
		if d.parent != nil {
			all = append(all, unit{relevance, d.parent})
		}
		if d.count != nil {
			all = append(all, unit{counting, d})
		}
		all = s.read(all, d.relevant)
	case valuing:
		all = s.read(append(all, unit{relevance, d}), d.calculation)
		all = s.read(all, d.filter)
		for _, t := range d.triggers {
			all = append(all, unit{valuing, t})
		}
	}
	return all
}

// read adds what the expression reads: the value of a question, and of a group
// or repeat whether it is there.
func (s *sequencer) read(all []unit, e *expression) []unit {
	if e == nil {
		return all
	}
	for _, d := range s.reads[e] {
		if d.kind.holds() {
			all = append(all, unit{relevance, d})
		} else {
			all = append(all, unit{valuing, d})
		}
	}
	return all
}

// circle refuses at an expression that is part of it, and names the way round.
func (s *sequencer) circle(u unit) error {
	i := len(s.trail) - 1
	for s.trail[i] != u {
		i--
	}
	var names []string
	at := u.field.place
	for _, v := range s.trail[i:] {
		if n := len(names); n == 0 || names[n-1] != v.field.name {
			names = append(names, v.field.name)
		}
		for _, e := range []*expression{v.field.calculation, v.field.relevant, v.field.count, v.field.filter} {
			if e != nil && at.column == 0 {
				at = e.place
			}
		}
	}
	if len(names) > 8 {
		names = append(names[:8], "…")
	}
	return at.refuse("form.ref.circle", "Names", strings.Join(append(names, u.field.name), " → "))
}
