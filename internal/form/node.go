package form

import "strings"

// A node is one answer, or a group of them, in a form that is being filled; or
// an item of a list of choices, which expressions may ask the same way.
type node struct {
	def    *field
	name   string
	value  string // as expressions see it
	parent *node
	slots  [][]*node // by the place of the kid's field; a repeat has several in one
	pos    int       // from 1, among those of the same field

	relevant bool
	beyond   bool   // a part of a counted repeat that the count leaves out
	typed    string // what was typed and could not be taken
	wrong    string // why, as a message key
	changed  bool   // in the turn that is being computed
}

// put adds a leaf, or sets it when it is there.
func (n *node) put(name, value string) {
	for _, s := range n.slots {
		if s[0].name == name {
			s[0].value = value
			return
		}
	}
	n.slots = append(n.slots, []*node{{name: name, value: value, parent: n, pos: 1, relevant: true}})
}

// string is the node's string-value (XPath 1.0, 5.2): its own text, or that of
// everything below. An irrelevant answer is empty (ODK XForms, bind/@relevant).
func (n *node) string() string {
	if !n.relevant {
		return ""
	}
	if len(n.slots) == 0 {
		return n.value
	}
	s, _ := n.collect()
	return s
}

// collect is string for a group, and how many answers it went through.
func (n *node) collect() (string, int) {
	var s strings.Builder
	steps := 0
	n.write(&s, &steps)
	return s.String(), steps
}

func (n *node) write(s *strings.Builder, steps *int) {
	if *steps++; !n.relevant || s.Len() > mostValue {
		return
	}
	s.WriteString(n.value)
	for _, slot := range n.slots {
		for _, k := range slot {
			k.write(s, steps)
		}
	}
}

func (n *node) root() *node {
	for n.parent != nil {
		n = n.parent
	}
	return n
}
