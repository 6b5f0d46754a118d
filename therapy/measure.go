package therapy

import (
	"example.org/pana"
	"example.org/pana/casework"
)

// A NewMeasure is a questionnaire as she answered it: item by item in a wording
// that is held, or the total of a paper form.
type NewMeasure struct {
	Instrument string
	Language   string // of the wording, or of the paper form
	On         pana.Date
	Answers    []int  // one an item, Skipped where she passed it over; nil for a total
	Total      string // as written on the paper form
	Thoughts   string // of a total: was there an answer that asks for safety: yes, no or empty
	Early      string // code list instrument-early: why before trust
	Supersedes string // the measure that this one corrects
	Alert      string // the line of the alert that is raised when safety is asked for
}

// Ways in which a questionnaire came in.
const (
	ByItems = "items"
	ByTotal = "total"
)

// A Measure is a questionnaire that a client answered.
type Measure struct {
	ID         string       `db:"id"`
	Instrument string       `db:"instrument"`
	Version    string       `db:"version"`
	Language   string       `db:"language"`
	Way        string       `db:"way"`
	On         pana.Date    `db:"on_day"`
	Early      string       `db:"early"`
	Change     string       `db:"change"`      // against the one before
	SinceFirst string       `db:"since_first"` // against the first
	ShownOn    pana.Date    `db:"shown_on"`
	Supersedes string       `db:"supersedes"`
	By         pana.StaffID `db:"by_staff"`

	Score   int   `db:"-"`
	Scored  bool  `db:"-"` // there is a score
	Answers []int `db:"-"`
	Safety  bool  `db:"-"` // an answer asks for safety
	Closed  bool  `db:"-"` // her keys do not open the compartment
}

// Fields of its sealed words, table therapy_measures, compartment therapy.
const (
	fieldScore   = "score"
	fieldAnswers = "answers"
	fieldSafety  = "safety"

	safetyYes = "1"
	safetyNo  = "0"
)

// checked is a new measure that holds together.
type checked struct {
	Measure
	in Instrument
}

// clean returns n as it is kept.
func (n NewMeasure) clean(op string, today pana.Date) (checked, error) {
	var m checked
	in, ok := InstrumentNamed(n.Instrument)
	if !ok {
		return m, pana.Refuse(op, "instrument", "codes.unknown")
	}
	m.in = in
	m.Measure = Measure{Instrument: in.Name, Version: in.Version, Language: n.Language, Supersedes: n.Supersedes, Early: n.Early}
	if err := casework.CheckCode(op, "language", "language", n.Language); err != nil {
		return m, err
	}
	if err := casework.CheckCode(op, "early", "instrument-early", n.Early); err != nil {
		return m, err
	}
	var err error
	if m.On, err = casework.Past(op, "on", n.On, today); err != nil {
		return m, err
	}
	if m.On == "" {
		m.On = today
	}
	if n.Answers == nil {
		return m, m.total(op, n)
	}
	return m, m.items(op, n)
}

func (m *checked) items(op string, n NewMeasure) error {
	w, held := m.in.In(n.Language)
	if !held || len(n.Answers) != m.in.Items {
		return pana.Refuse(op, "language", "instrument.wording")
	}
	given := 0
	for _, a := range n.Answers {
		if a < Skipped || a >= m.in.Answers {
			return pana.Refuse(op, "items", "codes.unknown")
		}
		if a != Skipped {
			given++
		}
	}
	if given == 0 {
		return pana.Refuse(op, "items", "instrument.empty")
	}
	m.Way, m.Version, m.Answers = ByItems, m.in.Version+"/"+w.Version, n.Answers
	m.Score, m.Scored = m.in.Score(n.Answers)
	m.Safety = m.in.AsksForSafety(n.Answers)
	return nil
}

func (m *checked) total(op string, n NewMeasure) error {
	m.Way = ByTotal
	if m.Score, m.Scored = m.in.ReadTotal(n.Total); !m.Scored {
		return &pana.Error{Op: op, Kind: pana.Invalid, Field: "total", Say: "instrument.total",
			With: map[string]any{"Least": m.in.Paper(m.in.Least), "Most": m.in.Paper(m.in.Most)}}
	}
	if n.Language == "" {
		return pana.Refuse(op, "language", "instrument.language")
	}
	if err := casework.CheckOneOf(op, "thoughts", n.Thoughts, "yes", "no"); err != nil {
		return err
	}
	m.Safety = len(m.in.Safety) > 0 && n.Thoughts == "yes"
	return nil
}

// Paper is a score as it stands on a paper form, before it is multiplied.
func (in Instrument) Paper(score int) string {
	in.Times = 1
	return in.Shown(score)
}
