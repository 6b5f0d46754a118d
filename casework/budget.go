package casework

import (
	"context"
	"slices"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// BudgetReasons are why somebody opens more files in a day than usual, in the
// order in which a page offers them.
func BudgetReasons() []string { return []string{"round", "handover", "searching", "report", "other"} }

// spend looks at how many files the reader has opened today. Beyond the budget of
// the house she goes on with a reason ("budget.reason"), beyond twice of it when
// somebody who leads the house lets her ("budget.head"): both a Conflict that
// counts only her own looks. Those who lead are told in the same transaction.
//
// Care waits for nobody: a file of her own, of somebody who sleeps here tonight,
// or one open to her in danger is opened all the same, and only told.
func (c *Casework) spend(ctx context.Context, tx *db.Tx, r *opening) error {
	me, since := r.actor.Staff, c.midnight(tx.Now)
	if known, err := lookedToday(ctx, tx, me, since, r.subject.Client); err != nil || known {
		return err
	}
	seen, err := looksToday(ctx, tx, me, since)
	budget := c.h.Settings().LookBudget()
	if err != nil || seen < budget {
		return err
	}
	day, err := lookDay(ctx, tx, me, c.h.Today(tx.Now))
	if err != nil {
		return err
	}
	heads, err := c.h.Able(ctx, tx, policy.LetLook)
	if err != nil {
		return err
	}
	heads = slices.DeleteFunc(heads, func(h pana.StaffID) bool { return h == me })
	if care := r.subject.Assigned || r.subject.Present || r.file.Danger != 0; !care {
		switch {
		case day.Reason == "":
			return overBudget("budget.reason", seen)
		case seen >= 2*budget && day.LetBy == "" && len(heads) > 0:
			return overBudget("budget.head", seen)
		}
	}
	return c.tellBudget(ctx, tx, heads, budget, since, r.subject.Client, day.Reason)
}

func overBudget(say string, seen int) error {
	return &pana.Error{Op: "casework.spend", Kind: pana.Conflict, Say: say, With: map[string]any{"N": seen}}
}

// tellBudget tells each of heads once a day that the actor has opened more files
// than the budget, of which the head may know. What is hidden from a head is not
// counted for her: the number that made her be told would tell of it.
func (c *Casework) tellBudget(ctx context.Context, tx *db.Tx, heads []pana.StaffID, budget int, since int64, now pana.ClientID, reason string) error {
	me := pana.ActorFrom(ctx).Staff
	say := "notice.budget"
	if reason != "" {
		say += "." + reason
	}
	for _, head := range heads {
		told, err := c.h.ToldSince(ctx, tx, head, "notice.budget", string(me), since)
		if err != nil || told {
			return err
		}
		grants, err := c.h.GrantsOf(ctx, tx, head)
		if err != nil {
			return err
		}
		n, err := looksKnownTo(ctx, tx, pana.Actor{Staff: head, Grants: grants}, c.tonight(tx), me, since, now)
		if err != nil {
			return err
		}
		if n <= budget {
			continue
		}
		if err := c.h.Tell(ctx, tx, []pana.StaffID{head}, house.Notice{Say: say, Object: string(me)}); err != nil {
			return err
		}
	}
	return nil
}

// A LookDay is how many files somebody has opened today, as far as the reader may
// know of them.
type LookDay struct {
	Staff  pana.StaffID
	Seen   int
	Reason string // of BudgetReasons; empty within the budget
	LetBy  pana.StaffID
}

// MyLooks is the actor's own day.
func (c *Casework) MyLooks(ctx context.Context) (d LookDay, budget int, err error) {
	err = c.h.DB.View(ctx, func(tx *db.Tx) error {
		me := pana.ActorFrom(ctx).Staff
		if err := policy.Check(pana.ActorFrom(ctx), policy.GoOnLooking, policy.Subject{Person: me}); err != nil {
			return err
		}
		row, err := lookDay(ctx, tx, me, c.h.Today(tx.Now))
		if err != nil {
			return err
		}
		d = LookDay{Staff: me, Reason: row.Reason, LetBy: row.LetBy}
		d.Seen, err = looksToday(ctx, tx, me, c.midnight(tx.Now))
		return err
	})
	return d, c.h.Settings().LookBudget(), err
}

// GoOnLooking says why the actor opens more files today than the budget. Beyond
// twice the budget it asks those who lead the house to let her, each time.
func (c *Casework) GoOnLooking(ctx context.Context, reason string) error {
	if !slices.Contains(BudgetReasons(), reason) {
		return pana.Refuse("casework.GoOnLooking", "reason", "budget.why")
	}
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		me := pana.ActorFrom(ctx).Staff
		if err := policy.Check(pana.ActorFrom(ctx), policy.GoOnLooking, policy.Subject{Person: me}); err != nil {
			return err
		}
		today := c.h.Today(tx.Now)
		if err := putLookReason(ctx, tx, me, today, reason); err != nil {
			return err
		}
		seen, err := looksToday(ctx, tx, me, c.midnight(tx.Now))
		if err != nil {
			return err
		}
		if day, err := lookDay(ctx, tx, me, today); err != nil {
			return err
		} else if seen >= 2*c.h.Settings().LookBudget() && day.LetBy == "" {
			heads, err := c.h.Able(ctx, tx, policy.LetLook)
			if err != nil {
				return err
			}
			if err := c.h.Tell(ctx, tx, heads, house.Notice{Say: "notice.let", Object: string(me)}); err != nil {
				return err
			}
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.GoOnLooking, Digests: [][32]byte{trail.Digest("look_days", string(me), string(today), reason)}})
	})
}

// Looks returns who has opened files today and how many, the most first, counting
// only files of which the actor may know. It needs SeeLooks.
func (c *Casework) Looks(ctx context.Context) (days []LookDay, budget int, err error) {
	err = c.h.DB.View(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeeLooks, policy.Subject{}); err != nil {
			return err
		}
		days, err = looksByStaff(ctx, tx, pana.ActorFrom(ctx), c.tonight(tx), pana.FirstID(db.FromMicros(c.midnight(tx.Now))))
		for i := range days {
			row, e := lookDay(ctx, tx, days[i].Staff, c.h.Today(tx.Now))
			if e != nil {
				return e
			}
			days[i].Reason, days[i].LetBy = row.Reason, row.LetBy
		}
		return err
	})
	return days, c.h.Settings().LookBudget(), err
}

// LetLook lets a colleague open more than twice the budget today. Nobody lets
// herself ("budget.self").
func (c *Casework) LetLook(ctx context.Context, staff pana.StaffID) error {
	const op = "casework.LetLook"
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		actor := pana.ActorFrom(ctx)
		if err := policy.Check(actor, policy.LetLook, policy.Subject{}); err != nil {
			return err
		}
		if staff == actor.Staff {
			return conflict(op, "budget.self")
		}
		if known, err := staffExists(ctx, tx, staff); err != nil || !known {
			return firstError(err, Gone(op))
		}
		today := c.h.Today(tx.Now)
		if err := putLookLet(ctx, tx, staff, today, actor.Staff); err != nil {
			return err
		}
		if err := c.h.Tell(ctx, tx, []pana.StaffID{staff}, house.Notice{Say: "notice.may-look"}); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: policy.LetLook, Object: string(staff),
			Digests: [][32]byte{trail.Digest("look_days", string(staff), string(today), string(actor.Staff))}})
	})
}

// midnight is when the day of now began in the house, in microseconds.
func (c *Casework) midnight(now time.Time) int64 {
	y, m, d := now.In(c.h.Zone()).Date()
	return db.Micros(time.Date(y, m, d, 0, 0, 0, 0, c.h.Zone()))
}
