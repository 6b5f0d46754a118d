package youth

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// States of an idea.
const (
	IdeaOpen  = "open"
	IdeaTried = "tried"
	IdeaNo    = "not-now"
)

// An Idea lies in the suggestion box. Whoever had it stands with it, as she wished
// to be called, or nobody does.
type Idea struct {
	ID       string    `db:"id"`
	On       pana.Date `db:"on_day"`
	State    string    `db:"state"`
	Answered pana.Date `db:"answered"`
	Version  int64     `db:"version"`
	Words    string    `db:"-"`
	Credit   string    `db:"-"`
	Answer   string    `db:"-"`
}

// Suggest puts an idea into the box.
func (y *Youth) Suggest(ctx context.Context, site pana.SiteID, words, credit string) error {
	const op = "youth.Suggest"
	return y.within(ctx, op, policy.SuggestIdea, site, func(tx *db.Tx, line *trail.Entry) error {
		text, err := casework.Text(op, "idea", words, casework.MostNote)
		if err != nil {
			return err
		}
		if text == "" {
			return pana.Refuse(op, "idea", "youth.idea.missing")
		}
		by, err := casework.CleanName(credit)
		if err != nil {
			return field(err, "credit")
		}
		id := tx.ID()
		idea, err := y.h.SealOwn("youth_ideas", id, "idea", 1, text)
		if err != nil {
			return err
		}
		whose, err := y.h.SealOwn("youth_ideas", id, "credit", 1, by)
		if err != nil {
			return err
		}
		wrote(line, "youth_ideas", id, IdeaOpen)
		return insertIdea(ctx, tx, id, site, idea, whose, y.h.Today(tx.Now))
	})
}

// AnswerIdea says what became of an idea, made from a row version.
func (y *Youth) AnswerIdea(ctx context.Context, site pana.SiteID, id, state, answer string, version int64) error {
	const op = "youth.AnswerIdea"
	if state != IdeaTried && state != IdeaNo {
		return pana.Refuse(op, "state", "youth.idea.how")
	}
	answer, err := casework.Text(op, "answer", answer, mostLine)
	if err != nil {
		return err
	}
	return y.within(ctx, op, policy.KeepCentre, site, func(tx *db.Tx, line *trail.Entry) error {
		sealed, err := y.h.SealOwn("youth_ideas", id, "answer", version+1, answer)
		if err != nil {
			return err
		}
		n, err := answerIdea(ctx, tx, site, id, state, sealed, y.h.Today(tx.Now), version)
		if err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"state"}}))
		}
		wrote(line, "youth_ideas", id, state)
		return nil
	})
}

// Ideas returns what lies in the box of a centre, the newest first.
func (y *Youth) Ideas(ctx context.Context, site pana.SiteID) ([]Idea, error) {
	if _, err := y.centre(ctx, "youth.Ideas", policy.SuggestIdea, site); err != nil {
		return nil, err
	}
	var list []Idea
	err := y.h.DB.View(ctx, func(tx *db.Tx) error {
		rows, err := ideaRows(ctx, tx, site)
		if err != nil {
			return err
		}
		list = make([]Idea, len(rows))
		for i, r := range rows {
			list[i] = r.Idea
			for _, f := range []struct {
				name   string
				sealed []byte
				into   *string
			}{{"idea", r.SealedIdea, &list[i].Words}, {"credit", r.SealedCredit, &list[i].Credit}, {"answer", r.SealedAnswer, &list[i].Answer}} {
				if *f.into, err = y.h.OpenOwn("youth_ideas", r.ID, f.name, f.sealed); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return list, err
}

// SetRules keeps what whoever helps at a centre is to know, made from a row version.
func (y *Youth) SetRules(ctx context.Context, site pana.SiteID, rules string, version int64) error {
	const op = "youth.SetRules"
	rules, err := casework.Text(op, "rules", rules, casework.MostNote)
	if err != nil {
		return err
	}
	return y.within(ctx, op, policy.KeepCentre, site, func(tx *db.Tx, line *trail.Entry) error {
		sealed, err := y.h.SealOwn("youth_rules", string(site), "rules", version+1, rules)
		if err != nil {
			return err
		}
		n, err := putRules(ctx, tx, site, sealed, version)
		if err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"rules"}}))
		}
		wrote(line, "youth_rules", string(site))
		return nil
	})
}

func (y *Youth) rules(ctx context.Context, tx *db.Tx, site pana.SiteID) (string, int64, error) {
	type row struct {
		Rules   []byte `db:"rules"`
		Version int64  `db:"version"`
	}
	r, _, err := db.Find[row](ctx, tx, `SELECT rules, version FROM youth_rules WHERE id = $1`, site)
	if err != nil {
		return "", 0, err
	}
	text, err := y.h.OpenOwn("youth_rules", string(site), "rules", r.Rules)
	return text, r.Version, err
}
