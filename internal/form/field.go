package form

// A field is one row of the survey as it was judged: a question, a note, a
// calculation, a group or a repeat.
type field struct {
	kind    Kind
	which   string // of Meta and Unasked: which one
	name    string
	path    string // names from the top, with slashes
	parent  *field
	kids    []*field
	ordinal int // its place among parent's kids
	index   int // its place in the form
	repeats []*field
	place   place

	label, hint, guidance, requiredSay, constraintSay text
	appearance                                        string
	readOnly                                          bool
	list                                              *list
	other                                             bool // "other" is a choice, and a field of its own follows
	literal                                           string
	start, end, step                                  float64 // of a Range

	dflt, calculation, relevant, required, constraint, filter, count *expression
	triggers                                                         []*field
}

// An expression is one that was parsed and judged, and where it stands.
type expression struct {
	x     expr
	place place
}

// add hangs kid under d.
func (d *field) add(kid *field) {
	kid.parent, kid.ordinal = d, len(d.kids)
	kid.repeats = d.repeats
	if kid.kind == Repeat {
		kid.repeats = append(append([]*field{}, d.repeats...), kid)
	}
	kid.path = kid.name
	if d.path != "" {
		kid.path = d.path + "/" + kid.name
	}
	d.kids = append(d.kids, kid)
}

// computed reports whether its answer is calculated rather than given.
func (d *field) computed() bool { return d.calculation != nil && !d.kind.holds() }

// A list is a list of choices.
type list struct {
	name    string
	place   place
	choices []*choice
	byName  map[string]*choice
	columns map[string]bool // further columns that filters may ask
	root    *node           // as instance('name') sees it
}

type choice struct {
	name  string
	label text
	item  *node
	order int
}
