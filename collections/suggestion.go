package collections

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Suggestion is what somebody proposed, and who is thanked for it.
type Suggestion struct {
	ID         string       `db:"id"`
	On         pana.Date    `db:"on_day"`
	Supporter  SupporterID  `db:"supporter_id"`
	Collection ID           `db:"collection_id"` // that came of it
	Taken      pana.Date    `db:"taken"`
	By         pana.StaffID `db:"by_staff"`
	Version    int64        `db:"version"`
	What       string       `db:"-"`
	Credit     string       `db:"-"` // as whoever had the idea wants to be called; empty for nobody named
}

// A NewSuggestion is what a form says of one.
type NewSuggestion struct {
	What      string
	Credit    string
	Supporter SupporterID
}

// Suggest writes a suggestion down. Whose idea it was stands beside it as that
// person wishes; a client's or a young person's name never does.
func (c *Collections) Suggest(ctx context.Context, n NewSuggestion) error {
	const op = "collections.Suggest"
	return c.act(ctx, op, policy.Suggest, func(w *change) error {
		var err error
		if n.What, err = c.text(op, "what", n.What, mostWhat); err != nil {
			return err
		}
		if n.What == "" {
			return pana.Refuse(op, "what", "suggestions.what.missing")
		}
		if n.Credit, err = c.text(op, "credit", n.Credit, mostTitle); err != nil {
			return err
		}
		if n.Supporter != "" {
			if policy.Check(pana.ActorFrom(ctx), policy.SeeSupporters, policy.Subject{}) != nil {
				return pana.Refuse(op, "supporter", "supporters.absent")
			}
			if s, ok, err := supporterByID(w.ctx, w.tx, n.Supporter); err != nil || !ok || s.Forgotten != "" {
				if err == nil {
					err = pana.Refuse(op, "supporter", "supporters.absent")
				}
				return err
			}
		}
		id := w.tx.ID()
		what, err := c.h.SealOwn("suggestions", id, "what", 1, n.What)
		if err != nil {
			return err
		}
		credit, err := c.h.SealOwn("suggestions", id, "credit", 1, n.Credit)
		if err != nil {
			return err
		}
		w.wrote("suggestions", id, n.Supporter, what, credit)
		return insertSuggestion(w, id, n, what, credit)
	})
}

// TakeUp says that a suggestion was followed, and which collection came of it, if
// one did.
func (c *Collections) TakeUp(ctx context.Context, id string, col ID, version int64) error {
	const op = "collections.TakeUp"
	return c.act(ctx, op, policy.KeepCollections, func(w *change) error {
		list, err := c.suggestions(w.ctx, w.tx, `id = $1`, id)
		if _, err := first(op, list, err); err != nil {
			return err
		}
		if col != "" {
			if _, err := c.one(w.ctx, w.tx, op, col); err != nil {
				return pana.Refuse(op, "collection", "record.absent")
			}
		}
		w.wrote("suggestions", id, "taken", col, w.today)
		done, err := takeSuggestion(w, id, col, version)
		if err == nil && done == 0 {
			err = db.Stale(op, nil)
		}
		return err
	})
}

// Suggestions returns what was proposed: what waits first, then the newest. Who is
// thanked is shown to all who may suggest; which supporter it was, to those who keep
// them. A supporter who does not want to be named is not.
func (c *Collections) Suggestions(ctx context.Context) ([]Suggestion, error) {
	var list []Suggestion
	err := c.view(ctx, policy.Suggest, func(tx *db.Tx) (err error) {
		if list, err = c.suggestions(ctx, tx, `TRUE`); err != nil {
			return err
		}
		named, err := namedSupporters(ctx, tx)
		if err != nil {
			return err
		}
		for i := range list {
			s := &list[i]
			if s.Supporter == "" {
				continue
			}
			if !named[s.Supporter] {
				s.Credit = ""
			}
			if policy.Check(pana.ActorFrom(ctx), policy.SeeSupporters, policy.Subject{}) != nil {
				s.Supporter = ""
			}
		}
		return nil
	})
	return list, err
}
