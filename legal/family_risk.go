package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/policy"
)

// A Risk is how likely something is at the place she goes to, and how much it
// would harm, each from 1 to 5. It is a thing to talk about: nothing is summed up,
// and no figure opens or closes anything by itself.
type Risk struct {
	Question   string `db:"question"` // code list return-risk
	Likelihood int    `db:"likelihood"`
	Harm       int    `db:"harm"`
}

// RiskQuestions are the codes of the eight questions of the matrix.
func RiskQuestions() []string {
	l, ok := codes.Get("return-risk")
	if !ok {
		return nil
	}
	var all []string
	for _, it := range l.Offered() {
		all = append(all, it.Code)
	}
	return all
}

// Weigh keeps the risk matrix of a return, in the place of the one before.
// Questions may stay open, but the gate waits for all eight.
func (l *Legal) Weigh(ctx context.Context, client pana.ClientID, risks []Risk, words string) error {
	const op = "legal.Weigh"
	return l.onReturn(ctx, op, policy.CheckReturn, client, 0, func(e *casework.Entry, r *Return) error {
		seen := map[string]bool{}
		for _, k := range risks {
			if k.Question == "" || seen[k.Question] {
				return pana.Refuse(op, "risk", "codes.unknown")
			}
			seen[k.Question] = true
			if err := casework.CheckCode(op, "risk", "return-risk", k.Question); err != nil {
				return err
			}
			for field, n := range map[string]int{"likelihood": k.Likelihood, "harm": k.Harm} {
				if err := casework.Within(op, field+"_"+k.Question, n, 1, 5); err != nil {
					return err
				}
			}
		}
		words, err := casework.Text(op, FieldWords, words, casework.MostText)
		if err != nil {
			return err
		}
		if len(risks) == 0 && words == "" {
			return pana.Refuse(op, "risk", "return.risk.missing")
		}
		if err := supersedeRisk(ctx, e.Tx, r.ID); err != nil {
			return err
		}
		id := e.Tx.ID()
		if err := insertRisk(ctx, e.Tx, client, r.ID, id, e.Today, risks); err != nil {
			return err
		}
		e.Wrote("return_risks", id, risks)
		return e.Put(pana.Safety, "return_risks", id, casework.Say{Field: FieldWords, Text: words})
	})
}
