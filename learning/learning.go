// Package learning keeps what a client learned, learns and works, and what she
// makes; and, for a child, the place at school and the child's own next steps.
//
// Nothing here measures a mind. How lessons can be made easy is asked, never what
// would be wrong with her; and what is remembered as an autumn stays an autumn.
package learning

import (
	"embed"
	"io/fs"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Learning keeps the learning of the clients of one house. Its methods act for the
// actor of their context.
type Learning struct {
	h     *house.House
	files *casework.Casework
}

// New returns the learning chapter of h, whose clients are kept in files.
func New(h *house.House, files *casework.Casework) *Learning { return &Learning{h, files} }

// Kinds of records.
type (
	CourseID  string
	JobID     string
	ShowingID string
	PlaceID   string
	StepID    string
)

// Fields of the sealed words of each table, compartment care.
const (
	fieldGroup = "group" // the class or group of a child
	fieldTold  = "told"  // her own words: of school, a wish, a job; what a child says
	fieldWhy   = "why"   // schoolings: what kept her away; course_steps, jobs: why it ended
	fieldHelps = "helps" // schoolings: what helps, in words
	fieldTitle = "title" // courses, jobs: what it is called
	fieldNote  = "note"
	fieldWhere = "where" // showings
	fieldText  = "text"  // own_steps: the step in the child's own words

	mostTitle = 200 // runes of what something is called
)

// openWords opens the care words of a row that an act is about to put others in
// the place of. Whoever cannot read them cannot know what she overwrites:
// "learning.closed".
func openWords(e *casework.Entry, op, table, row string) (map[string]string, error) {
	said, open, err := e.Words(pana.Care, table, row)
	if err == nil && !open {
		err = &pana.Error{Op: op, Kind: pana.Forbidden, Say: "learning.closed"}
	}
	return said, err
}

// text is one sealed text of a form, with its bound.
type text struct {
	field string
	into  *string
	most  int
}

// clean cleans texts in place.
func clean(op string, texts ...text) error {
	for _, t := range texts {
		var err error
		if *t.into, err = casework.Text(op, t.field, *t.into, t.most); err != nil {
			return err
		}
	}
	return nil
}

// code is one coded answer of a form.
type code struct{ field, list, value string }

func checkCodes(op string, codes ...code) error {
	for _, c := range codes {
		if err := casework.CheckCode(op, c.field, c.list, c.value); err != nil {
			return err
		}
	}
	return nil
}
