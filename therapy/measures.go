package therapy

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// A Series are the times that a client answered one questionnaire, the first
// first.
type Series struct {
	Instrument Instrument
	Measures   []Measure
}

// Last returns the latest time, and false when there is none.
func (s Series) Last() (Measure, bool) {
	if len(s.Measures) == 0 {
		return Measure{}, false
	}
	return s.Measures[len(s.Measures)-1], true
}

// Before returns the latest time with a score before m, and false when there is none.
func (s Series) Before(m Measure) (before Measure, ok bool) {
	for _, b := range s.Measures {
		if b.ID == m.ID {
			break
		}
		if b.Scored {
			before, ok = b, true
		}
	}
	return before, ok
}

// Find returns one time by its id.
func (s Series) Find(id string) (Measure, bool) {
	for _, m := range s.Measures {
		if m.ID == id {
			return m, true
		}
	}
	return Measure{}, false
}

// Measures are the questionnaires of one client for the psychologist who works
// with her.
type Measures struct {
	Client casework.Client
	Series []Series
	Early  bool // it would come before trust, or without her consent to a file
}

// Of returns the series that holds a measure.
func (m Measures) Of(id string) (Series, Measure, bool) {
	for _, s := range m.Series {
		if one, ok := s.Find(id); ok {
			return s, one, true
		}
	}
	return Series{}, Measure{}, false
}

// Measures returns every questionnaire the client with a code has answered, with
// answers and scores. It needs SeeInstruments: a psychologist who works with her.
func (t *Therapy) Measures(ctx context.Context, code string) (Measures, error) {
	var all Measures
	err := t.files.Read(ctx, code, policy.SeeInstruments, func(r *casework.Reading) error {
		all = Measures{Client: r.Client}
		agreed, err := r.Allowed(pana.ServiceFile, "", "")
		if err != nil {
			return err
		}
		all.Early = tooEarly(r.Episode.Stage, agreed)
		list, err := measuresOf(r.Ctx, r.Tx, r.Client.ID, "")
		if err != nil {
			return err
		}
		rows := make([]string, len(list))
		for i, m := range list {
			rows[i] = m.ID
		}
		said, err := r.Words(rows, pana.Therapy)
		if err != nil {
			return err
		}
		for _, in := range instruments {
			s := Series{Instrument: in}
			for _, m := range list {
				if m.Instrument == in.Name {
					s.Measures = append(s.Measures, m.with(said))
				}
			}
			if len(s.Measures) > 0 {
				all.Series = append(all.Series, s)
			}
		}
		return nil
	})
	return all, err
}

// with fills in what is sealed.
func (m Measure) with(said casework.Said) Measure {
	const table = "therapy_measures"
	m.Closed = said.Closed(pana.Therapy)
	m.Score, m.Scored = readScore(said.Of(table, m.ID, fieldScore))
	m.Answers = readAnswers(said.Of(table, m.ID, fieldAnswers))
	m.Safety = said.Of(table, m.ID, fieldSafety) == safetyYes
	return m
}
