package stories

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/policy"
)

// A Page is the stories of one client.
type Page struct {
	Client  casework.Client
	Today   pana.Date
	Stories []Story // the newest first
	Closed  bool    // the words are not for this reader
	Minor   bool
	Came    pana.Date // when she came this time
	Set     Settings
	May     May
}

// May holds what the reader may do here.
type May struct{ Write, Ask, Withdraw, Sign, GiveOut, TakeDown bool }

// Of returns one of the stories of p.
func (p Page) Of(id ID) (Story, bool) {
	for _, s := range p.Stories {
		if s.ID == id {
			return s, true
		}
	}
	return Story{}, false
}

// Early reports whether she is not to be asked yet, and whether the house has said
// how long.
func (p Page) Early() bool {
	return p.Set.Days == 0 || p.Came == "" || p.Came.AddDays(p.Set.Days) > p.Today
}

// Read returns the stories of the client with a code. An unknown code and a hidden
// client are both NotFound.
func (s *Stories) Read(ctx context.Context, code string) (Page, error) {
	var p Page
	err := s.files.Read(ctx, code, policy.SeeStories, func(r *casework.Reading) error {
		p = Page{Client: r.Client, Today: r.Today, Came: r.Episode.Opened, Minor: minorBand(r.Client.AgeBand),
			May: May{Write: r.May(policy.WriteStory), Ask: r.May(policy.AskStory), Withdraw: r.May(policy.WithdrawStory), Sign: r.May(policy.SignStory), GiveOut: r.May(policy.GiveOutStory), TakeDown: r.May(policy.TakeDownStory)}}
		var err error
		if p.Set, err = settingsOf(r.Ctx, r.Tx); err != nil {
			return err
		}
		if p.Stories, err = storiesOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		return p.open(r)
	})
	return p, err
}

// open puts the words where they belong.
func (p *Page) open(r *casework.Reading) error {
	var rows []string
	for _, s := range p.Stories {
		rows = append(rows, string(s.ID))
		for _, c := range s.Checks {
			rows = append(rows, c.ID)
		}
		for _, a := range s.Answers {
			rows = append(rows, a.ID)
		}
		for _, x := range s.Readings {
			rows = append(rows, x.ID)
		}
		for _, x := range s.Places {
			rows = append(rows, string(x.ID))
		}
	}
	said, err := r.Words(rows, pana.Care)
	if err != nil {
		return err
	}
	p.Closed = said.Closed(pana.Care)
	for i := range p.Stories {
		s := &p.Stories[i]
		s.Text, s.Closed = said.Of("stories", string(s.ID), fieldText), p.Closed
		for j := range s.Checks {
			s.Checks[j].Note = said.Of("story_checks", s.Checks[j].ID, fieldNote)
		}
		for j := range s.Answers {
			s.Answers[j].Told = said.Of("story_answers", s.Answers[j].ID, fieldTold)
		}
		for j := range s.Readings {
			s.Readings[j].Told = said.Of("story_readings", s.Readings[j].ID, fieldTold)
		}
		for j := range s.Places {
			x := &s.Places[j]
			x.Where, x.Link, x.Whom = said.Of("story_places", string(x.ID), fieldPlace), said.Of("story_places", string(x.ID), fieldLink), said.Of("story_places", string(x.ID), fieldWhom)
		}
	}
	return nil
}
