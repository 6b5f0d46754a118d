package legal

import (
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
)

// Names of the things of this part.
type (
	CaseID    string
	HearingID string
)

// More sealed fields.
const (
	fieldTold      = "told"      // in her own words
	fieldStatement = "statement" // kept only if her lawyer wants it
	fieldRoom      = "room"
	fieldResult    = "result"
)

// Whether the client wishes to take part in court.
const (
	WishYes       = "yes"
	WishNo        = "no"
	WishUndecided = "undecided"
)

// CaseFacts are what a form says about a case. Only the kind is needed.
type CaseFacts struct {
	Kind        string // code list case-kind
	Role        string // code list court-role: the one place with the law's own words
	Stage       string // code list court-stage; empty means report
	LawyerStaff pana.StaffID
	Payer       string // who pays the lawyer, code list payer-kind
	Office      pana.OrganisationID
	Measures    map[string]string // protective-measure to asked-state
	Wanted      bool              // her lawyer wants a statement kept here
	Number      string            // sealed
	Note        string            // sealed
	Statement   string            // sealed; only if Wanted
}

// A Case is a case in which a client has a part.
type Case struct {
	CaseFacts
	ID           CaseID
	LawyerPerson pana.PersonID
	Opened       pana.Date
	By           pana.StaffID
	Version      int64
	Closed       bool
	Stages       []CaseStage // the newest first
	Money        []Compensation
	Deadlines    []Deadline // the nearest first
	Hearings     []Hearing  // by day
}

// A CaseStage is where a case stood from a day on.
type CaseStage struct {
	Stage string    `db:"stage"`
	Since pana.Date `db:"since"`
}

// Over reports whether nothing more is awaited of the case.
func (c Case) Over() bool { return c.Stage == "executed" || c.Stage == "discontinued" }

// HasLawyer reports whether somebody stands beside her.
func (c Case) HasLawyer() bool { return c.LawyerStaff != "" || c.LawyerPerson != "" }

func (n CaseFacts) clean(op string, lawyer casework.Someone) (CaseFacts, error) {
	if n.Kind == "" {
		return n, pana.Refuse(op, "kind", "court.kind.missing")
	}
	if n.Stage == "" {
		n.Stage = "report"
	}
	for _, c := range []struct{ field, list, code string }{{"kind", "case-kind", n.Kind}, {"role", "court-role", n.Role}, {"stage", "court-stage", n.Stage}, {"payer", "payer-kind", n.Payer}} {
		if err := codes.Check(op, c.field, c.list, c.code); err != nil {
			return n, err
		}
	}
	if n.LawyerStaff != "" && (lawyer.ID != "" || lawyer.New.Name != "" || lawyer.New.Contact != "") {
		return n, pana.Refuse(op, "lawyer_staff", "court.lawyer.two")
	}
	measures := map[string]string{}
	for measure, state := range n.Measures {
		if err := codes.Check(op, "measure_"+measure, "protective-measure", measure); err != nil {
			return n, err
		}
		if err := codes.Check(op, "measure_"+measure, "asked-state", state); err != nil {
			return n, err
		}
		if state != "" {
			measures[measure] = state
		}
	}
	n.Measures = measures
	var err error
	if n.Number, err = casework.Text(op, "number", n.Number, casework.MostLine); err != nil {
		return n, err
	}
	if n.Note, err = casework.Text(op, "note", n.Note, casework.MostNote); err != nil {
		return n, err
	}
	if n.Statement, err = casework.Text(op, "statement", n.Statement, casework.MostText); err != nil {
		return n, err
	}
	if n.Statement != "" && !n.Wanted {
		return n, pana.Refuse(op, "statement", "court.statement.unwanted")
	}
	return n, nil
}

func (n CaseFacts) differs(c CaseFacts) []string {
	var fields []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"kind", n.Kind == c.Kind}, {"role", n.Role == c.Role}, {"stage", n.Stage == c.Stage}, {"lawyer_staff", n.LawyerStaff == c.LawyerStaff},
		{"payer", n.Payer == c.Payer}, {"office", n.Office == c.Office}, {"wanted", n.Wanted == c.Wanted}, {"number", n.Number == c.Number},
		{"note", n.Note == c.Note}, {"statement", n.Statement == c.Statement},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	l, _ := codes.Get("protective-measure")
	for _, it := range l.Items {
		if n.Measures[it.Code] != c.Measures[it.Code] {
			fields = append(fields, "measure_"+it.Code)
		}
	}
	return fields
}

func (n CaseFacts) words() []casework.Say {
	return []casework.Say{{Field: fieldNumber, Text: n.Number}, {Field: fieldNote, Text: n.Note}, {Field: fieldStatement, Text: n.Statement}}
}

func (n CaseFacts) values(client pana.ClientID, lawyer pana.PersonID) []any {
	values := []any{client, n.Kind, n.Role, n.Stage, lawyer, n.LawyerStaff, n.Payer, n.Office, n.Wanted}
	for _, m := range n.measures() {
		values = append(values, m, n.Measures[m])
	}
	return values
}

// measures are the codes of the measures in order.
func (n CaseFacts) measures() []string {
	var ms []string
	for m := range n.Measures {
		ms = append(ms, m)
	}
	slices.Sort(ms)
	return ms
}
