package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

func (l *Legal) courtAhead(ctx context.Context, tx *db.Tx, from, until pana.Date) ([]casework.Ahead, error) {
	cond, args := l.files.Where(ctx, tx, policy.SeeCourt)
	return courtAhead(ctx, tx, cond, args, from, until)
}

// A CourtNow is where court stands for one client, for a lawyer's first screen.
type CourtNow struct {
	Code    string    `db:"code"`
	Wish    string    `db:"wish"`    // empty: nobody has asked her
	Stage   string    `db:"stage"`   // of her newest case; empty without one
	Hearing pana.Date `db:"hearing"` // the next
	Due     pana.Date `db:"due"`     // the nearest day by which something is due
}

// CourtsNow lists where court stands for the clients in our care of whom the actor
// may know it, by code.
func (l *Legal) CourtsNow(ctx context.Context) ([]CourtNow, error) {
	var list []CourtNow
	err := l.h.DB.View(ctx, func(tx *db.Tx) error {
		cond, args := l.files.Where(ctx, tx, policy.SeeCourt)
		var err error
		list, err = courtsNow(ctx, tx, cond, args, l.h.Today(tx.Now))
		return err
	})
	return list, err
}

// CourtTrack says where court stands, for the strip on a client's file; false when
// nothing is written down or it is not the reader's to see.
func (l *Legal) CourtTrack(r *casework.Reading) (casework.Track, bool, error) {
	if !r.May(policy.SeeCourt) {
		return casework.Track{}, false, nil
	}
	var v Court
	if err := v.gather(r.Ctx, r.Tx, r.Subject.Client); err != nil {
		return casework.Track{}, false, err
	}
	if len(v.Wishes) == 0 && len(v.Cases) == 0 && !v.Reflects {
		return casework.Track{}, false, nil
	}
	return courtTrack(v, r.Today), true, nil
}

// courtTrack says the one thing that matters most: the next hearing, what is due,
// the time to reflect, the stage of the newest case, her wish.
func courtTrack(v Court, today pana.Date) casework.Track {
	t := casework.Track{Kind: "court", Page: "/court"}
	var hearing, due pana.Date
	stage := ""
	for _, c := range v.Cases {
		for _, s := range c.Stages {
			t.Done = append(t.Done, s.Since)
		}
		for _, m := range c.Money {
			if m.Step == "paid" && !m.Struck {
				t.Done = append(t.Done, m.On)
			}
		}
		for _, h := range c.Hearings {
			switch {
			case h.Ahead(today):
				t.Planned = append(t.Planned, h.On)
				hearing = earlier(hearing, h.On)
			case h.Result != "postponed" && h.Result != "not-held":
				t.Done = append(t.Done, h.On)
			}
		}
		for _, d := range c.Deadlines {
			if d.Met == "" {
				t.Planned = append(t.Planned, d.Due)
				due = earlier(due, d.Due)
			}
		}
		if !c.Over() {
			t.Running = true
		}
		stage = c.Stage
	}
	left, reflects := v.Reflection.Left(today)
	if reflects {
		t.Planned = append(t.Planned, v.Reflection.Until)
	}
	wish, asked := v.Wish()
	switch {
	case hearing != "":
		t.Say, t.With = "track.court.hearing", map[string]any{"Day": hearing}
	case due != "":
		t.Say, t.With = "track.court.due", map[string]any{"Day": due}
	case reflects:
		t.Say, t.With = "track.court.reflection", map[string]any{"N": left}
	case stage != "":
		t.Say, t.Waiting = "track.court.stage."+stage, t.Running
	case asked:
		t.Say = "track.court.wish." + wish.Wish
	default:
		t.Say = "track.court.none"
	}
	return t
}
