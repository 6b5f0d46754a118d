package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// ReturnsAhead lists journeys and arrivals to be confirmed between two days, for
// the calendar.
func (l *Legal) ReturnsAhead(ctx context.Context, from, until pana.Date) ([]casework.Ahead, error) {
	var list []casework.Ahead
	err := l.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		cond, args := l.files.Where(ctx, tx, policy.SeeReturn)
		list, err = returnsAhead(ctx, tx, cond, args, from, until)
		return err
	})
	return list, err
}

// ReturnDecisions lists what waits for a head: an exception asked for, and a check
// that her worker has signed and no head has.
func (l *Legal) ReturnDecisions(ctx context.Context) ([]casework.Decision, error) {
	var list []casework.Decision
	err := l.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		cond, args := l.files.Where(ctx, tx, policy.ExceptReturn)
		if list, err = exceptionsWaiting(ctx, tx, cond, args); err != nil {
			return err
		}
		half, err := halfSigned(ctx, tx, cond, args)
		if err != nil {
			return err
		}
		for _, d := range half {
			s, err := checkOf(ctx, tx, d.Client)
			if err != nil {
				return err
			}
			worker, stands := s.Signed(WorkerSigns)
			if _, head := s.Signed(HeadSigns); stands && !head && worker.By != pana.ActorFrom(ctx).Staff {
				d.Since, d.By = worker.On, worker.By
				list = append(list, d)
			}
		}
		return nil
	})
	return list, err
}

// ReturnLane is where her return stands, for the strip on the file.
func (l *Legal) ReturnLane(r *casework.Reading) (casework.Track, bool, error) {
	if !r.May(policy.SeeReturn) {
		return casework.Track{}, false, nil
	}
	all, err := returnsOf(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil || len(all) == 0 {
		return casework.Track{}, false, err
	}
	x := all[0]
	t := casework.Track{Kind: "family", Page: "/return", Say: "track.return." + x.State, Running: x.Open()}
	for _, d := range []pana.Date{x.Opened, x.Departed, x.Arrived} {
		if d != "" {
			t.Done = append(t.Done, d)
		}
	}
	if x.Open() && x.Departed == "" && x.Travel != "" {
		t.Planned = append(t.Planned, x.Travel)
	}
	switch x.State {
	case Wish, Preparing:
		s, err := standingOf(r.Ctx, r.Tx, r.Subject.Client, x)
		if err != nil {
			return t, false, err
		}
		if missing := len(s.Missing()); missing > 0 {
			t.Say, t.With, t.Waiting = "track.return.check", map[string]any{"N": missing}, true
		} else {
			t.Say = "track.return.standing"
		}
	case Arrived:
		t.With = map[string]any{"Day": x.Arrived}
	}
	return t, true, nil
}
