package assessment

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// Risks is what the page of a client's risks shows to one reader.
type Risks struct {
	Code    string
	Review  Review   // the newest; zero when nobody has looked yet
	Reviews []Review // all, the newest first, without answers
	Due     bool     // something was reported since
	Rules   Rules
	May     RiskMay
}

// RiskMay holds what the reader may do here.
type RiskMay struct{ Review, Rules, Report, Bond bool }

// SeeRisks returns the risks of a client.
func (a *Assessment) SeeRisks(ctx context.Context, code string) (Risks, error) {
	var s Risks
	err := a.files.Read(ctx, code, policy.SeeRisk, func(r *casework.Reading) error {
		client := r.Subject.Client
		s = Risks{Code: r.Client.Code, May: RiskMay{Review: r.May(policy.ReviewRisk), Rules: r.May(policy.SetRules),
			Report: r.May(policy.ReportContact), Bond: r.May(policy.SeeBond)}}
		var err error
		if s.Reviews, err = reviewsOf(r.Ctx, r.Tx, client); err != nil {
			return err
		}
		n, err := countReports(r.Ctx, r.Tx, client)
		if err != nil {
			return err
		}
		if s.Rules, err = rulesOf(r.Ctx, r.Tx, client, r.Today); err != nil {
			return err
		}
		if len(s.Reviews) == 0 {
			s.Due = n > 0
			return nil
		}
		s.Review = s.Reviews[0]
		s.Due = n > s.Review.Reports
		return s.Review.open(r)
	})
	return s, err
}

// SeeReview returns one look at the risks by its number, for reading it again.
func (a *Assessment) SeeReview(ctx context.Context, code string, number int) (Review, error) {
	const op = "assessment.SeeReview"
	var review Review
	err := a.files.Read(ctx, code, policy.SeeRisk, func(r *casework.Reading) error {
		all, err := reviewsOf(r.Ctx, r.Tx, r.Subject.Client)
		if err != nil {
			return err
		}
		for _, one := range all {
			if one.Number == number {
				review = one
				return review.open(r)
			}
		}
		return casework.Gone(op)
	})
	return review, err
}

func (v *Review) open(r *casework.Reading) error {
	var err error
	if v.Answers, err = answersOf(r.Ctx, r.Tx, v.ID); err != nil {
		return err
	}
	said, err := r.Words([]string{v.ID}, pana.Safety)
	if err != nil {
		return err
	}
	v.Closed = said.Closed(pana.Safety)
	v.Text, v.Told = said.Of("risk_reviews", v.ID, fieldText), said.Of("risk_reviews", v.ID, fieldTold)
	for i := range v.Answers {
		v.Answers[i].Text = said.Of("risk_reviews", v.ID, v.Answers[i].Question)
	}
	return nil
}
