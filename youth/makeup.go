package youth

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// MakeUp says that somebody was in a lesson for a session that she missed. It
// refuses a lesson that lies ahead, one of her own group, which counts by itself
// ("youth.makeup.own"), a session that was not missed or is made up already
// ("youth.makeup.gone"), and one that was later than this.
func (y *Youth) MakeUp(ctx context.Context, key string, missed MarkID) error {
	const op = "youth.MakeUp"
	slot, on, err := y.meeting(ctx, op, policy.MarkLesson, key)
	if err != nil {
		return err
	}
	if missed == "" {
		return pana.Refuse(op, "missed", "youth.makeup.who")
	}
	return y.within(ctx, op, policy.WriteYoung, slot.Site, func(tx *db.Tx, line *trail.Entry) error {
		s, err := y.sheet(ctx, tx, op, slot, on)
		if err != nil {
			return err
		}
		m, waits, err := y.missed(ctx, tx, slot.Site, missed)
		switch {
		case err != nil:
			return err
		case !waits:
			return pana.Refuse(op, "missed", "youth.makeup.gone")
		case on > s.Today:
			return conflict(op, "youth.lesson.ahead")
		case !s.Meeting.asks():
			return conflict(op, "youth.lesson.off")
		case s.Lesson.ID == "":
			return conflict(op, "youth.makeup.first")
		case slices.ContainsFunc(s.Seats, func(x Seat) bool { return x.Client == m.Client }):
			return pana.Refuse(op, "missed", "youth.makeup.own")
		}
		line.Object = string(s.Lesson.ID)
		return y.mark(ctx, tx, slot.Site, Mark{Client: m.Client, Lesson: s.Lesson.ID, On: on, Mark: Present, Minutes: s.Lesson.Minutes, MakesUp: missed})
	})
}

// mayMake returns the sessions that wait to be made up by those who are not in the
// list of the lesson, the oldest of each.
func (y *Youth) mayMake(ctx context.Context, tx *db.Tx, site pana.SiteID, seats []Seat) ([]Missed, error) {
	all, err := y.allMissed(ctx, tx, site)
	if err != nil {
		return nil, err
	}
	seen := map[pana.ClientID]bool{}
	for _, s := range seats {
		seen[s.Client] = true
	}
	return slices.DeleteFunc(all, func(m Missed) bool {
		was := seen[m.Client]
		seen[m.Client] = true
		return was
	}), nil
}

func (y *Youth) allMissed(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]Missed, error) {
	cond, args := y.files.Where(ctx, tx, policy.SeeYoung)
	rows, err := missedRows(ctx, tx, site, cond, args)
	if err != nil {
		return nil, err
	}
	all := make([]Missed, len(rows))
	for i, r := range rows {
		all[i] = Missed{Client: r.Client, Code: r.Code, Mark: r.Mark, On: r.On}
		if all[i].Call, err = y.call(r.Client, r.Sealed); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (y *Youth) missed(ctx context.Context, tx *db.Tx, site pana.SiteID, id MarkID) (Missed, bool, error) {
	all, err := y.allMissed(ctx, tx, site)
	i := slices.IndexFunc(all, func(m Missed) bool { return m.Mark == id })
	if i < 0 {
		return Missed{}, false, err
	}
	return all[i], true, nil
}
