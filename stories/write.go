package stories

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// Write begins a story, or changes the text of one that has an edition; what was
// looked at, read and agreed before counts no more then. It refuses an empty text,
// a page older than the text ("db.stale"), and a child's story ("stories.child"):
// no consent of a child's is enough for it.
func (s *Stories) Write(ctx context.Context, client pana.ClientID, id ID, edition int, language, text string) (ID, error) {
	const op = "stories.Write"
	text, err := casework.Text(op, "text", text, casework.MostText)
	if err != nil {
		return id, err
	}
	err = s.files.Enter(ctx, policy.WriteStory, client, func(e *casework.Entry) error {
		if text == "" {
			return pana.Refuse(op, "text", "stories.text.missing")
		}
		if language == "" {
			language = string(s.h.Settings().Language)
		}
		if err := codes.Check(op, "language", "language", language); err != nil {
			return err
		}
		if err := grown(e, op); err != nil {
			return err
		}
		at := id
		if id == "" {
			at = ID(e.Tx.ID())
			if err := insertStory(e, at, language); err != nil {
				return err
			}
			edition = 0
		} else if done, err := updateStory(e, id, edition, language); err != nil || done == 0 {
			if err == nil {
				err = s.gone(e, op, id)
			}
			return err
		}
		e.About(string(at))
		e.Wrote("stories", string(at), language, edition+1)
		id = at
		return e.Put(pana.Care, "stories", string(at), casework.Say{Field: fieldText, Text: text})
	})
	return id, err
}

// gone says why a story was not changed: it is not hers, or the page is old.
func (s *Stories) gone(e *casework.Entry, op string, id ID) error {
	if _, err := one(e, op, id); err != nil {
		return err
	}
	return db.Stale(op, map[string]any{"Fields": []string{"text"}})
}

// grown refuses what is no child's to give.
func grown(e *casework.Entry, op string) error {
	minor, err := isMinor(e)
	if err == nil && minor {
		err = conflict(op, "", "stories.child")
	}
	return err
}

// Check says of points of an edition what was found. It refuses a point or an answer
// that there is not, a name or a family that stays although it points to others
// ("stories.not-hers"), and an edition that has been changed since.
func (s *Stories) Check(ctx context.Context, client pana.ClientID, id ID, edition int, said map[string]Check) error {
	const op = "stories.Check"
	return s.on(ctx, op, policy.WriteStory, client, id, edition, func(e *casework.Entry, x Story) error {
		for _, point := range Points() {
			c, ok := said[point]
			if !ok || c.Answer == "" {
				continue
			}
			if err := casework.CheckOneOf(op, "point-"+point, c.Answer, None, Out, Hers); err != nil {
				return err
			}
			for _, p := range notHers {
				if p == point && c.Answer == Hers {
					return pana.Refuse(op, "point-"+point, "stories.not-hers")
				}
			}
			note, err := casework.Text(op, "note-"+point, c.Note, casework.MostLine)
			if err != nil {
				return err
			}
			was, err := checkOf(e, id, point)
			if err != nil {
				return err
			}
			if was.Edition == edition && was.Answer == c.Answer && note == "" {
				continue
			}
			c = Check{ID: e.Tx.ID(), Story: id, Edition: edition, Point: point, Answer: c.Answer}
			e.Wrote("story_checks", c.ID, id, edition, point, c.Answer)
			if err := insertCheck(e, c); err != nil {
				return err
			}
			if err := e.Put(pana.Care, "story_checks", c.ID, casework.Say{Field: fieldNote, Text: note}); err != nil {
				return err
			}
		}
		return nil
	})
}

// on does one act to an edition of a story of hers; 0 is whatever edition there is.
func (s *Stories) on(ctx context.Context, op string, act policy.Act, client pana.ClientID, id ID, edition int, do func(*casework.Entry, Story) error) error {
	return s.files.Enter(ctx, act, client, func(e *casework.Entry) error {
		x, err := one(e, op, id)
		if err != nil {
			return err
		}
		if edition != 0 && x.Edition != edition {
			return db.Stale(op, map[string]any{"Fields": []string{"text"}})
		}
		e.About(string(id))
		return do(e, x)
	})
}

// one returns a story of hers with what was said of it, without its words.
func one(e *casework.Entry, op string, id ID) (Story, error) {
	all, err := storiesOf(e.Ctx, e.Tx, e.Client())
	if err != nil {
		return Story{}, err
	}
	for _, x := range all {
		if x.ID == id {
			return x, nil
		}
	}
	return Story{}, casework.Gone(op)
}
