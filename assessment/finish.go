package assessment

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// Finish says that the client's assessment is done, whatever was written and
// whatever was not: nothing in it is required. The psychologist sees her on her
// list from now on, and the stage goes on to trust if it was before that. Saying it
// twice changes nothing.
func (a *Assessment) Finish(ctx context.Context, client pana.ClientID) error {
	return a.files.Enter(ctx, policy.FinishAssessment, client, func(e *casework.Entry) error {
		r, err := round(e)
		if err != nil || r.Done() {
			return err
		}
		e.About(r.ID)
		e.Wrote("assessments", r.ID, "finished", e.Today)
		if err := updateFinished(e.Ctx, e.Tx, r.ID, e.Today); err != nil {
			return err
		}
		if s := e.Episode.Stage; s == "arrival" || s == "first-assessment" {
			return e.Stage("trust")
		}
		return nil
	})
}

// Override hands the client over to the psychologist before her assessment is
// done. The reason is kept in the part care, and the list says that there is one.
//
// It refuses an empty reason ("assessment.override.reason"), an assessment that is
// handed over already ("assessment.override.already").
func (a *Assessment) Override(ctx context.Context, client pana.ClientID, reason string) error {
	const op = "assessment.Override"
	return a.files.Enter(ctx, policy.OverrideAssessment, client, func(e *casework.Entry) error {
		reason, err := casework.Text(op, fieldReason, reason, mostReason)
		if err != nil {
			return err
		}
		if reason == "" {
			return pana.Refuse(op, fieldReason, "assessment.override.reason")
		}
		r, err := round(e)
		if err != nil {
			return err
		}
		if r.HandedOver() {
			return conflict(op, "assessment.override.already")
		}
		e.About(r.ID)
		e.Wrote("assessments", r.ID, "overridden", e.Today)
		if err := updateOverridden(e.Ctx, e.Tx, r.ID, e.Today); err != nil {
			return err
		}
		return e.Put(pana.Care, "assessments", r.ID, casework.Say{Field: fieldReason, Text: reason})
	})
}

// Take notes that the psychologist has the client: she leaves the list of those
// newly handed over. It refuses a client whom nobody handed over
// ("assessment.take.none"); taking twice changes nothing.
func (a *Assessment) Take(ctx context.Context, client pana.ClientID) error {
	const op = "assessment.Take"
	return a.files.Enter(ctx, policy.TakeAssessment, client, func(e *casework.Entry) error {
		r, ok, err := newestRound(e.Ctx, e.Tx, e.Client())
		switch {
		case err != nil:
			return err
		case !ok || !r.HandedOver():
			return conflict(op, "assessment.take.none")
		case r.Taken != "":
			return nil
		}
		e.About(r.ID)
		e.Wrote("assessments", r.ID, "taken", e.Today)
		return updateTaken(e.Ctx, e.Tx, r.ID, e.Today)
	})
}
