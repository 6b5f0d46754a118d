package funding

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/trail"
)

// AnswerClaim writes down money that came or that will not come, told as a size: of
// what is given back it is what the funder took. It needs ClaimMoney and refuses more
// than is still waited for ("funding.claim.more"), what is not paid without a reason
// ("funding.claim.reason"), and a claim that was withdrawn.
func (f *Funding) AnswerClaim(ctx context.Context, id string, version int64, a Answer) error {
	return f.answer(ctx, "funding.AnswerClaim", id, version, a, "")
}

// CorrectAnswer puts right what was said of an answer that stands: its sum, its day,
// whether it was paid, and why not. What stood before stays beside it, with who put it
// right and when. A sum of nothing says that it was no answer to this claim at all. It
// needs ClaimMoney and refuses what AnswerClaim does, and an answer that is none of
// the claim or was put right meanwhile.
func (f *Funding) CorrectAnswer(ctx context.Context, id string, version int64, was string, a Answer) error {
	if was == "" {
		return casework.Gone("funding.CorrectAnswer")
	}
	return f.answer(ctx, "funding.CorrectAnswer", id, version, a, was)
}

func (f *Funding) answer(ctx context.Context, op, id string, version int64, a Answer, was string) error {
	return f.claiming(ctx, func(tx *db.Tx) (trail.Entry, error) {
		c, err := f.claim(ctx, tx, op, id)
		if err != nil {
			return trail.Entry{}, err
		}
		switch {
		case c.Version != version:
			return trail.Entry{}, db.Stale(op, map[string]any{"Fields": []string{"amount"}})
		case c.Withdrawn != "":
			return trail.Entry{}, conflict(op, "funding.claim.withdrawn", nil)
		}
		today := f.h.Today(tx.Now)
		rest, none := c.Sums().Waiting, false
		var old Answer
		if was != "" {
			i := slices.IndexFunc(c.Answers, func(o Answer) bool { return o.ID == was })
			if i < 0 {
				return trail.Entry{}, casework.Gone(op)
			}
			old = c.Answers[i]
			rest, none = rest+old.Minor, a.Minor == 0
			a.Instead, a.Written = was, today
		}
		rest = max(rest, -rest)
		switch {
		case none:
			a.Paid, a.Reason = old.Paid, ""
		case a.Minor <= 0 || a.Minor > rest:
			return trail.Entry{}, &pana.Error{Op: op, Kind: pana.Invalid, Field: "amount", Say: "funding.claim.more", With: map[string]any{"Rest": Coins(rest)}}
		case !a.Paid && a.Reason == "":
			return trail.Entry{}, pana.Refuse(op, "reason", "funding.claim.reason")
		case a.Paid:
			a.Reason = ""
		}
		if err := casework.CheckCode(op, "reason", "rejection-reason", a.Reason); err != nil {
			return trail.Entry{}, err
		}
		if a.On, err = casework.Past(op, "on", cmp.Or(a.On, today), today); err != nil {
			return trail.Entry{}, err
		}
		if a.Note, err = casework.Text(op, "note", a.Note, casework.MostNote); err != nil {
			return trail.Entry{}, err
		}
		if c.Claimed < 0 {
			a.Minor = -a.Minor
		}
		a.ID, a.Claim = tx.ID(), id
		note, err := f.h.SealOwn("fund_answers", a.ID, "note", 1, a.Note)
		if err != nil {
			return trail.Entry{}, err
		}
		if err := stepClaim(ctx, tx, op, "amount", id, version); err != nil {
			return trail.Entry{}, err
		}
		return trail.Entry{Object: id, Digests: [][32]byte{trail.Digest("fund_answers", a.ID, id, strconv.FormatBool(a.Paid), strconv.FormatInt(a.Minor, 10), string(a.On), a.Reason, a.Instead)}},
			insertAnswer(ctx, tx, a, note)
	})
}
