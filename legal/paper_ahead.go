package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// An Expiry is a paper whose last day is near.
type Expiry struct {
	Code    string    `db:"code"`
	Paper   PaperID   `db:"id"`
	Kind    string    `db:"kind"`
	Expires pana.Date `db:"expires"`
}

// Expiring lists papers of clients in our care that run out within so many days,
// the nearest first; within 0 means as many as the house has set. It shows what
// the actor may see of papers.
func (l *Legal) Expiring(ctx context.Context, within int) ([]Expiry, error) {
	var list []Expiry
	err := l.h.DB.View(ctx, func(tx *db.Tx) error {
		if within <= 0 {
			set, err := settingsOf(ctx, tx)
			if err != nil {
				return err
			}
			within = set.WarnDays()
		}
		cond, args := l.files.Where(ctx, tx, policy.SeePapers)
		today := l.h.Today(tx.Now)
		var err error
		list, err = papersExpiring(ctx, tx, cond, args, today, today.AddDays(within))
		return err
	})
	return list, err
}

// A Missing is a paper that a client needs and cannot use.
type Missing struct {
	Code  string  `db:"code"`
	Paper PaperID `db:"id"`
	Kind  string  `db:"kind"`
	State string  `db:"state"`
}

// MissingPapers lists the papers that clients in our care need and cannot use.
func (l *Legal) MissingPapers(ctx context.Context) ([]Missing, error) {
	var list []Missing
	err := l.h.DB.View(ctx, func(tx *db.Tx) error {
		cond, args := l.files.Where(ctx, tx, policy.SeePapers)
		var err error
		list, err = papersMissing(ctx, tx, cond, args, l.h.Today(tx.Now))
		return err
	})
	return list, err
}

// papersAhead lists the days on which something is done for a paper, and last days.
func (l *Legal) papersAhead(ctx context.Context, tx *db.Tx, from, until pana.Date) ([]casework.Ahead, error) {
	cond, args := l.files.Where(ctx, tx, policy.SeePapers)
	return papersAhead(ctx, tx, cond, args, from, until)
}

// PapersTrack says where a client's papers stand, for the strip on her file; false
// when nothing is written down or it is not the reader's to see.
func (l *Legal) PapersTrack(r *casework.Reading) (casework.Track, bool, error) {
	none := casework.Track{}
	if !r.May(policy.SeePapers) {
		return none, false, nil
	}
	papers, err := gather(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil || len(papers) == 0 {
		return none, false, err
	}
	set, err := settingsOf(r.Ctx, r.Tx)
	if err != nil {
		return none, false, err
	}
	return trackOf(papers, r.Today, set.WarnDays()), true, nil
}

// trackOf is the strip of some papers on a day. It says the one thing that
// matters most: whom we wait for, what is next, what runs out, what is missing.
func trackOf(papers []Paper, today pana.Date, warn int) casework.Track {
	t := casework.Track{Kind: "papers", Say: "track.papers.here", Page: "/papers"}
	missing, longest := 0, -1
	var next, runsOut pana.Date
	for _, p := range papers {
		if p.Missing(today) {
			missing++
		}
		if p.Obtained != "" {
			t.Done = append(t.Done, p.Obtained)
		}
		if p.Here(today) && p.Expires != "" {
			t.Planned = append(t.Planned, p.Expires)
			if p.Expires <= today.AddDays(warn) {
				runsOut = earlier(runsOut, p.Expires)
			}
		}
		w, running := p.Running()
		if !running {
			continue
		}
		t.Running = true
		t.Done = append(t.Done, w.Begun)
		for _, s := range w.Steps {
			switch s.State() {
			case "done":
				t.Done = append(t.Done, s.Done)
			case "asked":
				t.Waiting = true
				t.Done = append(t.Done, s.Asked)
				if n, _ := s.Waiting(today); n > longest {
					longest = n
					t.Say = "track.papers.waiting"
					if s.Needs == pana.EmbassyUse {
						t.Say = "track.papers.waiting.embassy"
					}
				}
			case "planned":
				t.Planned = append(t.Planned, s.Planned)
				if s.Planned >= today {
					next = earlier(next, s.Planned)
				}
			}
		}
	}
	switch {
	case longest >= 0:
		t.With = map[string]any{"N": longest}
	case next != "":
		t.Say, t.With = "track.papers.next", map[string]any{"Day": next}
	case runsOut != "":
		t.Say, t.With = "track.papers.expires", map[string]any{"Day": runsOut}
	case t.Running:
		t.Say = "track.papers.running"
	case missing > 0:
		t.Say, t.With = "track.papers.missing", map[string]any{"N": missing}
	}
	return t
}

func earlier(a, b pana.Date) pana.Date {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}
