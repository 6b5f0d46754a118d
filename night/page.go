package night

import (
	"strings"

	"example.org/pana"
)

// Kinds of pages that the house writes for itself, for each of its sites. None of
// them is filled in beforehand.
const (
	NotBack = "not-back" // what is done when somebody is not back, a step a line
	Numbers = "numbers"  // whom to call, a number a line
	Meeting = "meeting"  // where everybody meets when there is a fire
)

// PageKinds lists them.
func PageKinds() []string { return []string{Numbers, NotBack, Meeting} }

// A Page is one of them. Its words rest under the key of the house.
type Page struct {
	Kind    string
	Text    string
	By      pana.StaffID
	Version int64
}

// Bounds of one page.
const (
	mostPage      = 2000 // letters
	mostPageLines = 20
)

// Lines returns what stands on each line, empty ones left out.
func (p Page) Lines() []string {
	var lines []string
	for line := range strings.SplitSeq(p.Text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// A Number is one line of the page of numbers: who, and the number itself.
type Number struct{ Who, Number string }

// Numbers returns the lines that end in a telephone number, and the others as they
// stand, without a number.
func (p Page) Numbers() []Number {
	var all []Number
	for _, line := range p.Lines() {
		who, number := line, ""
		if i := strings.IndexFunc(line, func(r rune) bool { return r == '+' || r >= '0' && r <= '9' }); i >= 0 && dialled(line[i:]) {
			who, number = strings.TrimRight(line[:i], " :—–-·,"), strings.TrimSpace(line[i:])
		}
		all = append(all, Number{who, number})
	}
	return all
}

// dialled reports whether a text is nothing but a telephone number.
func dialled(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("+ ()-", r):
			return false
		}
	}
	return digits >= 2 && digits <= 20
}
