package form

import (
	"encoding/json"
	"time"

	"example.org/pana"
)

// kept is how answers rest: bound to the form and the version they were given
// to, each under its path.
type kept struct {
	Form    string            `json:"form"`
	Version string            `json:"version,omitempty"`
	Hash    string            `json:"hash"`
	Answers map[string]string `json:"answers"`
	Typed   map[string]string `json:"typed,omitempty"` // what could not be read yet
	Parts   map[string]int    `json:"parts,omitempty"` // how many of each repeat
}

// MarshalJSON writes the answers as they stand, those included that are not
// relevant now: someone who changes her mind twice finds them again.
func (a *Answers) MarshalJSON() ([]byte, error) { return a.keep(false) }

// Final writes only what is relevant, as a form is handed in (ODK XForms:
// irrelevant answers are left out).
func (a *Answers) Final() ([]byte, error) { return a.keep(true) }

func (a *Answers) keep(final bool) ([]byte, error) {
	k := kept{Form: a.form.ID, Version: a.form.Version, Hash: a.form.Hash, Answers: map[string]string{}, Typed: map[string]string{}, Parts: map[string]int{}}
	var walk func(n *node, path string)
	walk = func(n *node, path string) {
		if final && !n.relevant {
			return
		}
		if n.value != "" {
			k.Answers[path] = n.value
		}
		if n.typed != "" && !final {
			k.Typed[path] = n.typed
		}
		for i, slot := range n.slots {
			if d := n.def.kids[i]; d.kind == Repeat && (!final || n.relevant) {
				at := d.name
				if path != "" {
					at = path + "/" + d.name
				}
				k.Parts[at] = len(slot)
				for final && k.Parts[at] > 0 && !slot[k.Parts[at]-1].relevant {
					k.Parts[at]--
				}
			}
			for _, s := range slot {
				walk(s, join(path, s))
			}
		}
	}
	walk(a.root, "")
	return json.Marshal(k)
}

// Load reads answers that were kept. They belong to one version of one form:
// another refuses them (form.answers.version). now is the moment in the
// house's zone.
func (f *Form) Load(text []byte, now time.Time) (*Answers, error) {
	var k kept
	if err := json.Unmarshal(text, &k); err != nil {
		return nil, &pana.Error{Op: "form.Load", Kind: pana.Internal, Say: "form.answers.unreadable", Err: err}
	}
	if k.Hash != f.Hash {
		return nil, &pana.Error{Op: "form.Load", Kind: pana.Conflict, Say: "form.answers.version"}
	}
	a := f.empty(now)
	a.parts(a.root, "", k.Parts)
	a.index()
	for _, all := range a.at {
		for _, n := range all {
			n.value, n.typed, n.wrong = "", "", "" // defaults were for the blank form
		}
	}
	for path, value := range k.Answers {
		if n := a.find(path); n != nil && len(n.def.kids) == 0 && len(value) <= 8*mostValue {
			n.value, n.wrong, n.typed = value, "", ""
		}
	}
	for path, typed := range k.Typed {
		if n := a.find(path); n != nil && n.def.kind.asked() {
			n.take(a, []string{typed})
		}
	}
	a.relevances()
	return a, nil
}

// parts gives every repeat as many parts as were kept.
func (a *Answers) parts(n *node, path string, counts map[string]int) {
	for i, d := range n.def.kids {
		if d.kind == Repeat {
			at := d.name
			if path != "" {
				at = path + "/" + d.name
			}
			want := min(counts[at], mostRepeats)
			n.slots[i] = n.slots[i][:min(len(n.slots[i]), max(want, 0))]
			for len(n.slots[i]) < want && a.nodes < mostNodes {
				n.slots[i] = append(n.slots[i], a.grow(d, n))
			}
		}
		for j, k := range n.slots[i] {
			k.pos = j + 1
			a.parts(k, join(path, k), counts)
		}
	}
}

// relevances finds out what is shown, without calculating anything anew: what
// was handed in stays as it was.
func (a *Answers) relevances() {
	a.e.steps, a.e.failed = 0, ""
	for _, u := range a.form.order {
		if u.what == counting {
			a.beyond(u.field)
		}
		if u.what != relevance {
			continue
		}
		for _, n := range a.at[u.field.index] {
			n.relevant = !n.beyond && (n.parent == nil || n.parent.relevant) &&
				(u.field.relevant == nil || a.e.eval(u.field.relevant.x, here(n)).bool())
		}
	}
	a.failed = a.e.failed
	for _, all := range a.at {
		for _, n := range all {
			n.changed = false
		}
	}
}

// beyond hides the parts that a count leaves out, adding and taking none.
func (a *Answers) beyond(d *field) {
	for _, parent := range a.at[d.parent.index] {
		asking := &node{def: d, name: d.name, parent: parent, pos: 1, relevant: true}
		want := a.e.number(a.e.eval(d.count.x, here(asking)))
		for i, n := range parent.slots[d.ordinal] {
			n.beyond = parent.relevant && !(float64(i+1) <= want)
		}
	}
}
