package legal

import (
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
)

// HearingFacts are what a form says about a day in court or with the police. Only
// the day is needed.
type HearingFacts struct {
	Kind        string // code list hearing-kind; empty means hearing
	On          pana.Date
	Clock       string
	Office      pana.OrganisationID
	Interpreter pana.StaffID // a colleague; somebody from outside is a person around her
	Language    string
	Entrance    string         // a separate way in, code list asked-state
	Video       string         // by video link, code list asked-state
	Prepared    pana.Date      // when it was gone through with her
	Escorts     []pana.StaffID // who goes along
	Payer       string         // of the hours, code list payer-kind
	Room        string         // sealed
	Note        string         // sealed
	Unasked     bool           // she was not asked about whoever interpreted; only of a day that has come
}

// A Hearing is one such day.
type Hearing struct {
	HearingFacts
	Outcome
	ID      HearingID
	Case    CaseID
	Outside pana.PersonID // the interpreter from outside
	By      pana.StaffID
	Version int64
	Closed  bool
}

// Ahead reports whether the hearing is still to come on a day.
func (h Hearing) Ahead(today pana.Date) bool { return h.Result == "" && h.On >= today }

// Open reports whether nobody has written down what became of it.
func (h Hearing) Open() bool { return h.Result == "" }

// Interpreted reports whether somebody will interpret.
func (h Hearing) Interpreted() bool { return h.Interpreter != "" || h.Outside != "" }

func (n HearingFacts) clean(op string, interpreter casework.Someone, today pana.Date) (HearingFacts, error) {
	if n.Kind == "" {
		n.Kind = "hearing"
	}
	for _, c := range []struct{ field, list, code string }{{"kind", "hearing-kind", n.Kind}, {"language", "language", n.Language},
		{"entrance", "asked-state", n.Entrance}, {"video", "asked-state", n.Video}, {"payer", "payer-kind", n.Payer}} {
		if err := codes.Check(op, c.field, c.list, c.code); err != nil {
			return n, err
		}
	}
	var err error
	if n.On, err = casework.Day(op, "on", n.On); err != nil {
		return n, err
	}
	if n.On == "" {
		return n, pana.Refuse(op, "on", "court.day.missing")
	}
	if err = casework.Clock(op, "clock", n.Clock); err != nil {
		return n, err
	}
	if n.Prepared, err = casework.Past(op, "prepared", n.Prepared, today); err != nil {
		return n, err
	}
	if n.Interpreter != "" && (interpreter.ID != "" || interpreter.New.Name != "" || interpreter.New.Contact != "") {
		return n, pana.Refuse(op, "interpreter_staff", "court.interpreter.two")
	}
	n.Escorts = slices.DeleteFunc(slices.Clone(n.Escorts), func(s pana.StaffID) bool { return s == "" })
	slices.Sort(n.Escorts)
	if n.Escorts = slices.Compact(n.Escorts); len(n.Escorts) > mostEscorts {
		return n, pana.Refuse(op, "escorts", "court.escorts.many")
	}
	if n.Room, err = casework.Text(op, "room", n.Room, casework.MostLine); err != nil {
		return n, err
	}
	n.Note, err = casework.Text(op, "note", n.Note, casework.MostNote)
	return n, err
}

// mostEscorts is how many go along at most.
const mostEscorts = 6

func (n HearingFacts) differs(h HearingFacts) []string {
	var fields []string
	for _, f := range []struct {
		name string
		same bool
	}{
		{"kind", n.Kind == h.Kind}, {"on", n.On == h.On}, {"clock", n.Clock == h.Clock}, {"office", n.Office == h.Office},
		{"interpreter_staff", n.Interpreter == h.Interpreter}, {"language", n.Language == h.Language}, {"entrance", n.Entrance == h.Entrance},
		{"video", n.Video == h.Video}, {"prepared", n.Prepared == h.Prepared}, {"escorts", slices.Equal(n.Escorts, h.Escorts)},
		{"payer", n.Payer == h.Payer}, {"room", n.Room == h.Room}, {"note", n.Note == h.Note},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}

func (n HearingFacts) words() []casework.Say {
	return []casework.Say{{Field: fieldRoom, Text: n.Room}, {Field: fieldNote, Text: n.Note}}
}

func (n HearingFacts) values(client pana.ClientID, outside pana.PersonID) []any {
	return []any{client, n.Kind, n.On, n.Clock, n.Office, n.Interpreter, outside, n.Language, n.Entrance, n.Video, n.Prepared, n.Escorts, n.Payer}
}
