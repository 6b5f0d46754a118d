package form

import "slices"

// A compiler turns what was read into a form that can be answered. It exists
// only while Read runs.
type compiler struct {
	f          *Form
	byName     map[string][]*field
	siblings   map[*field]map[string]bool
	rootName   string
	duplicates bool // a list may hold a name twice
	looked     int  // rows that expressions were followed to

	later    []pending
	texts    []pendingText
	triggers []pendingTrigger
}

// Expressions, texts and triggers wait until every row is read, since they may
// speak of rows below them.
type (
	pending struct {
		d      *field
		into   **expression
		at     place
		source string
	}
	pendingText struct {
		d    *field
		into text
		lang string
		at   place
		say  string
	}
	pendingTrigger struct {
		d    *field
		at   place
		name string
	}
)

func (c *compiler) compile() error {
	for _, d := range c.f.fields {
		if c.f.byPath[d.path] == nil {
			c.f.byPath[d.path] = d
		}
		c.withOther(d)
	}
	for _, t := range c.texts {
		s, err := c.template(t.at, t.say, t.d)
		if err != nil {
			return err
		}
		t.into[t.lang] = s
	}
	for _, ls := range c.f.lists {
		ls.finish(c.f)
	}
	for _, t := range c.triggers {
		on, err := c.named(t.at, t.name, t.d)
		if err != nil {
			return err
		}
		t.d.triggers = append(t.d.triggers, on)
	}
	deps := make(map[*expression][]*field, len(c.later))
	for _, p := range c.later {
		x, err := parse(p.at, p.source)
		if err != nil {
			return err
		}
		r := resolver{c: c, self: p.d, at: p.at}
		if p.into == &p.d.filter {
			r.filtered = p.d.list
		}
		if err := r.judge(x); err != nil {
			return err
		}
		e := &expression{x, p.at}
		*p.into = e
		deps[e] = r.read
	}
	return c.sequence(deps)
}

// withOther gives the question a list of its own in which "other" stands last.
func (c *compiler) withOther(d *field) {
	if !d.other || d.list == nil {
		return
	}
	own := *d.list
	own.byName = map[string]*choice{}
	for name, ch := range d.list.byName {
		own.byName[name] = ch
	}
	other := &choice{name: "other", label: otherChoice, order: len(own.choices)}
	own.choices = append(slices.Clip(own.choices), other)
	own.byName["other"] = other
	d.list = &own
}

// named finds the row that ${name} means from from. pyxform refuses a name
// that several rows bear, and so does Pana.
func (c *compiler) named(at place, name string, from *field) (*field, error) {
	all := c.byName[name]
	switch {
	case name == c.f.root.name && len(all) == 0:
		return c.f.root, nil
	case len(all) == 0:
		return nil, at.refuse("form.ref.unknown", "Name", short(name))
	case len(all) > 1:
		return nil, at.refuse("form.ref.ambiguous", "Name", short(name))
	}
	return all[0], nil
}
