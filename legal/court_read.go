package legal

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

// Court is all about court in one file, as its reader may see it.
type Court struct {
	Code       string
	Language   string // the client's
	Today      pana.Date
	Wishes     []CourtWish // the newest first
	Cases      []Case
	Reflection Reflection
	Reflects   bool             // something about it was written down
	Persons    []casework.Known // whom a form can choose from
	Set        Settings
	Payer      string // who pays for her today, see residence.PayerOf
	Closed     bool   // the reader's keys do not open the words
	May        struct{ Write, Hearing, Relate bool }
}

// Court returns what is known about court of the client with a code. It needs
// SeeCourt.
func (l *Legal) Court(ctx context.Context, code string) (Court, error) {
	var v Court
	err := l.files.Read(ctx, code, policy.SeeCourt, func(r *casework.Reading) error {
		v = Court{Code: r.Client.Code, Language: r.Client.Language, Today: r.Today}
		v.May.Write, v.May.Hearing = r.May(policy.WriteCourt), r.May(policy.KeepHearing)
		v.May.Relate = r.May(policy.WriteAct(pana.Identity))
		var err error
		if v.Set, err = settingsOf(r.Ctx, r.Tx); err != nil {
			return err
		}
		if err := v.gather(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		said, err := r.Words(v.rows(), pana.Legal)
		if err != nil {
			return err
		}
		v.Closed = said.Closed(pana.Legal)
		v.say(said)
		if v.Persons, err = r.Persons(); err != nil {
			return err
		}
		v.Payer, err = residence.PayerOf(r)
		return err
	})
	return v, err
}

// gather reads what is coded.
func (v *Court) gather(ctx context.Context, tx *db.Tx, client pana.ClientID) error {
	wishes, err := wishesOf(ctx, tx, client)
	if err != nil {
		return err
	}
	for _, w := range wishes {
		v.Wishes = append(v.Wishes, CourtWish{ID: w.ID, N: w.N, By: w.By, NewWish: NewWish{Wish: w.Wish, On: w.On, Source: w.Source, Interpreted: w.Interpreted}})
	}
	if v.Reflection, v.Reflects, err = reflectionOf(ctx, tx, client); err != nil {
		return err
	}
	cases, err := casesOf(ctx, tx, client)
	if err != nil || len(cases) == 0 {
		return err
	}
	stages, err := caseStagesOf(ctx, tx, client)
	if err != nil {
		return err
	}
	measures, err := allMeasures(ctx, tx, client)
	if err != nil {
		return err
	}
	sums, err := compensationsOf(ctx, tx, client)
	if err != nil {
		return err
	}
	due, err := deadlinesOf(ctx, tx, client)
	if err != nil {
		return err
	}
	hearings, err := hearingsOf(ctx, tx, client)
	if err != nil {
		return err
	}
	escorts, err := allEscorts(ctx, tx, client)
	if err != nil {
		return err
	}
	for _, row := range cases {
		c := row.record()
		for _, s := range stages {
			if s.Case == c.ID {
				c.Stages = append(c.Stages, s.CaseStage)
			}
		}
		for _, m := range measures {
			if m.Case == c.ID {
				c.Measures[m.Measure] = m.State
			}
		}
		for _, m := range sums {
			if m.Case == c.ID {
				c.Money = append(c.Money, m)
			}
		}
		for _, d := range due {
			if d.Case == c.ID {
				c.Deadlines = append(c.Deadlines, Deadline{ID: d.ID, Case: d.Case, Kind: d.Kind, Due: d.Due, Met: d.Met, Version: d.Version})
			}
		}
		for _, h := range hearings {
			if h.Case == c.ID {
				c.Hearings = append(c.Hearings, withEscorts(h.hearing(), escorts))
			}
		}
		v.Cases = append(v.Cases, c)
	}
	return nil
}

func withEscorts(h Hearing, escorts []escortRow) Hearing {
	for _, e := range escorts {
		if e.Hearing == h.ID {
			h.Escorts = append(h.Escorts, e.Staff)
		}
	}
	return h
}

// rows are the rows whose words the page shows.
func (v *Court) rows() []string {
	var rows []string
	for _, w := range v.Wishes {
		rows = append(rows, w.ID)
	}
	for _, c := range v.Cases {
		rows = append(rows, string(c.ID))
		for _, d := range c.Deadlines {
			rows = append(rows, d.ID)
		}
		for _, h := range c.Hearings {
			rows = append(rows, string(h.ID))
		}
	}
	return rows
}

// say puts the words where they belong.
func (v *Court) say(said casework.Said) {
	for i := range v.Wishes {
		w := &v.Wishes[i]
		w.Closed = v.Closed
		w.Told, w.Note = said.Of("court_wishes", w.ID, fieldTold), said.Of("court_wishes", w.ID, fieldNote)
	}
	for i := range v.Cases {
		c := &v.Cases[i]
		of := func(field string) string { return said.Of("court_cases", string(c.ID), field) }
		c.Closed, c.Number, c.Note, c.Statement = v.Closed, of(fieldNumber), of(fieldNote), of(fieldStatement)
		for k := range c.Deadlines {
			c.Deadlines[k].Note = said.Of("court_deadlines", c.Deadlines[k].ID, fieldNote)
		}
		for k := range c.Hearings {
			h := &c.Hearings[k]
			of := func(field string) string { return said.Of("hearings", string(h.ID), field) }
			h.Closed, h.Room, h.Note, h.Words = v.Closed, of(fieldRoom), of(fieldNote), of(fieldResult)
		}
	}
}

// Wish returns what she wishes now; false when nobody has asked her.
func (v *Court) Wish() (w CourtWish, asked bool) {
	if len(v.Wishes) == 0 {
		return CourtWish{}, false
	}
	return v.Wishes[0], true
}

// Changed reports whether she has wished something else before.
func (v *Court) Changed() bool {
	for _, w := range v.Wishes {
		if w.Wish != v.Wishes[0].Wish {
			return true
		}
	}
	return false
}

// Case returns one of her cases.
func (v *Court) Case(id CaseID) (Case, error) {
	for _, c := range v.Cases {
		if c.ID == id {
			return c, nil
		}
	}
	return Case{}, casework.Gone("legal.Case")
}

// Hearing returns one of her hearings with its case.
func (v *Court) Hearing(id HearingID) (Case, Hearing, error) {
	for _, c := range v.Cases {
		for _, h := range c.Hearings {
			if h.ID == id {
				return c, h, nil
			}
		}
	}
	return Case{}, Hearing{}, casework.Gone("legal.Hearing")
}
