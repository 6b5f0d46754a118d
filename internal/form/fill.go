package form

import (
	"strconv"
	"strings"
	"time"
)

// Fill takes what was posted, by path: "household[2]/name". A repeat's parts
// are numbered from 1; a question posted empty is emptied, one not posted is
// left as it was. Paths that lead nowhere are passed over. now is the moment
// in the house's zone.
func (a *Answers) Fill(values map[string][]string, now time.Time) {
	a.e.now = now
	for path, typed := range values {
		n := a.find(path)
		if n == nil || !n.def.kind.asked() || n.def.computed() || n.def.readOnly {
			continue
		}
		n.take(a, typed)
	}
	a.compute()
}

// Add adds a part to the repeat at path, "household" or "household[2]/child".
// It reports whether there was one to add to.
func (a *Answers) Add(path string, now time.Time) bool {
	parent, d := a.open(path)
	if d == nil || a.nodes >= mostNodes || len(parent.slots[d.ordinal]) >= mostRepeats {
		return false
	}
	a.e.now = now
	part := a.grow(d, parent)
	parent.slots[d.ordinal] = append(parent.slots[d.ordinal], part)
	a.fresh = append(a.fresh, part)
	a.index()
	a.compute()
	return true
}

// Remove takes the part at path away, "household[2]", with all its answers.
func (a *Answers) Remove(path string, now time.Time) bool {
	n := a.find(path)
	if n == nil || n.def.kind != Repeat || n.def.count != nil {
		return false
	}
	a.e.now = now
	slot := n.parent.slots[n.def.ordinal]
	kept := make([]*node, 0, len(slot))
	for _, k := range slot {
		if k != n {
			kept = append(kept, k)
		}
	}
	n.parent.slots[n.def.ordinal] = kept
	a.index()
	a.compute()
	return true
}

// open finds the repeat at path, whose last part carries no number, and the
// answer it hangs under.
func (a *Answers) open(path string) (*node, *field) {
	parent := a.root
	above, last := "", path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		above, last = path[:i], path[i+1:]
		if parent = a.find(above); parent == nil {
			return nil, nil
		}
	}
	for _, d := range parent.def.kids {
		if d.name == last && d.kind == Repeat && d.count == nil {
			return parent, d
		}
	}
	return nil, nil
}

// find returns the answer at path, or nil.
func (a *Answers) find(path string) *node {
	if len(path) > mostDepth*(4*mostName+8) {
		return nil
	}
	var parts []int
	plain := path
	if strings.IndexByte(path, '[') >= 0 {
		var s strings.Builder
		for i, name := range strings.Split(path, "/") {
			if i > 0 {
				s.WriteByte('/')
			}
			if before, number, ok := strings.Cut(name, "["); ok {
				n, err := strconv.Atoi(strings.TrimSuffix(number, "]"))
				if err != nil || n < 1 || !strings.HasSuffix(number, "]") {
					return nil
				}
				parts = append(parts, n)
				name = before
			}
			s.WriteString(name)
		}
		plain = s.String()
	}
	d := a.form.byPath[plain]
	if d == nil || len(parts) != len(d.repeats) {
		return nil
	}
	var chain [mostDepth + 2]*field
	depth := 0
	for p := d; p.parent != nil; p = p.parent {
		chain[depth] = p
		depth++
	}
	n := a.root
	for depth--; depth >= 0; depth-- {
		slot, i := n.slots[chain[depth].ordinal], 1
		if chain[depth].kind == Repeat {
			i, parts = parts[0], parts[1:]
		}
		if i > len(slot) {
			return nil
		}
		n = slot[i-1]
	}
	return n
}

// join writes where n stands, as Fill reads it, under the path above.
func join(above string, n *node) string {
	p := n.name
	if n.def.kind == Repeat {
		p += "[" + strconv.Itoa(n.pos) + "]"
	}
	if above != "" {
		return above + "/" + p
	}
	return p
}
