package plan

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

// RateSkills notes looks at several skills of one client, in one act.
func (p *Plan) RateSkills(ctx context.Context, client pana.ClientID, looks ...NewSkillLook) error {
	return p.files.Enter(ctx, policy.RateSkills, client, func(e *casework.Entry) error { return rateSkills(e, looks) })
}

// RateGroup notes the same look at a skill for several clients at once, by their
// codes, all or none. Each file gets a line of the trail of its own. A code that
// the actor may not rate is, as everywhere, the code of nobody.
func (p *Plan) RateGroup(ctx context.Context, codes []string, n NewSkillLook) error {
	const op = "plan.RateGroup"
	slices.Sort(codes)
	codes = slices.Compact(codes)
	if len(codes) == 0 {
		return pana.Refuse(op, "clients", "skill.nobody")
	}
	return p.h.DB.Update(ctx, func(tx *db.Tx) error {
		for _, code := range codes {
			s, err := casework.ByCode(ctx, tx, p.h.Tonight(tx.Now), code)
			if err != nil {
				return err
			}
			err = p.files.EnterIn(ctx, tx, policy.RateSkills, s.Client, func(e *casework.Entry) error { return rateSkills(e, []NewSkillLook{n}) })
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func rateSkills(e *casework.Entry, looks []NewSkillLook) error {
	const op = "plan.RateSkills"
	if err := running(op, e); err != nil {
		return err
	}
	if len(looks) == 0 {
		return pana.Refuse(op, "skill", "skill.missing")
	}
	for _, n := range looks {
		n, err := n.clean(op, e.Episode, e.Today)
		if err != nil {
			return err
		}
		id := e.Tx.ID()
		if err := insertSkillLook(e, id, n); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("skill_ratings", id, n.Skill, n.Level, n.rater(), n.On, n.Minutes, n.Payer)
		if n.Text == "" {
			continue
		}
		if err := e.Put(pana.Care, "skill_ratings", id, casework.Say{Field: FieldText, Text: n.Text}); err != nil {
			return err
		}
	}
	return nil
}

// A SkillView is one client's ladder.
type SkillView struct {
	Code     string
	Language string
	Subject  policy.Subject
	Episode  casework.Episode
	Rungs    []Rung
	Closed   bool
	Payer    string // who pays for her today; empty where the reader may not know it
}

// Skills returns the ladder of the client with a code.
func (p *Plan) Skills(ctx context.Context, code string) (SkillView, error) {
	var v SkillView
	err := p.files.Read(ctx, code, policy.SeeSkills, func(r *casework.Reading) error {
		v = SkillView{Code: r.Client.Code, Language: r.Client.Language, Subject: r.Subject, Episode: r.Episode}
		looks, err := skillLooksOf(r.Ctx, r.Tx, r.Subject.Client)
		if err != nil {
			return err
		}
		hidden, err := hiddenSkills(r.Ctx, r.Tx)
		if err != nil {
			return err
		}
		rows := make([]string, len(looks))
		for i, l := range looks {
			rows[i] = l.ID
		}
		said, err := r.Words(rows, pana.Care)
		if err != nil {
			return err
		}
		for i := range looks {
			looks[i].Text = said.Of("skill_ratings", looks[i].ID, FieldText)
		}
		v.Closed, v.Rungs = said.Closed(pana.Care), Ladder(looks, hidden)
		v.Payer, err = residence.PayerOf(r)
		return err
	})
	return v, err
}

// HiddenSkills lists the skills that this house does not use.
func (p *Plan) HiddenSkills(ctx context.Context) (hidden []string, err error) {
	err = p.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		hidden, err = hiddenSkills(ctx, tx)
		return err
	})
	return hidden, err
}

// KeepSkills says which skills this house uses; the others are no longer offered.
// What was rated stays.
func (p *Plan) KeepSkills(ctx context.Context, used []string) error {
	const op = "plan.KeepSkills"
	if err := codes.CheckAll(op, "used", "skill", used); err != nil {
		return err
	}
	hidden := slices.DeleteFunc(Skills(), func(s string) bool { return slices.Contains(used, s) })
	if len(hidden) == len(Skills()) {
		return pana.Refuse(op, "used", "skill.none")
	}
	return p.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.KeepSkills, policy.Subject{}); err != nil {
			return err
		}
		return hideSkills(ctx, tx, hidden, p.h.Today(tx.Now))
	})
}
