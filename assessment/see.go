package assessment

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// A Sheet is one assessment of a client as one reader may see it, with the one
// before it for comparison.
type Sheet struct {
	Code   string
	Round  Round // zero when nobody has begun
	Before Round // the one before it; zero when there is none
	Rounds []Round
	May    May
}

// May holds what the reader may do here.
type May struct{ Sit, Begin, Finish, Override, Take bool }

// See returns an assessment of a client by its number, 0 for the newest. Areas of
// parts that the reader may not open are Hidden: that they exist is all she learns.
// A number that never was is NotFound "record.absent".
func (a *Assessment) See(ctx context.Context, code string, number int) (Sheet, error) {
	const op = "assessment.See"
	var sheet Sheet
	err := a.files.Read(ctx, code, policy.SeeAssessment, func(r *casework.Reading) error {
		sheet = Sheet{Code: r.Client.Code, May: May{Sit: r.May(policy.SitAssessment), Begin: r.May(policy.BeginAssessment),
			Finish: r.May(policy.FinishAssessment), Override: r.May(policy.OverrideAssessment), Take: r.May(policy.TakeAssessment)}}
		var err error
		if sheet.Rounds, err = roundsOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		at := -1
		for i, round := range sheet.Rounds { // the newest first
			if round.Number == number || number == 0 && i == 0 {
				at = i
			}
		}
		if at < 0 {
			if number != 0 {
				return casework.Gone(op)
			}
			return nil
		}
		if sheet.Round, err = opened(r, sheet.Rounds[at]); err != nil {
			return err
		}
		if at+1 < len(sheet.Rounds) {
			sheet.Before, err = opened(r, sheet.Rounds[at+1])
		}
		return err
	})
	return sheet, err
}

// opened fills a round with its areas, as far as the reader may open them.
func opened(r *casework.Reading, round Round) (Round, error) {
	kept, err := areasOf(r.Ctx, r.Tx, round.ID)
	if err != nil {
		return round, err
	}
	byOrder(kept)
	rows := []string{round.ID}
	for _, a := range kept {
		rows = append(rows, a.ID)
	}
	said, err := r.Words(rows, pana.Care, pana.Health, pana.Legal, pana.Safety)
	if err != nil {
		return round, err
	}
	round.Reason = said.Of("assessments", round.ID, fieldReason)
	round.Areas = make([]Area, len(kept))
	for i, a := range kept {
		part := CompartmentOf(a.Area)
		if !r.Reads(part) {
			round.Areas[i] = Area{Area: a.Area, Number: a.Number, Hidden: true}
			continue
		}
		a.Text, a.Told = said.Of("assessment_areas", a.ID, fieldText), said.Of("assessment_areas", a.ID, fieldTold)
		a.Closed = said.Closed(part)
		round.Areas[i] = a
	}
	return round, nil
}
