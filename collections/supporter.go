package collections

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// What a supporter is asked: may she be written to, may she be named.
const (
	Write = "write"
	Named = "name"
)

// A Supporter is somebody who gives, or a group or firm.
type Supporter struct {
	ID        SupporterID `db:"id"`
	Number    int         `db:"number"`
	Kind      string      `db:"kind"`     // code list supporter-kind
	Language  string      `db:"language"` // of letters
	Since     pana.Date   `db:"since"`
	Forgotten pana.Date   `db:"forgotten"`
	Version   int64       `db:"version"`
	Name      string      `db:"-"`
	Contact   string      `db:"-"`
	MayWrite  bool        `db:"-"` // she agreed to be written to, and has not taken it back
	MayName   bool        `db:"-"` // the same of being named
	Terms     []string    `db:"-"` // in which she gave
	Watched   bool        `db:"-"` // her name is like one on the watch list; only for who may see that list
}

// A NewSupporter is what a form says of one. Her name is enough.
type NewSupporter struct {
	Kind     string // empty means one person
	Language string // empty means that of the house
	Name     string
	Contact  string
	MayWrite bool
	MayName  bool
}

func (c *Collections) cleanSupporter(op string, n NewSupporter) (NewSupporter, error) {
	var err error
	if n.Name, err = casework.CleanName(n.Name); err != nil {
		return n, err
	}
	if n.Name == "" {
		return n, pana.Refuse(op, "name", "supporters.name.missing")
	}
	if n.Contact, err = casework.Text(op, "contact", n.Contact, casework.MostLine); err != nil {
		return n, err
	}
	if n.Kind == "" {
		n.Kind = "person"
	}
	if n.Language == "" {
		n.Language = string(c.h.Settings().Language)
	}
	if err := codes.Check(op, "kind", "supporter-kind", n.Kind); err != nil {
		return n, err
	}
	if err := casework.CheckOneOf(op, "language", n.Language, languages()...); err != nil {
		return n, err
	}
	if n.MayWrite && n.Contact == "" {
		return n, pana.Refuse(op, "contact", "supporters.contact.missing")
	}
	return n, nil
}

// AddSupporter keeps somebody who gives, and what she answered about letters and
// about being named: nothing ticked is a no.
func (c *Collections) AddSupporter(ctx context.Context, n NewSupporter) (SupporterID, error) {
	const op = "collections.AddSupporter"
	var id SupporterID
	err := c.act(ctx, op, policy.KeepSupporters, func(w *change) error {
		n, err := c.cleanSupporter(op, n)
		if err != nil {
			return err
		}
		id = SupporterID(w.tx.ID())
		name, contact, err := c.sealSupporter(id, 1, n)
		if err != nil {
			return err
		}
		w.wrote("supporters", string(id), n.Kind, n.Language, name, contact)
		if err := insertSupporter(w, id, n, name, contact); err != nil {
			return err
		}
		return c.answer(w, id, n)
	})
	return id, err
}

func (c *Collections) sealSupporter(id SupporterID, number int64, n NewSupporter) (name, contact []byte, err error) {
	if name, err = c.h.SealOwn("supporters", string(id), "name", number, n.Name); err != nil {
		return nil, nil, err
	}
	contact, err = c.h.SealOwn("supporters", string(id), "contact", number, n.Contact)
	return name, contact, err
}

// SetSupporter changes what is kept of a supporter, and her answers. What she takes
// back is taken back with this act: the next letter already leaves her out.
func (c *Collections) SetSupporter(ctx context.Context, id SupporterID, version int64, n NewSupporter) error {
	const op = "collections.SetSupporter"
	return c.onSupporter(ctx, op, id, func(w *change, s Supporter) error {
		n, err := c.cleanSupporter(op, n)
		if err != nil {
			return err
		}
		if s.Version != version {
			return db.Stale(op, nil)
		}
		name, contact, err := c.sealSupporter(id, version+1, n)
		if err != nil {
			return err
		}
		w.wrote("supporters", string(id), n.Kind, n.Language, name, contact)
		if done, err := updateSupporter(w, id, version, n, name, contact); err != nil || done == 0 {
			if err == nil {
				err = db.Stale(op, nil)
			}
			return err
		}
		return c.answer(w, id, n)
	})
}

// Withdraw takes back one of her answers at once. No page can be too old for it.
func (c *Collections) Withdraw(ctx context.Context, id SupporterID, purpose string) error {
	const op = "collections.Withdraw"
	return c.onSupporter(ctx, op, id, func(w *change, s Supporter) error {
		if purpose != Write && purpose != Named {
			return pana.Refuse(op, "purpose", "codes.unknown")
		}
		return c.say(w, id, purpose, false)
	})
}

// ForgetSupporter takes her name and how she is reached out of the register, for
// good. What she gave stays in the book, under her number.
func (c *Collections) ForgetSupporter(ctx context.Context, id SupporterID) error {
	return c.onSupporter(ctx, "collections.ForgetSupporter", id, func(w *change, s Supporter) error {
		for _, purpose := range []string{Write, Named} {
			if err := c.say(w, id, purpose, false); err != nil {
				return err
			}
		}
		w.wrote("supporters", string(id), "forgotten", w.today)
		if err := forgetCredits(w, id); err != nil {
			return err
		}
		return forgetSupporter(w, id)
	})
}

func (c *Collections) onSupporter(ctx context.Context, op string, id SupporterID, do func(*change, Supporter) error) error {
	return c.act(ctx, op, policy.KeepSupporters, func(w *change) error {
		s, ok, err := supporterByID(w.ctx, w.tx, id)
		switch {
		case err != nil:
			return err
		case !ok:
			return casework.Gone(op)
		case s.Forgotten != "":
			return conflict(op, "", "supporters.forgotten", nil)
		}
		w.line.Object = string(id)
		return do(w, s)
	})
}

// answer writes down what she answered, where it is another answer than before.
func (c *Collections) answer(w *change, id SupporterID, n NewSupporter) error {
	if err := c.say(w, id, Write, n.MayWrite); err != nil {
		return err
	}
	return c.say(w, id, Named, n.MayName)
}

func (c *Collections) say(w *change, id SupporterID, purpose string, yes bool) error {
	was, asked, err := answerOf(w.ctx, w.tx, id, purpose)
	if err != nil || asked && was == yes {
		return err
	}
	line := w.tx.ID()
	w.wrote("supporter_answers", line, id, purpose, yes, w.today)
	return insertAnswer(w, line, id, purpose, yes)
}

// Supporters returns all who are in the register, the newest first.
func (c *Collections) Supporters(ctx context.Context) ([]Supporter, error) {
	var list []Supporter
	err := c.view(ctx, policy.SeeSupporters, func(tx *db.Tx) (err error) {
		list, err = c.supporters(ctx, tx, `TRUE`)
		return err
	})
	return list, err
}

// A SupporterPage is all that is kept of one.
type SupporterPage struct {
	Supporter
	Gifts   []Entry
	Answers []Answer // the newest first
}

// An Answer is what she said about one purpose, and when.
type Answer struct {
	Purpose string       `db:"purpose"`
	Yes     bool         `db:"yes"`
	On      pana.Date    `db:"on_day"`
	By      pana.StaffID `db:"by_staff"`
}

// Supporter returns one of them, or NotFound.
func (c *Collections) Supporter(ctx context.Context, id SupporterID) (SupporterPage, error) {
	const op = "collections.Supporter"
	var p SupporterPage
	err := c.view(ctx, policy.SeeSupporters, func(tx *db.Tx) error {
		list, err := c.supporters(ctx, tx, `s.id = $1`, id)
		if p.Supporter, err = first(op, list, err); err != nil {
			return err
		}
		if p.Gifts, err = c.entries(ctx, tx, `e.supporter_id = $1 AND e.kind <> 'reversal'`, id); err != nil {
			return err
		}
		p.Answers, err = answersOf(ctx, tx, id)
		return err
	})
	return p, err
}
