package legal

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Restoration is the way in which a paper is got back: steps from a template
// and steps of our own.
type Restoration struct {
	ID       RestorationID
	Paper    PaperID
	Template string
	Begun    pana.Date
	Ended    pana.Date // empty while it goes on
	Outcome  string    // code list restoration-outcome
	By       pana.StaffID
	Version  int64
	Note     string // why it ended so, sealed
	Closed   bool
	Steps    []Step
}

// Days is how long the restoration has gone on by a day, or went on.
func (w Restoration) Days(today pana.Date) int {
	if w.Ended != "" {
		today = w.Ended
	}
	return days(w.Begun, today)
}

// Next returns the first step that nobody has taken or set aside.
func (w Restoration) Next() (Step, bool) {
	i := slices.IndexFunc(w.Steps, func(s Step) bool { return s.Done == "" && !s.Skipped })
	if i < 0 {
		return Step{}, false
	}
	return w.Steps[i], true
}

// days is how many days lie between two days; 0 when one is not known.
func days(from, to pana.Date) int {
	if from == "" || to == "" {
		return 0
	}
	return max(int(to.Time().Sub(from.Time()).Hours()/24), 0)
}

// Restore begins to restore a paper along a template. The paper is then being
// restored; what it was before stays known. It refuses an unknown template, and a
// paper that is being restored already (Conflict "paper.running").
func (l *Legal) Restore(ctx context.Context, client pana.ClientID, paper PaperID, template string) (RestorationID, error) {
	const op = "legal.Restore"
	var id RestorationID
	t, known := FindTemplate(template)
	if !known {
		return "", pana.Refuse(op, "template", "paper.template.missing")
	}
	err := l.files.Enter(ctx, policy.WritePapers, client, func(e *casework.Entry) error {
		p, err := paperOf(e, op, paper)
		if err != nil {
			return err
		}
		if _, running, err := runningOf(e.Ctx, e.Tx, paper); err != nil {
			return err
		} else if running {
			return &pana.Error{Op: op, Kind: pana.Conflict, Field: "template", Say: "paper.running"}
		}
		w := Restoration{ID: RestorationID(e.Tx.ID()), Paper: paper, Template: t.Code, Begun: e.Today}
		if err := insertRestoration(e.Ctx, e.Tx, w, e.Client()); err != nil {
			return err
		}
		for i, s := range t.Steps {
			step := Step{ID: StepID(e.Tx.ID()), N: i + 1, Code: s.Code, Needs: s.Needs, Waits: s.Waits}
			if err := insertStep(e.Ctx, e.Tx, step, w, e.Client()); err != nil {
				return err
			}
		}
		e.Wrote("paper_tracks", string(w.ID), e.Client(), paper, w.Template, w.Begun)
		id = w.ID
		n := p.NewPaper
		if n.State != BeingRestored {
			n.State = BeingRestored
			return changePaper(e, op, p, n, p.Obtained)
		}
		e.About(string(paper))
		return nil
	})
	return id, err
}

// An Ending is how a restoration ended, and what stands on the paper if it came.
type Ending struct {
	Outcome string
	On      pana.Date // empty means today
	Number  string
	Expires pana.Date
	Place   string
	Note    string // sealed
}

// EndRestoration ends a restoration. When the paper was obtained the register
// says so, with its number and last day; otherwise the paper is again what it was
// before.
//
// It refuses a missing or unknown outcome, a day that has not come or lies before
// the beginning, and one that is over already (Conflict "paper.ended").
func (l *Legal) EndRestoration(ctx context.Context, client pana.ClientID, id RestorationID, n Ending, version int64) error {
	const op = "legal.EndRestoration"
	return l.files.Enter(ctx, policy.WritePapers, client, func(e *casework.Entry) error {
		w, ok, err := restorationByID(e.Ctx, e.Tx, e.Client(), id)
		if err != nil {
			return err
		}
		if !ok {
			return casework.Gone(op)
		}
		if n, err = n.clean(op, w.Begun, e.Today); err != nil {
			return err
		}
		if w.Ended != "" {
			return &pana.Error{Op: op, Kind: pana.Conflict, Field: "outcome", Say: "paper.ended"}
		}
		if done, err := endRestoration(e.Ctx, e.Tx, id, n.On, n.Outcome, version); err != nil {
			return err
		} else if done == 0 {
			return db.Stale(op, map[string]any{"Fields": []string{"outcome"}})
		}
		e.Wrote("paper_tracks", string(id), e.Client(), n.On, n.Outcome)
		if err := e.Put(pana.Legal, "paper_tracks", string(id), casework.Say{Field: fieldNote, Text: n.Note}); err != nil {
			return err
		}
		p, err := paperOf(e, op, w.Paper)
		if err != nil {
			return err
		}
		to, obtained := p.NewPaper, p.Obtained
		if n.Outcome == Obtained {
			to.State, obtained = Has, n.On
			to.Expires = n.Expires
			if n.Number != "" {
				to.Number = n.Number
			}
			if n.Place != "" {
				to.Place = n.Place
			}
		} else if to.State, err = stateBefore(e.Ctx, e.Tx, w.Paper); err != nil {
			return err
		}
		return changePaper(e, op, p, to, obtained)
	})
}

// Obtained is the outcome that the paper is here.
const Obtained = "obtained"

func (n Ending) clean(op string, begun, today pana.Date) (Ending, error) {
	if n.Outcome == "" {
		return n, pana.Refuse(op, "outcome", "paper.outcome.missing")
	}
	if err := codes.Check(op, "outcome", "restoration-outcome", n.Outcome); err != nil {
		return n, err
	}
	if n.On == "" {
		n.On = today
	}
	var err error
	if n.On, err = casework.Past(op, "on", n.On, today); err != nil {
		return n, err
	}
	if n.On < begun {
		return n, pana.Refuse(op, "on", "paper.before-begun")
	}
	if n.Expires, err = casework.Day(op, "expires", n.Expires); err != nil {
		return n, err
	}
	if n.Expires != "" && n.Expires < n.On {
		return n, pana.Refuse(op, "expires", "paper.expires.before")
	}
	if err := codes.Check(op, "place", "paper-place", n.Place); err != nil {
		return n, err
	}
	if n.Number, err = casework.Text(op, "number", n.Number, casework.MostLine); err != nil {
		return n, err
	}
	n.Note, err = casework.Text(op, "note", n.Note, casework.MostNote)
	return n, err
}
