package stories

import (
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/policy"
)

// A NewAnswer is what she says about one story when she is asked, or by herself.
type NewAnswer struct {
	Yes         bool
	Uses        []string // code list story-use
	Until       pana.Date
	Language    string // that it was explained in
	Method      string // empty means spoken
	Interpreted bool
	Own         bool // she brought it up herself
	Told        string
}

// Ask writes down what she answered about this story, apart from every other
// consent. Nobody is asked before the house chose after how many days somebody may
// be ("stories.days.unset"), nor within them ("stories.early"), nor once more after
// a no or after she took it back, unless she brings it up herself ("stories.again").
// A yes names at least one use and a last day.
func (s *Stories) Ask(ctx context.Context, client pana.ClientID, id ID, n NewAnswer) error {
	const op = "stories.Ask"
	return s.on(ctx, op, policy.AskStory, client, id, 0, func(e *casework.Entry, x Story) error {
		n, err := n.clean(op, e.Today)
		if err != nil {
			return err
		}
		if err := s.mayAsk(e, op, x, n); err != nil {
			return err
		}
		a := Answer{ID: e.Tx.ID(), Story: id, Yes: n.Yes, UseList: strings.Join(n.Uses, " "), On: e.Today, Until: n.Until, Language: n.Language, Method: n.Method, Interpreted: n.Interpreted, Own: n.Own}
		e.Wrote("story_answers", a.ID, id, a.Yes, a.UseList, a.On, a.Until, a.Language, a.Method, a.Interpreted, a.Own)
		if err := insertAnswer(e, a); err != nil {
			return err
		}
		return e.Put(pana.Care, "story_answers", a.ID, casework.Say{Field: fieldTold, Text: n.Told})
	})
}

func (n NewAnswer) clean(op string, today pana.Date) (NewAnswer, error) {
	var err error
	if n.Told, err = casework.Text(op, "told", n.Told, casework.MostNote); err != nil {
		return n, err
	}
	if err = codes.Check(op, "language", "language", n.Language); err != nil {
		return n, err
	}
	if n.Method == "" {
		n.Method = casework.Spoken
	}
	if err = casework.CheckOneOf(op, "method", n.Method, casework.ConsentMethods()...); err != nil {
		return n, err
	}
	if !n.Yes {
		n.Uses, n.Until = nil, ""
		return n, nil
	}
	slices.Sort(n.Uses)
	n.Uses = slices.Compact(n.Uses)
	for _, u := range n.Uses {
		if err := codes.Check(op, "uses", "story-use", u); err != nil {
			return n, err
		}
	}
	if n.Until, err = casework.Day(op, "until", n.Until); err != nil {
		return n, err
	}
	switch {
	case len(n.Uses) == 0:
		return n, pana.Refuse(op, "uses", "stories.uses.missing")
	case n.Until == "":
		return n, pana.Refuse(op, "until", "stories.until.missing")
	case n.Until < today:
		return n, pana.Refuse(op, "until", "consent.until.past")
	case n.Language == "":
		return n, pana.Refuse(op, "language", "stories.language.missing")
	}
	return n, nil
}

// mayAsk refuses a question that comes too early or once too often.
func (s *Stories) mayAsk(e *casework.Entry, op string, x Story, n NewAnswer) error {
	if err := grown(e, op); err != nil {
		return err
	}
	set, err := settingsOf(e.Ctx, e.Tx)
	if err != nil {
		return err
	}
	if !n.Yes {
		return nil // a no is written down whenever it is said
	}
	switch came := e.Episode.Opened; {
	case set.Days == 0:
		return conflict(op, "", "stories.days.unset")
	case came == "" || came.AddDays(set.Days) > e.Today:
		return &pana.Error{Op: op, Kind: pana.Conflict, Say: "stories.early", With: map[string]any{"N": set.Days}}
	}
	if a := x.Answer(); a.ID != "" && (!a.Yes || a.Withdrawn != "") && !n.Own {
		return pana.Refuse(op, "own", "stories.again")
	}
	return nil
}

// Withdraw takes her yes back. The next request already finds it gone. Taking back
// what was taken back changes nothing, and no page is too old for it.
func (s *Stories) Withdraw(ctx context.Context, client pana.ClientID, id ID) error {
	return s.on(ctx, "stories.Withdraw", policy.WithdrawStory, client, id, 0, func(e *casework.Entry, x Story) error {
		a := x.Answer()
		if a.ID == "" || !a.Yes || a.Withdrawn != "" {
			return nil
		}
		e.Wrote("story_answers", a.ID, "withdrawn", e.Today)
		return withdrawAnswer(e, a.ID)
	})
}

// A NewReading is what she said when she had read an edition, or had it read to her.
type NewReading struct {
	Answer string // AsItIs or Change
	Way    string // code list story-reading
	Told   string
}

// Heard writes down that she knows this edition as it would leave, and what she
// said. It refuses no answer, and an edition that was changed since.
func (s *Stories) Heard(ctx context.Context, client pana.ClientID, id ID, edition int, n NewReading) error {
	const op = "stories.Heard"
	return s.on(ctx, op, policy.AskStory, client, id, edition, func(e *casework.Entry, x Story) error {
		if n.Answer == "" {
			return pana.Refuse(op, "answer", "stories.reading.missing")
		}
		if err := casework.CheckOneOf(op, "answer", n.Answer, AsItIs, Change); err != nil {
			return err
		}
		if n.Way == "" {
			return pana.Refuse(op, "way", "stories.way.missing")
		}
		if err := codes.Check(op, "way", "story-reading", n.Way); err != nil {
			return err
		}
		told, err := casework.Text(op, "words", n.Told, casework.MostNote)
		if err != nil {
			return err
		}
		r := Reading{ID: e.Tx.ID(), Story: id, Edition: x.Edition, Answer: n.Answer, Way: n.Way, On: e.Today}
		e.Wrote("story_readings", r.ID, id, r.Edition, r.Answer, r.Way, r.On)
		if err := insertReading(e, r); err != nil {
			return err
		}
		return e.Put(pana.Care, "story_readings", r.ID, casework.Say{Field: fieldTold, Text: told})
	})
}

// Sign says that one of the house agrees to this edition leaving, after everything
// else is there ("stories.sign.early"). Two different people do, one of whom leads
// the house; signing twice changes nothing.
func (s *Stories) Sign(ctx context.Context, client pana.ClientID, id ID, edition int) error {
	const op = "stories.Sign"
	return s.on(ctx, op, policy.SignStory, client, id, edition, func(e *casework.Entry, x Story) error {
		if err := grown(e, op); err != nil {
			return err
		}
		if len(x.before(e.Today)) > 0 {
			return conflict(op, "", "stories.sign.early")
		}
		if slices.ContainsFunc(x.Signed(), func(g Signature) bool { return g.By == e.Actor.Staff }) {
			return nil
		}
		g := Signature{Story: id, Edition: x.Edition, Answer: x.Answer().ID, Leads: e.May(policy.GiveOutStory), On: e.Today}
		row := e.Tx.ID()
		e.Wrote("story_signatures", row, id, g.Edition, g.Answer, g.Leads, g.On)
		return insertSignature(e, row, g)
	})
}
