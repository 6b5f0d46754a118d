package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// An Outcome is what became of a hearing.
type Outcome struct {
	Result    string // code list hearing-result
	Present   string // was she there: yes, no or empty
	Beside    string // was a lawyer beside her: yes, no or empty
	Minutes   int    // of those who went along
	Words     string // sealed
	Next      pana.Date
	NextClock string
	Unasked   bool // she was not asked about whoever interpreted
}

// CloseHearing writes down what became of a day, and puts the next one into the
// case if it is known: with the same office and the same people, and with what was
// wished for her safety to be asked for anew. Whoever may not interpret on the next
// day is not named for it.
//
// It refuses a missing result, one of a day that has not come (unless the day was
// put off or will not be), a next day before this one, and a day that was held with
// somebody who may not interpret for her (on "unasked", see people.Interprets).
func (l *Legal) CloseHearing(ctx context.Context, client pana.ClientID, id HearingID, n Outcome, version int64) (next HearingID, err error) {
	const op = "legal.CloseHearing"
	err = l.files.Enter(ctx, policy.KeepHearing, client, func(e *casework.Entry) error {
		next = ""
		h, err := hearingOf(e, op, id)
		if err != nil {
			return err
		}
		n, err := n.clean(op, h, e.Today)
		if err != nil {
			return err
		}
		if n.Result == "held" && h.Result != "held" {
			said := interpreting(e, id, h.HearingFacts, h.Outside)
			said.Anyway, said.Field = n.Unasked, "unasked"
			if err := l.people().Interprets(e, op, said); err != nil {
				return err
			}
		}
		done, err := closeHearing(e.Ctx, e.Tx, id, n, version)
		if err != nil {
			return err
		}
		if done == 0 {
			return db.Stale(op, map[string]any{"Fields": []string{"result"}})
		}
		e.About(string(id))
		e.Wrote("hearings", string(id), e.Client(), n.Result, n.Present, n.Beside, n.Minutes)
		if err := e.Put(pana.Legal, "hearings", string(id), casework.Say{Field: fieldResult, Text: n.Words}); err != nil || n.Next == "" {
			return err
		}
		again := h.HearingFacts
		again.On, again.Clock, again.Prepared, again.Note = n.Next, n.NextClock, "", ""
		again.Entrance, again.Video = anew(again.Entrance), anew(again.Video)
		next = HearingID(e.Tx.ID())
		outside, may := h.Outside, false
		if may, err = l.people().MayInterpret(e, interpreting(e, next, again, outside)); err != nil {
			return err
		}
		if !may {
			again.Interpreter, outside = "", ""
		}
		return putHearing(e, h.Case, next, again, outside)
	})
	return next, err
}

// anew is what was wished for, to be asked for once more.
func anew(state string) string {
	if state == "" || state == "not-needed" {
		return state
	}
	return "wished"
}

func (n Outcome) clean(op string, h Hearing, today pana.Date) (Outcome, error) {
	if n.Result == "" {
		return n, pana.Refuse(op, "result", "court.result.missing")
	}
	if err := codes.Check(op, "result", "hearing-result", n.Result); err != nil {
		return n, err
	}
	if h.On > today && n.Result != "postponed" && n.Result != "not-held" {
		return n, pana.Refuse(op, "result", "court.result.early")
	}
	for field, v := range map[string]string{"present": n.Present, "lawyer": n.Beside} {
		if err := casework.CheckOneOf(op, field, v, "yes", "no"); err != nil {
			return n, err
		}
	}
	if err := casework.Within(op, "minutes", n.Minutes, 0, mostMinutes); err != nil {
		return n, err
	}
	var err error
	if n.Next, err = casework.Day(op, "next", n.Next); err != nil {
		return n, err
	}
	if n.Next != "" && n.Next < h.On && n.Next < today {
		return n, pana.Refuse(op, "next", "court.next.before")
	}
	if err := casework.Clock(op, "next_clock", n.NextClock); err != nil {
		return n, err
	}
	n.Words, err = casework.Text(op, "words", n.Words, casework.MostNote)
	return n, err
}
