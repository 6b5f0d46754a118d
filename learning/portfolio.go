package learning

import (
	"cmp"
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Work is a drawing or another thing she made. It is hers: the house keeps it
// for her, gives it back, and shows it only as long as she agrees.
type Work struct {
	Document  pana.DocumentID `db:"id"`
	Media     string          `db:"media"`
	At        int64           `db:"at"`
	GivenBack pana.Date       `db:"given_back"`
	Version   int64           `db:"version"` // 0 before anything was said of it
	Title     string
	Note      string
	Closed    bool
	Showings  []Showing
}

// Picture reports whether the work can be shown inside a page.
func (w Work) Picture() bool { return w.Media == "image/jpeg" || w.Media == "image/png" }

// A Showing is where a work may be seen by others, and until when.
type Showing struct {
	ID           ShowingID           `db:"id"`
	Document     pana.DocumentID     `db:"document_id"`
	Organisation pana.OrganisationID `db:"organisation_id"`
	From         pana.Date           `db:"from_day"`
	Until        pana.Date           `db:"until_day"` // last day
	TakenDown    pana.Date           `db:"taken_down"`
	By           pana.StaffID        `db:"by_staff"`
	Version      int64               `db:"version"`
	Where        string
}

// Stands reports whether a work is to be seen there on a day.
func (s Showing) Stands(day pana.Date) bool {
	return s.TakenDown == "" && s.From <= day && (s.Until == "" || day <= s.Until)
}

// A NewShowing says where a work shall be seen.
type NewShowing struct {
	Organisation pana.OrganisationID
	From         pana.Date // empty means today
	Until        pana.Date // last day; needed, because nothing is shown for ever
	Where        string
}

// ShowWork lets a work of hers be seen by others. It asks the gate of consent at
// this moment and refuses without her standing consent to show her works
// ("learning.show.consent"); it refuses an end that is missing or past.
func (l *Learning) ShowWork(ctx context.Context, client pana.ClientID, doc pana.DocumentID, n NewShowing) (ShowingID, error) {
	const op = "learning.ShowWork"
	var err error
	if n.From, err = casework.Day(op, "from", n.From); err != nil {
		return "", err
	}
	if n.Until, err = casework.Day(op, "until", n.Until); err != nil {
		return "", err
	}
	if err := clean(op, text{"where", &n.Where, mostTitle}); err != nil {
		return "", err
	}
	var id ShowingID
	err = l.files.Enter(ctx, policy.ShowWork, client, func(e *casework.Entry) error {
		if err := isWork(e, op, doc); err != nil {
			return err
		}
		n := n
		n.From = cmp.Or(n.From, e.Today)
		switch {
		case n.Where == "" && n.Organisation == "":
			return pana.Refuse(op, "where", "learning.show.where.missing")
		case n.Until == "":
			return pana.Refuse(op, "until", "learning.show.until.missing")
		case n.Until < e.Today || n.Until < n.From:
			return pana.Refuse(op, "until", "date.crossed")
		}
		if err := e.Partner(op, "organisation", n.Organisation); err != nil {
			return err
		}
		ok, err := e.Allowed(pana.WorksUse, "", "")
		if err != nil {
			return err
		}
		if !ok {
			return &pana.Error{Op: op, Kind: pana.Conflict, Field: "where", Say: "learning.show.consent"}
		}
		id = ShowingID(e.Tx.ID())
		if err := insertShowing(e.Ctx, e.Tx, id, e.Client(), doc, n); err != nil {
			return err
		}
		e.About(string(id))
		e.Wrote("showings", string(id), e.Client(), doc, n.Organisation, n.From, n.Until)
		return e.Put(pana.Care, "showings", string(id), casework.Say{Field: fieldWhere, Text: n.Where})
	})
	return id, err
}

// TakeDown says that a work is seen there no more. Once more changes nothing.
func (l *Learning) TakeDown(ctx context.Context, client pana.ClientID, id ShowingID, version int64) error {
	const op = "learning.TakeDown"
	return l.files.Enter(ctx, policy.ShowWork, client, func(e *casework.Entry) error {
		s, ok, err := showingByID(e.Ctx, e.Tx, e.Client(), id)
		if err != nil || !ok {
			return cmp.Or(err, casework.Gone(op))
		}
		if s.TakenDown != "" {
			return nil
		}
		if n, err := takeDown(e.Ctx, e.Tx, id, version, e.Today); err != nil || n == 0 {
			return cmp.Or(err, db.Stale(op, map[string]any{"Fields": []string{"taken_down"}}))
		}
		e.About(string(id))
		e.Wrote("showings", string(id), "taken down", e.Today)
		return nil
	})
}

// GiveBack says on which day a work was given back to her; an empty day means
// today. The same again changes nothing.
func (l *Learning) GiveBack(ctx context.Context, client pana.ClientID, doc pana.DocumentID, version int64, on pana.Date) error {
	const op = "learning.GiveBack"
	return l.files.Enter(ctx, policy.ShowWork, client, func(e *casework.Entry) error {
		on, err := casework.Past(op, "on", cmp.Or(on, e.Today), e.Today)
		if err != nil {
			return err
		}
		if err := isWork(e, op, doc); err != nil {
			return err
		}
		now, said, err := workByID(e.Ctx, e.Tx, e.Client(), doc)
		stale := db.Stale(op, map[string]any{"Fields": []string{"on"}})
		switch {
		case err != nil:
			return err
		case said && now.GivenBack == on:
			return nil
		case now.Version != version:
			return stale
		}
		if n, err := giveBack(e.Ctx, e.Tx, e.Client(), doc, version, on); err != nil || n == 0 {
			return cmp.Or(err, stale)
		}
		e.About(string(doc))
		e.Wrote("works", string(doc), e.Client(), "given back", on)
		return nil
	})
}

func isWork(e *casework.Entry, op string, doc pana.DocumentID) error {
	ok, err := workExists(e.Ctx, e.Tx, e.Client(), doc)
	if err == nil && !ok {
		err = casework.Gone(op)
	}
	return err
}
