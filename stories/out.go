package stories

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// GiveOut returns the text of a story for one use, and nothing else of it: no code,
// no name, no day. It is asked anew each time, in the transaction that reads the
// text. It refuses a story of which anything is missing ("stories.missing"), a use
// she did not agree to ("stories.use"), and one whose words the actor cannot open.
func (s *Stories) GiveOut(ctx context.Context, client pana.ClientID, id ID, use string) (string, error) {
	const op = "stories.GiveOut"
	var text string
	err := s.on(ctx, op, policy.GiveOutStory, client, id, 0, func(e *casework.Entry, x Story) error {
		if err := mayLeave(e, op, x, use); err != nil {
			return err
		}
		said, open, err := e.Words(pana.Care, "stories", string(id))
		if err != nil {
			return err
		}
		if text = said[fieldText]; !open || text == "" {
			return &pana.Error{Op: op, Kind: pana.Forbidden, Say: "document.closed"}
		}
		return nil
	})
	return text, err
}

// mayLeave refuses a story that may not be used for use at this moment.
func mayLeave(e *casework.Entry, op string, x Story, use string) error {
	if err := grown(e, op); err != nil {
		return err
	}
	if use == "" {
		return pana.Refuse(op, "use", "stories.use.missing")
	}
	if err := codes.Check(op, "use", "story-use", use); err != nil {
		return err
	}
	if len(x.Missing(e.Today)) > 0 {
		return conflict(op, "", "stories.missing")
	}
	if !slices.Contains(x.Answer().Uses(), use) {
		return conflict(op, "use", "stories.use")
	}
	return nil
}

// A NewPlace is where a story is shown.
type NewPlace struct {
	Use   string
	On    pana.Date // empty means today
	Where string
	Link  string // as text; nothing follows it
	Whom  string // whom to ask to take it down
}

// Publish writes down where a story was shown. It refuses what GiveOut refuses, and
// a place without words or without whom to ask ("stories.whom.missing"): who cannot
// be asked cannot take it down.
func (s *Stories) Publish(ctx context.Context, client pana.ClientID, id ID, n NewPlace) (PlaceID, error) {
	const op = "stories.Publish"
	var place PlaceID
	err := s.on(ctx, op, policy.GiveOutStory, client, id, 0, func(e *casework.Entry, x Story) error {
		if err := mayLeave(e, op, x, n.Use); err != nil {
			return err
		}
		on, err := casework.Past(op, "on", cmp.Or(n.On, e.Today), e.Today)
		if err != nil {
			return err
		}
		for _, t := range []struct {
			field string
			text  *string
		}{{"where", &n.Where}, {"link", &n.Link}, {"whom", &n.Whom}} {
			if *t.text, err = casework.Text(op, t.field, *t.text, casework.MostLine); err != nil {
				return err
			}
		}
		switch {
		case n.Where == "":
			return pana.Refuse(op, "where", "stories.where.missing")
		case n.Whom == "":
			return pana.Refuse(op, "whom", "stories.whom.missing")
		}
		place = PlaceID(e.Tx.ID())
		e.About(string(place))
		e.Wrote("story_places", string(place), id, n.Use, on)
		if err := insertPlace(e, Place{ID: place, Story: id, Use: n.Use, On: on}); err != nil {
			return err
		}
		return e.Put(pana.Care, "story_places", string(place), casework.Say{Field: fieldPlace, Text: n.Where}, casework.Say{Field: fieldLink, Text: n.Link}, casework.Say{Field: fieldWhom, Text: n.Whom})
	})
	return place, err
}

// AskDown says that somebody was asked today to take a story down; TakenDown that
// it is gone there. Both may be said at any time, also of a story she still agrees
// to; once said, saying it again changes nothing.
func (s *Stories) AskDown(ctx context.Context, client pana.ClientID, place PlaceID) error {
	return s.down(ctx, "stories.AskDown", client, place, "asked_on", func(p Place) bool { return p.Asked == "" && p.Down == "" })
}

// TakenDown says that a story no longer stands in a place.
func (s *Stories) TakenDown(ctx context.Context, client pana.ClientID, place PlaceID) error {
	return s.down(ctx, "stories.TakenDown", client, place, "down_on", func(p Place) bool { return p.Down == "" })
}

func (s *Stories) down(ctx context.Context, op string, client pana.ClientID, id PlaceID, column string, wants func(Place) bool) error {
	return s.files.Enter(ctx, policy.TakeDownStory, client, func(e *casework.Entry) error {
		all, err := placesOf(e.Ctx, e.Tx, client)
		if err != nil {
			return err
		}
		for _, p := range all {
			if p.ID != id {
				continue
			}
			e.About(string(id))
			if !wants(p) {
				return nil
			}
			e.Wrote("story_places", string(id), column, e.Today)
			return setPlaceDay(e, id, column)
		}
		return casework.Gone(op)
	})
}

// A Due is a story that wants to be looked at: its consent ends soon, or it still
// stands somewhere although she no longer agrees.
type Due struct {
	Client pana.ClientID `db:"client_id"`
	Code   string        `db:"code"`
	Number int           `db:"number"`
	Until  pana.Date     `db:"until_day"`
	Up     int           `db:"up"` // places to be asked; 0 while it only ends soon
}

// EndingDays is how long before its last day a consent to a story is pointed out.
const EndingDays = 30

// Ending returns, of the files that the actor may know of, stories that are to be
// taken down first, then those whose consent ends within thirty days and which stand
// somewhere.
func (s *Stories) Ending(ctx context.Context) ([]Due, error) {
	actor := pana.ActorFrom(ctx)
	if !policy.May(actor, policy.TakeDownStory) {
		return nil, policy.Refusal(actor, policy.TakeDownStory)
	}
	var list []Due
	err := s.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		cond, args := s.files.Where(ctx, tx, policy.TakeDownStory)
		today := s.h.Today(tx.Now)
		list, err = endings(ctx, tx, today, today.AddDays(EndingDays), cond, args)
		return err
	})
	return list, err
}
