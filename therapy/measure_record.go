package therapy

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// Ask writes down a questionnaire that a client answered, or corrects one: nothing
// is overwritten. Answers and score are sealed; the columns say only how it has
// changed. An answer that asks for safety raises an alert that does not say which,
// and is returned as safety.
//
// Before trust, or without her consent to a file, a reason is asked for
// ("instrument.early"): the psychologist decides. It refuses answers to a wording
// whose source is not held ("instrument.wording"), a total out of range, and a
// correction of what was corrected meanwhile (Conflict "note.superseded").
func (t *Therapy) Ask(ctx context.Context, client pana.ClientID, n NewMeasure) (id string, safety bool, err error) {
	const op = "therapy.Ask"
	err = t.files.Enter(ctx, policy.UseInstrument, client, func(e *casework.Entry) error {
		m, err := n.clean(op, e.Today)
		if err != nil {
			return err
		}
		if err := m.inTime(op, e); err != nil {
			return err
		}
		if n.Supersedes != "" {
			if err := supersedes(op, e, n.Supersedes, m.Instrument); err != nil {
				return err
			}
		}
		m.ID = e.Tx.ID()
		if err := insertMeasure(e.Ctx, e.Tx, m.Measure, client, e.Episode.ID); err != nil {
			return err
		}
		if err := m.seal(e); err != nil {
			return err
		}
		if err := t.compare(e, m.in); err != nil {
			return err
		}
		id, safety = m.ID, m.Safety
		e.About(id)
		e.Wrote("therapy_measures", id, client, m.Instrument, m.Version, m.Language, m.Way, m.On, m.Early, m.Supersedes)
		if safety {
			return e.Alert(casework.NewAlert{Kind: "safety", Text: n.Alert})
		}
		return nil
	})
	return id, safety, err
}

// inTime asks why, when a questionnaire comes before trust or without consent. No
// help hangs on the answer, and nothing is blocked by it.
func (m *checked) inTime(op string, e *casework.Entry) error {
	agreed, err := e.Allowed(pana.ServiceFile, "", "")
	if err != nil {
		return err
	}
	if tooEarly(e.Episode.Stage, agreed) {
		if m.Early == "" {
			return pana.Refuse(op, "early", "instrument.early")
		}
		return nil
	}
	m.Early = ""
	return nil
}

// tooEarly reports whether a questionnaire would come before trust.
func tooEarly(stage string, agreed bool) bool {
	switch stage {
	case "plan", "leaving", "follow-up", "closed":
		return !agreed
	}
	return true
}

func supersedes(op string, e *casework.Entry, old, instrument string) error {
	before, ok, err := measureByID(e.Ctx, e.Tx, e.Client(), old)
	if err != nil {
		return err
	}
	if !ok || before.Instrument != instrument {
		return casework.Gone(op)
	}
	taken, err := supersedeMeasure(e.Ctx, e.Tx, old)
	if err == nil && taken == 0 {
		err = conflict(op, "", "note.superseded")
	}
	return err
}

// seal keeps score and answers. Each is there and as long whatever was answered,
// so that not even the length of what is sealed tells of it.
func (m *checked) seal(e *casework.Entry) error {
	safety := safetyNo
	if m.Safety {
		safety = safetyYes
	}
	return e.Put(pana.Therapy, "therapy_measures", m.ID, casework.Say{Field: fieldAnswers, Text: writeAnswers(m.Answers)},
		casework.Say{Field: fieldScore, Text: writeScore(m.Score, m.Scored)}, casework.Say{Field: fieldSafety, Text: safety})
}

// compare says anew, for each time that a client answered a questionnaire, how it
// stands to the time before and to the first. Times without a score say nothing
// and are passed over.
func (t *Therapy) compare(e *casework.Entry, in Instrument) error {
	all, err := measuresOf(e.Ctx, e.Tx, e.Client(), in.Name)
	if err != nil {
		return err
	}
	first, last := -1, -1
	scores := make([]int, len(all))
	for i, m := range all {
		said, open, err := e.Words(pana.Therapy, "therapy_measures", m.ID)
		if err != nil {
			return err
		}
		n, scored := readScore(said[fieldScore])
		change, since := "", ""
		if open && scored {
			scores[i] = n
			if last >= 0 {
				change, since = in.Change(scores[last], n), in.Change(scores[first], n)
			} else {
				first = i
			}
			last = i
		}
		if change == m.Change && since == m.SinceFirst {
			continue
		}
		if err := updateChange(e.Ctx, e.Tx, m.ID, change, since); err != nil {
			return err
		}
		e.Wrote("therapy_measures", m.ID, change, since)
	}
	return nil
}

// ShowedHer notes that the client was shown how a questionnaire has changed. Done
// again it keeps the first day.
func (t *Therapy) ShowedHer(ctx context.Context, client pana.ClientID, id string) error {
	return t.files.Enter(ctx, policy.UseInstrument, client, func(e *casework.Entry) error {
		m, ok, err := measureByID(e.Ctx, e.Tx, client, id)
		if err != nil {
			return err
		}
		if !ok {
			return casework.Gone("therapy.ShowedHer")
		}
		if m.ShownOn != "" {
			return nil
		}
		e.About(id)
		e.Wrote("therapy_measures", id, e.Today)
		return updateShown(e.Ctx, e.Tx, id, e.Today)
	})
}
