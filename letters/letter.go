package letters

import (
	"fmt"
	"slices"
	"strings"

	"example.org/pana"
)

// A Letter is one about a client: written, looked at, handed out, and kept as it
// left; or dropped.
type Letter struct {
	ID           ID                  `db:"id"`
	Count        int                 `db:"number"` // of her letters
	Kind         string              `db:"kind"`   // code list letter-kind
	Language     string              `db:"language"`
	Template     TemplateID          `db:"template_id"`
	Organisation pana.OrganisationID `db:"organisation_id"`
	Named        bool                `db:"named"`
	Basis        string              `db:"basis"` // code list disclosure-basis
	FactList     string              `db:"facts"`
	Edition      int                 `db:"edition"`
	Since        pana.Date           `db:"since"`
	SeenEdition  int                 `db:"seen_edition"`
	SeenBy       pana.StaffID        `db:"seen_by"`
	HandedOn     pana.Date           `db:"handed_on"`
	HandedBy     pana.StaffID        `db:"handed_by"`
	OutNumber    int                 `db:"out_number"` // of the house and year
	OutYear      int                 `db:"out_year"`
	DroppedOn    pana.Date           `db:"dropped_on"`
	By           pana.StaffID        `db:"by_staff"`

	Subject, Text, To, Ground string // words
	Closed                    bool   // there are words, but her keys do not open them
	Missing                   []Missing
}

// Fields of the sealed words of table client_letters, in the compartment of the kind.
const (
	fieldSubject = "subject"
	fieldText    = "text"
	fieldTo      = "to"
	fieldGround  = "ground"
	fieldValues  = "values" // as it left, JSON
)

// Facts are what the letter tells, by the words of the gate of consent.
func (x Letter) Facts() []string { return strings.Fields(x.FactList) }

// Number is the number under which it left, such as 7/2026; empty until then.
func (x Letter) Number() string {
	if x.OutNumber == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", x.OutNumber, x.OutYear)
}

// Open reports whether the letter is neither handed out nor dropped.
func (x Letter) Open() bool { return x.HandedOn == "" && x.DroppedOn == "" }

// leaving are the facts that the gate of consent is asked about: those ticked, and
// her name where she is named.
func (x Letter) leaving() []string {
	facts := x.Facts()
	if x.Named {
		facts = append([]string{"name"}, facts...)
	}
	return facts
}

// What is missing before a letter may leave.
const (
	MissingConsent = "consent" // she has not agreed that this office has this fact
	MissingSecond  = "second"  // nobody else has looked at these words
	MissingOffice  = "office"  // the house does not work with it any more
	MissingHead    = "head"    // the template asks how the house heads its letters
	MissingName    = "name"    // by name, and the reader's keys open no name or there is none
	MissingWords   = "words"   // her keys do not open the words
	MissingNamed   = "named"   // by code, and the words say her name
)

// A Missing is one thing that keeps a letter in the house.
type Missing struct {
	What string
	Fact string // of MissingConsent; empty for leave to turn to the office at all
}

// lacks reports what is missing, as far as it hangs on the letter alone.
func (x Letter) lacks() []Missing {
	var all []Missing
	if kinds[x.Kind].two && (x.SeenBy == "" || x.SeenEdition != x.Edition) {
		all = append(all, Missing{What: MissingSecond})
	}
	return all
}

// Lacks reports whether something of a kind is missing.
func (x Letter) Lacks(what string) bool {
	return slices.ContainsFunc(x.Missing, func(m Missing) bool { return m.What == what })
}

// A NewLetter is what is written of a letter.
type NewLetter struct {
	Kind         string
	Template     TemplateID
	Language     string
	Organisation pana.OrganisationID
	Named        string // "name" or "code"; chosen each time
	Basis        string
	Facts        []string
	Subject      string
	Text         string
	To           string // whose hand it goes to in the office
	Ground       string // which law, which order, which danger
}

// ByName and ByCode are how somebody stands in a letter or a journal.
const (
	ByName = "name"
	ByCode = "code"
)
