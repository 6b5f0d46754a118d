package assessment

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Sit writes one area of the client's assessment, beginning one if her time here
// has none. Writing an area again puts a new row before the old; a finished
// assessment goes on. Writing the same once more changes nothing.
//
// It refuses unknown codes, and with db.stale a page older than the area, whose
// With names under "Fields" what differs. An unknown area is NotFound.
func (a *Assessment) Sit(ctx context.Context, client pana.ClientID, s Sitting) error {
	const op = "assessment.Sit"
	return a.files.Enter(ctx, policy.SitAssessment, client, func(e *casework.Entry) error {
		s, err := s.clean(op)
		if err != nil {
			return err
		}
		r, err := round(e)
		if err != nil {
			return err
		}
		kept, _, err := areaOf(e.Ctx, e.Tx, r.ID, s.Area)
		if err != nil {
			return err
		}
		part := CompartmentOf(s.Area)
		open := true
		if kept.ID != "" {
			var said map[string]string
			if said, open, err = e.Words(part, "assessment_areas", kept.ID); err != nil {
				return err
			}
			kept.Text, kept.Told = said[fieldText], said[fieldTold]
		}
		fields := s.differs(kept)
		switch {
		case open && len(fields) == 0:
			return nil
		case kept.Number != s.Number:
			return db.Stale(op, map[string]any{"Fields": fields})
		}
		w := Area{ID: e.Tx.ID(), Area: s.Area, Number: kept.Number + 1, Level: s.Level, Urgency: s.Urgency, Source: s.Source, Interpreted: s.Interpreted, On: e.Today}
		if err := insertArea(e.Ctx, e.Tx, e.Client(), r.ID, w); err != nil {
			return stale(op, err, fields)
		}
		e.About(w.ID)
		e.Wrote("assessment_areas", w.ID, e.Client(), r.ID, w.Area, w.Number, w.Level, w.Urgency, w.Source, w.Interpreted)
		if err := e.Put(part, "assessment_areas", w.ID, saying(s.Text, s.Told)...); err != nil {
			return err
		}
		if r.Finished == "" {
			return nil
		}
		e.Wrote("assessments", r.ID, "goes on")
		return updateFinished(e.Ctx, e.Tx, r.ID, "")
	})
}

// stale turns the race of two writers into the answer of the one who came late.
func stale(op string, err error, fields []string) error {
	if db.IsUnique(err) {
		return db.Stale(op, map[string]any{"Fields": fields})
	}
	return err
}

// Strength writes what she can do or likes, before anything is asked about need.
// It stands on top of her file. It refuses an empty one ("note.empty").
func (a *Assessment) Strength(ctx context.Context, client pana.ClientID, n casework.NewNote) error {
	return a.files.Enter(ctx, policy.SitAssessment, client, func(e *casework.Entry) error {
		n := n
		n.Kind = casework.StrengthNote
		if _, err := round(e); err != nil {
			return err
		}
		id, err := e.Note(n)
		e.About(string(id))
		return err
	})
}

// Begin opens a later assessment beside the one before, which stays readable. It
// refuses while the one before is not done ("assessment.goes-on").
func (a *Assessment) Begin(ctx context.Context, client pana.ClientID) error {
	const op = "assessment.Begin"
	return a.files.Enter(ctx, policy.BeginAssessment, client, func(e *casework.Entry) error {
		last, ok, err := newestRound(e.Ctx, e.Tx, e.Client())
		if err != nil {
			return err
		}
		if ok && last.Episode == e.Episode.ID && !last.Done() {
			return conflict(op, "assessment.goes-on")
		}
		r, err := newRound(e, last.Number+1)
		e.About(r.ID)
		return err
	})
}
