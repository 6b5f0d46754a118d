package assessment

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Review keeps a new look at the client's risks. The looks before it stay. Once
// it is kept, what was reported before it asks for no other.
//
// It refuses unknown codes, and with db.stale a page that shows another look than
// the newest.
func (a *Assessment) Review(ctx context.Context, client pana.ClientID, n NewReview) error {
	const op = "assessment.Review"
	return a.files.Enter(ctx, policy.ReviewRisk, client, func(e *casework.Entry) error {
		n, err := n.clean(op)
		if err != nil {
			return err
		}
		last, _, err := newestReview(e.Ctx, e.Tx, e.Client())
		if err != nil {
			return err
		}
		if last.Number != n.Number {
			return db.Stale(op, map[string]any{"Fields": []string{"risk"}})
		}
		r := Review{ID: e.Tx.ID(), Number: last.Number + 1, On: e.Today, Answers: n.Answers}
		if r.Reports, err = countReports(e.Ctx, e.Tx, e.Client()); err != nil {
			return err
		}
		if err := insertReview(e.Ctx, e.Tx, e.Client(), e.Episode.ID, r); err != nil {
			return stale(op, err, []string{"risk"})
		}
		e.About(r.ID)
		e.Wrote("risk_reviews", r.ID, e.Client(), r.Number, r.Reports, r.On)
		said := saying(n.Text, n.Told)
		for _, x := range r.Answers {
			e.Wrote("risk_answers", r.ID, x.Question, x.Likelihood, x.Harm, x.Source, x.Interpreted)
			said = append(said, casework.Say{Field: x.Question, Text: x.Text})
		}
		return e.Put(pana.Safety, "risk_reviews", r.ID, said...)
	})
}

// Report notes a contact with the exploiter or another change. Its words are for
// the psychologist and the director: whoever reports need not be able to read them.
// Another look at the risks is due from then on.
//
// It refuses an unknown or missing kind ("risk.contact.kind") and a day that has not
// come.
func (a *Assessment) Report(ctx context.Context, client pana.ClientID, r Report) error {
	const op = "assessment.Report"
	return a.files.Enter(ctx, policy.ReportContact, client, func(e *casework.Entry) error {
		w, err := r.clean(op, e.Today)
		if err != nil {
			return err
		}
		n, err := countReports(e.Ctx, e.Tx, e.Client())
		if err != nil {
			return err
		}
		w.ID = e.Tx.ID()
		if err := insertReport(e.Ctx, e.Tx, e.Client(), n+1, w); err != nil {
			return stale(op, err, nil)
		}
		e.About(w.ID)
		e.Wrote("risk_reports", w.ID, e.Client(), w.Kind, w.On)
		if w.Text == "" && w.Told == "" {
			return nil
		}
		return e.Put(pana.Bond, "risk_reports", w.ID, saying(w.Text, w.Told)...)
	})
}

func (r Report) clean(op string, today pana.Date) (Report, error) {
	if r.Kind == "" {
		return r, pana.Refuse(op, "kind", "risk.contact.kind.missing")
	}
	err := casework.CheckCode(op, "kind", "contact-kind", r.Kind)
	if err != nil {
		return r, err
	}
	if r.On == "" {
		r.On = today
	}
	if r.On, err = casework.Past(op, "on", r.On, today); err != nil {
		return r, err
	}
	err = cleanWords(op, &r.Text, &r.Told)
	return r, err
}
