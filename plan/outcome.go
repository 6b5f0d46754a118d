package plan

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/policy"
)

// A Rating is how the client herself sees the seven outcomes that survivors
// chose, on one occasion. Whatever she passes over is not asked again.
type Rating struct {
	ID          string         `db:"id"`
	Occasion    string         `db:"occasion"` // code list outcome-occasion
	On          pana.Date      `db:"on_day"`
	Language    string         `db:"language"`
	Alone       bool           `db:"alone"` // she answered by herself, on the page
	Interpreted bool           `db:"interpreted"`
	By          pana.StaffID   `db:"by_staff"`
	Steps       map[string]int `db:"-"` // by outcome, 1 to 5; what she passed over is not there
}

// OutcomeSteps is how many steps an answer has, from not at all to fully.
const OutcomeSteps = 5

// Outcomes lists the outcomes in their order.
func Outcomes() []string {
	l, _ := codes.Get("outcome")
	var all []string
	for _, it := range l.Offered() {
		all = append(all, it.Code)
	}
	return all
}

// Mostly reports whether she sees an outcome as mostly or fully there.
func (r Rating) Mostly(outcome string) bool { return r.Steps[outcome] >= 4 }

// A NewRating is what the client answered.
type NewRating struct {
	Occasion    string
	On          pana.Date
	Alone       bool
	Interpreted bool
	Steps       map[string]int
	Supersedes  string // the rating it corrects
}

func (n NewRating) clean(op string, e casework.Episode, today pana.Date) (NewRating, error) {
	if n.Occasion == "" {
		return n, pana.Refuse(op, "occasion", "outcome.occasion.missing")
	}
	if err := codes.Check(op, "occasion", "outcome-occasion", n.Occasion); err != nil {
		return n, err
	}
	var err error
	if n.On, err = within(op, "on", n.On, e, today); err != nil {
		return n, err
	}
	kept := map[string]int{}
	for outcome, step := range n.Steps {
		if !slices.Contains(Outcomes(), outcome) {
			return n, pana.Refuse(op, "outcome", "codes.unknown")
		}
		if err := casework.Within(op, "outcome_"+outcome, step, 0, OutcomeSteps); err != nil {
			return n, err
		}
		if step > 0 {
			kept[outcome] = step
		}
	}
	n.Steps = kept
	return n, nil
}

// RateOutcomes writes down how the client sees the outcomes. She may pass over
// any of them, and all. After her stay she is asked too, so a closed time in our
// care takes a rating.
func (p *Plan) RateOutcomes(ctx context.Context, client pana.ClientID, n NewRating) (id string, err error) {
	const op = "plan.RateOutcomes"
	err = p.files.Enter(ctx, policy.RateOutcomes, client, func(e *casework.Entry) error {
		if e.Episode.ID == "" {
			return conflict(op, "episode.none")
		}
		n, err := n.clean(op, e.Episode, e.Today)
		if err != nil {
			return err
		}
		if n.Supersedes != "" {
			old, err := outdateRating(e, n.Supersedes)
			if err != nil {
				return err
			}
			if old == 0 {
				return casework.Gone(op)
			}
		}
		language, err := languageOf(e)
		if err != nil {
			return err
		}
		id = e.Tx.ID()
		if err := insertRating(e, id, language, n); err != nil {
			return err
		}
		e.About(id)
		values := []any{n.Occasion, n.On, n.Alone, n.Interpreted}
		for _, o := range Outcomes() {
			values = append(values, o, n.Steps[o])
		}
		e.Wrote("outcome_ratings", id, values...)
		return nil
	})
	return id, err
}

// An OutcomeView is every time one client was asked.
type OutcomeView struct {
	Code     string
	Language string
	Subject  policy.Subject
	Ratings  []Rating // oldest first
}

// First returns the rating to begin with, and Last the newest one after it.
func (v OutcomeView) First() (Rating, bool) {
	if len(v.Ratings) == 0 {
		return Rating{}, false
	}
	return v.Ratings[0], true
}

// Last is the newest rating when there is more than one.
func (v OutcomeView) Last() (Rating, bool) {
	if len(v.Ratings) < 2 {
		return Rating{}, false
	}
	return v.Ratings[len(v.Ratings)-1], true
}

// Outcomes returns every time the client with a code was asked.
func (p *Plan) Outcomes(ctx context.Context, code string) (OutcomeView, error) {
	var v OutcomeView
	err := p.files.Read(ctx, code, policy.SeeOutcomes, func(r *casework.Reading) (err error) {
		v = OutcomeView{Code: r.Client.Code, Language: r.Client.Language, Subject: r.Subject}
		v.Ratings, err = ratingsOf(r.Ctx, r.Tx, r.Subject.Client)
		return err
	})
	return v, err
}
