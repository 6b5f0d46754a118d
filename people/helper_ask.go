package people

import (
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// How near somebody who is to help stands to a client, if she says so.
const (
	Community = "community" // of the same village, people or congregation
	Relative  = "relative"
	Exploiter = "exploiter" // knows who held her
)

// Nearness are all of them, in the order of a form.
func Nearness() []string { return []string{Community, Relative, Exploiter} }

// A Wish is what a client said when she was asked, alone, whether somebody may
// help her. A no has no reason.
type Wish struct {
	Helper   HelperID     `db:"helper_id"`
	Answer   string       `db:"answer"` // yes or no
	Language string       `db:"language"`
	On       pana.Date    `db:"on_day"`
	By       pana.StaffID `db:"by_staff"`
	Near     []string     `db:"-"`
}

// Welcome reports whether somebody may help her: she said yes, and that person is
// neither a relative of hers nor knows who held her.
func (a Wish) Welcome() bool {
	return a.Answer == "yes" && !slices.Contains(a.Near, Relative) && !slices.Contains(a.Near, Exploiter)
}

// AskHelper writes down what a client answered when she was asked, alone, whether
// somebody may help her. A no is kept and asked for no reason; from then on that
// person is not offered to her. A later answer takes the place of an earlier one.
// It refuses one without an answer ("helper.answer"), not asked alone
// ("helper.alone"), and somebody who is not there for her ("helper.unknown").
func (p *People) AskHelper(ctx context.Context, client pana.ClientID, a Wish, alone bool) error {
	const op = "people.AskHelper"
	return p.files.Enter(ctx, policy.AskHelper, client, func(e *casework.Entry) error {
		h, err := p.forHer(e, op, a.Helper)
		if err != nil {
			return err
		}
		switch {
		case a.Answer != "yes" && a.Answer != "no":
			return pana.Refuse(op, "answer", "helper.answer")
		case !alone:
			return pana.Refuse(op, "alone", "helper.alone")
		}
		for _, n := range a.Near {
			if err := casework.CheckOneOf(op, "near", n, Nearness()...); err != nil {
				return err
			}
		}
		if err := casework.CheckCode(op, "language", "language", a.Language); err != nil {
			return err
		}
		a := Wish{Helper: h.ID, Answer: a.Answer, Language: a.Language, On: e.Today, Near: slices.Compact(slices.Sorted(slices.Values(a.Near)))}
		id := e.Tx.ID()
		if err := insertAnswer(e.Ctx, e.Tx, id, e.Client(), a); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("helper_answers", id, e.Client(), h.ID, a.Answer, strings.Join(a.Near, " "), a.Language, a.On)
		return p.askedNow(e, h)
	})
}

// forHer returns a helper at the client's site who helps still, and is not kept
// from her file. Whoever is, and whoever is not there, are refused alike.
func (p *People) forHer(e *casework.Entry, op string, id HelperID) (Helper, error) {
	if id == "" {
		return Helper{}, pana.Refuse(op, "helper", "helper.choose")
	}
	rows, err := helperRows(e.Ctx, e.Tx, `id = $1 AND site_id = $2 AND ended = ''`, string(id), string(e.Subject.Site))
	if err != nil {
		return Helper{}, err
	}
	away, err := casework.KeptAway(e.Ctx, e.Tx, e.Client())
	if err != nil {
		return Helper{}, err
	}
	if len(rows) == 0 || rows[0].Staff != "" && slices.Contains(away, rows[0].Staff) {
		return Helper{}, pana.Refuse(op, "helper", "helper.unknown")
	}
	h, err := p.helper(e.Ctx, e.Tx, rows[0])
	if err == nil && h.Ended != "" {
		err = pana.Refuse(op, "helper", "helper.unknown")
	}
	return h, err
}
