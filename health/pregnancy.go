package health

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Answers to whether she is expecting. Not asked is no answer at all.
const (
	Expecting    = "yes"
	NotExpecting = "no"
	NotKnown     = "unknown"
)

// PregnancyAnswers lists the answers as a form shows them.
func PregnancyAnswers() []string { return []string{Expecting, NotExpecting, NotKnown} }

// A Pregnancy is what was last answered, and when the child is due if she is
// expecting. The zero Pregnancy means that nobody has asked.
type Pregnancy struct {
	ID          string       `db:"id"`
	Answer      string       `db:"answer"`
	Due         pana.Fuzzy   `db:"-"`
	Source      pana.Source  `db:"source"`
	Interpreted bool         `db:"interpreted"`
	On          pana.Date    `db:"on_day"`
	By          pana.StaffID `db:"by_staff"`
	Version     int64        `db:"version"`
	Text        string
	Closed      bool
}

// Term is how many weeks a pregnancy lasts, by the usual count.
const Term = 40

// Weeks returns how far a pregnancy has come on a day, as the least and the most
// weeks that the due date allows. A due date that is open at an end gives none,
// and a rough one never gives a single week.
func (p Pregnancy) Weeks(today pana.Date) (least, most int, ok bool) {
	if p.Answer != Expecting || p.Due.Earliest == "" || p.Due.Latest == "" {
		return 0, 0, false
	}
	until := func(d pana.Date) int { return int(d.Time().Sub(today.Time()).Hours() / 24) }
	least = max(Term-(until(p.Due.Latest)+6)/7, 0)
	most = min(Term-until(p.Due.Earliest)/7, Term+2)
	return min(least, most), most, most >= 0
}

// A NewPregnancy is an answer. Seen is the id of the one the page showed.
type NewPregnancy struct {
	Seen        string
	Answer      string
	Due         pana.Fuzzy
	Source      pana.Source
	Interpreted bool
	Text        string
}

func (n NewPregnancy) clean(op string) (NewPregnancy, error) {
	if n.Answer == "" {
		return n, pana.Refuse(op, "answer", "health.pregnancy.missing")
	}
	if err := casework.CheckOneOf(op, "answer", n.Answer, PregnancyAnswers()...); err != nil {
		return n, err
	}
	if err := casework.Moment(op, "due", n.Due); err != nil {
		return n, err
	}
	if n.Answer != Expecting && n.Due.Known() {
		return n, pana.Refuse(op, "due", "health.pregnancy.due")
	}
	if err := casework.CheckSource(op, n.Source); err != nil {
		return n, err
	}
	var err error
	n.Text, err = casework.Text(op, "text", n.Text, casework.MostNote)
	return n, err
}

// TellPregnancy records whether a client is expecting. The answer before stays
// kept. A page that did not show the latest answer is refused with db.stale; the
// same answer again changes nothing.
func (h *Health) TellPregnancy(ctx context.Context, client pana.ClientID, n NewPregnancy) error {
	const op = "health.TellPregnancy"
	n, err := n.clean(op)
	if err != nil {
		return err
	}
	return h.files.Enter(ctx, policy.WriteHealth, client, func(e *casework.Entry) error {
		old, ok, err := pregnancyOf(e.Ctx, e.Tx, e.Client())
		if err != nil {
			return err
		}
		if ok {
			said, err := openWords(e, op, "pregnancies", old.ID)
			if err != nil {
				return err
			}
			fields := casework.Differing(map[string]bool{"answer": n.Answer == old.Answer, "due": n.Due == old.Due, "text": n.Text == said[fieldText],
				"source": n.Source == old.Source && n.Interpreted == old.Interpreted})
			switch {
			case len(fields) == 0:
				return nil
			case old.ID != n.Seen:
				return db.Stale(op, map[string]any{"Fields": fields})
			}
			if err := retirePregnancy(e.Ctx, e.Tx, old.ID); err != nil {
				return err
			}
		}
		id := e.Tx.ID()
		if err := insertPregnancy(e.Ctx, e.Tx, id, e.Client(), e.Episode.ID, e.Today, n); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("pregnancies", id, e.Client(), n.Answer, n.Due, n.Source, n.Interpreted)
		return e.Put(pana.Health, "pregnancies", id, casework.Say{Field: fieldText, Text: n.Text})
	})
}
