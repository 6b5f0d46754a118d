package legal

import (
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
)

// Names of the things of this part.
type (
	PaperID       string
	RestorationID string
	StepID        string
)

// Sealed fields of papers, restorations and steps.
const (
	fieldNumber = "number"
	fieldNote   = "note"
	fieldTitle  = "title"  // of a step of our own
	fieldOffice = "office" // where a step is taken, when it is no organisation of the house
)

// States of a paper that rules ask for; see code list document-state.
const (
	Has           = "has"
	Expired       = "expired"
	BeingRestored = "being-restored"
)

// PaperKinds lists the papers a register speaks of, codes of document-kind: who
// someone is and what she may, not letters or pictures.
func PaperKinds() []string {
	return []string{"passport", "id-card", "birth-certificate", "return-certificate", "residence-permit", "visa-registration",
		"stateless-certificate", "marriage-certificate", "driving-licence", "work-book", "school-certificate", "status-decision", "other"}
}

// A NewPaper is what a form says about a paper. Only the kind is needed.
type NewPaper struct {
	Kind        string
	State       string // code list document-state; empty is not known
	Country     string
	Needed      bool // she needs it for what she wants to do
	Issued      pana.Fuzzy
	Expires     pana.Date // as it stands on the paper
	Place       string    // code list paper-place
	Document    pana.DocumentID
	Source      pana.Source
	Interpreted bool
	Number      string // sealed
	Note        string // sealed
}

// A Paper is one line of the register as a reader may see it.
type Paper struct {
	NewPaper
	ID       PaperID
	Was      string // the state it was first written down in
	Obtained pana.Date
	By       pana.StaffID
	At       int64
	Version  int64
	Closed   bool          // her keys do not open the words
	Ways     []Restoration // how it is or was restored, the newest first
}

func (n NewPaper) clean(op string, today pana.Date) (NewPaper, error) {
	if n.Kind == "" {
		return n, pana.Refuse(op, "kind", "paper.kind.missing")
	}
	if err := casework.CheckOneOf(op, "kind", n.Kind, PaperKinds()...); err != nil {
		return n, err
	}
	for _, c := range []struct{ field, list, code string }{{"state", "document-state", n.State}, {"country", "country", n.Country}, {"place", "paper-place", n.Place}} {
		if err := casework.CheckCode(op, c.field, c.list, c.code); err != nil {
			return n, err
		}
	}
	if err := n.Issued.Valid(); err != nil {
		return n, at(err, op, "issued")
	}
	if n.Issued.Earliest > today {
		return n, pana.Refuse(op, "issued", "date.future")
	}
	var err error
	if n.Expires, err = casework.Day(op, "expires", n.Expires); err != nil {
		return n, err
	}
	if n.Expires != "" && n.Expires < n.Issued.Earliest {
		return n, pana.Refuse(op, "expires", "paper.expires.before")
	}
	if err := casework.CheckSource(op, n.Source); err != nil {
		return n, err
	}
	if n.Number, err = casework.Text(op, "number", n.Number, casework.MostLine); err != nil {
		return n, err
	}
	n.Note, err = casework.Text(op, "note", n.Note, casework.MostNote)
	return n, err
}

// Stands is the state of the paper on a day: one that the file calls there is
// out of date once its last day is past.
func (p Paper) Stands(today pana.Date) string {
	if p.State == Has && p.Expires != "" && p.Expires < today {
		return Expired
	}
	return p.State
}

// Here reports whether the paper can be used on a day.
func (p Paper) Here(today pana.Date) bool { return p.Stands(today) == Has }

// Missing reports whether she needs the paper and cannot use it on a day.
func (p Paper) Missing(today pana.Date) bool { return p.Needed && !p.Here(today) }

// Running returns the way in which the paper is being restored, if it is.
func (p Paper) Running() (Restoration, bool) {
	i := slices.IndexFunc(p.Ways, func(w Restoration) bool { return w.Ended == "" })
	if i < 0 {
		return Restoration{}, false
	}
	return p.Ways[i], true
}

// differs names the fields in which n is not what stands, as forms call them.
func (n NewPaper) differs(p NewPaper) []string {
	var fields []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"kind", n.Kind == p.Kind}, {"state", n.State == p.State}, {"country", n.Country == p.Country}, {"needed", n.Needed == p.Needed},
		{"issued", n.Issued == p.Issued}, {"expires", n.Expires == p.Expires}, {"place", n.Place == p.Place}, {"document", n.Document == p.Document},
		{"source", n.Source == p.Source && n.Interpreted == p.Interpreted}, {"number", n.Number == p.Number}, {"note", n.Note == p.Note},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}

func (n NewPaper) words() []casework.Say {
	return []casework.Say{{Field: fieldNumber, Text: n.Number}, {Field: fieldNote, Text: n.Note}}
}

// values are the columns of n for the line of the trail.
func (n NewPaper) values(client pana.ClientID) []any {
	return []any{client, n.Kind, n.State, n.Country, n.Needed, n.Issued, n.Expires, n.Place, n.Document, n.Source, n.Interpreted}
}

// at says where a refusal of package pana stands in our form.
func at(err error, op, field string) error {
	if e, ok := err.(*pana.Error); ok {
		moved := *e
		moved.Op, moved.Field = op, field
		return &moved
	}
	return err
}
