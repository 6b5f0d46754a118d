package assessment

import (
	"cmp"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
)

// AreaList is the code list of the areas of an assessment.
const AreaList = "area"

// An Area is what was written of one area of life: how far she manages, how soon
// something is to be done, her own words beside the worker's.
type Area struct {
	ID          string       `db:"id"`
	Area        string       `db:"area"`    // code list area
	Number      int          `db:"number"`  // how often this area has been written in this assessment
	Level       int          `db:"level"`   // code list need-level: 1 needs help now … 5 manages alone; 0 not said
	Urgency     string       `db:"urgency"` // code list urgency
	Source      pana.Source  `db:"source"`
	Interpreted bool         `db:"interpreted"`
	On          pana.Date    `db:"on_day"`
	By          pana.StaffID `db:"by_staff"`
	Text        string       // the worker's words
	Told        string       // the client's own words
	Closed      bool         // there are words, but the reader's keys do not open them
	Hidden      bool         // it belongs to a part of the file that the reader may not open: nothing else is told
}

// Needs reports whether something is to be done here: it is wanted now, soon or
// later, or she does not manage without help and nobody said that it can rest.
func (a Area) Needs() bool {
	switch a.Urgency {
	case "now", "soon", "later":
		return true
	case "none":
		return false
	}
	return a.Level > 0 && a.Level <= 3
}

// Areas lists the codes of all areas in the order of the list.
func Areas() []string {
	list, ok := codes.Get(AreaList)
	if !ok {
		return nil
	}
	var all []string
	for _, it := range list.Offered() {
		all = append(all, it.Code)
	}
	return all
}

// CompartmentOf returns the part of a file to which an area belongs.
func CompartmentOf(area string) pana.Compartment {
	switch area {
	case "safety":
		return pana.Safety
	case "health":
		return pana.Health
	case "papers", "court":
		return pana.Legal
	}
	return pana.Care
}

// A Sitting is one area as a form sends it. Everything but the area may be empty.
type Sitting struct {
	Area        string
	Level       int
	Urgency     string
	Source      pana.Source
	Interpreted bool
	Text        string
	Told        string
	Number      int // of the area, as the page showed it; 0 when nothing was written yet
}

func (s Sitting) clean(op string) (Sitting, error) {
	if s.Area == "" || !slices.Contains(Areas(), s.Area) {
		return s, casework.Gone(op)
	}
	if s.Level != 0 {
		if err := casework.CheckCode(op, "level", "need-level", strconv.Itoa(s.Level)); err != nil {
			return s, err
		}
	}
	if err := casework.CheckCode(op, "urgency", "urgency", s.Urgency); err != nil {
		return s, err
	}
	if err := casework.CheckSource(op, s.Source); err != nil {
		return s, err
	}
	err := cleanWords(op, &s.Text, &s.Told)
	return s, err
}

// differs names the fields in which a form and what is kept differ.
func (s Sitting) differs(kept Area) []string {
	var fields []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"level", s.Level == kept.Level}, {"urgency", s.Urgency == kept.Urgency}, {"source", s.Source == kept.Source},
		{"interpreted", s.Interpreted == kept.Interpreted}, {"text", s.Text == kept.Text}, {"told", s.Told == kept.Told},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}

// A Shift is how one area stood in two assessments.
type Shift struct {
	Area      string
	Then, Now int // levels; 0 when nothing was said
}

// Compare lays two assessments side by side, in the order of the areas. An area
// that is hidden in either, or said in neither, is left out.
func Compare(then, now []Area) []Shift {
	at := map[string]Shift{}
	hidden := map[string]bool{}
	for _, a := range then {
		at[a.Area] = Shift{Area: a.Area, Then: a.Level}
		hidden[a.Area] = a.Hidden
	}
	for _, a := range now {
		s := at[a.Area]
		s.Area, s.Now = a.Area, a.Level
		at[a.Area] = s
		hidden[a.Area] = hidden[a.Area] || a.Hidden
	}
	var all []Shift
	for _, area := range Areas() {
		if s, ok := at[area]; ok && !hidden[area] && s.Then+s.Now > 0 {
			all = append(all, s)
		}
	}
	return all
}

// byOrder sorts areas as the list has them.
func byOrder(areas []Area) {
	order := Areas()
	slices.SortFunc(areas, func(a, b Area) int { return cmp.Compare(slices.Index(order, a.Area), slices.Index(order, b.Area)) })
}
