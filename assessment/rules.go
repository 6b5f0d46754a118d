package assessment

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Rules are what holds for a client's calls and visits now, without the reason.
type Rules struct {
	ID        string    `db:"id"`
	Number    int       `db:"number"`
	Until     pana.Date `db:"until"`     // the first day without them; empty until someone lifts them
	Explained bool      `db:"explained"` // they were explained to her
	On        pana.Date `db:"on_day"`
	Rules     []string  // code list contact-rule; none when nothing holds
}

// A Present is someone who sleeps in the house tonight and the rules for her calls
// and visits.
type Present struct {
	Client pana.ClientID `db:"client_id"`
	Code   string        `db:"code"`
	Site   pana.SiteID   `db:"site_id"`
	Rules  []string
}

// SetRules puts rules in the place of those before; none lifts them. Number is what
// the page showed: another one is refused with db.stale when the rules differ.
//
// It refuses unknown rules and a last day that is not ahead ("risk.rules.until").
func (a *Assessment) SetRules(ctx context.Context, client pana.ClientID, n Rules) error {
	const op = "assessment.SetRules"
	return a.files.Enter(ctx, policy.SetRules, client, func(e *casework.Entry) error {
		w, err := n.clean(op, e.Today)
		if err != nil {
			return err
		}
		kept, err := newestRules(e.Ctx, e.Tx, e.Client())
		if err != nil {
			return err
		}
		if kept.Number != w.Number {
			return db.Stale(op, map[string]any{"Fields": []string{"rules"}})
		}
		w.ID, w.Number, w.On = e.Tx.ID(), kept.Number+1, e.Today
		if err := insertRules(e.Ctx, e.Tx, e.Client(), w); err != nil {
			return stale(op, err, []string{"rules"})
		}
		e.About(w.ID)
		e.Wrote("contact_rule_sets", w.ID, e.Client(), w.Number, w.Until, w.Explained, w.Rules)
		return nil
	})
}

func (r Rules) clean(op string, today pana.Date) (Rules, error) {
	if err := codes.CheckAll(op, "rules", "contact-rule", r.Rules); err != nil {
		return r, err
	}
	var err error
	if r.Until, err = casework.Day(op, "until", r.Until); err != nil {
		return r, err
	}
	if r.Until != "" && r.Until <= today {
		return r, pana.Refuse(op, "until", "risk.rules.until")
	}
	return r, nil
}

// SeeRules returns the rules of a client for the page that sets them.
func (a *Assessment) SeeRules(ctx context.Context, code string) (Rules, error) {
	var rules Rules
	err := a.files.Read(ctx, code, policy.SeeRules, func(r *casework.Reading) (err error) {
		rules, err = rulesOf(r.Ctx, r.Tx, r.Subject.Client, r.Today)
		return err
	})
	return rules, err
}

// RulesOf returns the rules that hold for a client today, none when the actor may
// not see them. It opens no words.
func (a *Assessment) RulesOf(ctx context.Context, client pana.ClientID) (Rules, error) {
	var rules Rules
	err := a.h.DB.View(ctx, func(tx *db.Tx) error {
		s, err := casework.Subject(ctx, tx, a.h.Tonight(tx.Now), client)
		if err != nil {
			return err
		}
		if policy.Check(pana.ActorFrom(ctx), policy.SeeRules, s) != nil {
			return nil
		}
		rules, err = rulesOf(ctx, tx, client, a.h.Today(tx.Now))
		return err
	})
	return rules, err
}

// Rules returns the rules for calls and visits of everyone who sleeps in the house
// tonight and has any, among those whom the actor may see.
func (a *Assessment) Rules(ctx context.Context) ([]Present, error) {
	if !policy.May(pana.ActorFrom(ctx), policy.SeeRules) {
		return nil, nil
	}
	var all []Present
	err := a.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		cond, args := a.files.Where(ctx, tx, policy.SeeRules)
		all, err = rulesTonight(ctx, tx, cond, args, a.h.Today(tx.Now))
		return err
	})
	return all, err
}
