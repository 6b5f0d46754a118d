package youth

import (
	"context"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Teachers and students meet no file, and are often the first to hear something.
// They tell it in their own words; who leads the centre looks whose file it belongs
// in.

// States of what was told.
const (
	ToldOpen   = "open"
	ToldInFile = "in-file" // the words stand in a file now, as a worry
	ToldNoFile = "no-file" // it was looked into, and belongs in none
)

// A Told is a worry of somebody who meets no file, about nobody in particular as far
// as the program knows.
type Told struct {
	ID       string       `db:"id"`
	On       pana.Date    `db:"on_day"`
	Urgent   bool         `db:"urgent"`
	State    string       `db:"state"`
	Answered pana.Date    `db:"answered"`
	By       pana.StaffID `db:"by_staff"`
	Version  int64        `db:"version"`
	Words    string       `db:"-"`
	Closed   bool         `db:"-"` // her keys do not open the words
}

// TellWorry passes on what somebody at the centre saw or heard, in her own words,
// which she does not see again. Everybody who leads the centre is told of it in the
// same transaction, so that it is with more than one. It refuses no words
// ("youth.worry.told").
func (y *Youth) TellWorry(ctx context.Context, site pana.SiteID, words string, urgent bool) error {
	const op = "youth.TellWorry"
	return y.within(ctx, op, policy.TellWorry, site, func(tx *db.Tx, line *trail.Entry) error {
		text, err := casework.Text(op, "told", words, casework.MostNote)
		if err != nil {
			return err
		}
		if text == "" {
			return pana.Refuse(op, "told", "youth.worry.told")
		}
		t := Told{ID: tx.ID(), On: y.h.Today(tx.Now), Urgent: urgent}
		d, err := seal.PutWord(ctx, tx, site, seal.Owner(t.ID), seal.Word{Table: "youth_told", Row: t.ID, Field: fieldTold, Compartment: pana.Safety, Text: text})
		if err != nil {
			return err
		}
		wrote(line, "youth_told", t.ID, ToldOpen)
		line.Digests = append(line.Digests, d)
		if err := insertTold(ctx, tx, site, t); err != nil {
			return err
		}
		return y.tellLeaders(ctx, tx, site, house.Notice{Say: "notice.worry", Object: string(site)})
	})
}

// tellLeaders tells whoever reads worries at a centre, except the actor.
func (y *Youth) tellLeaders(ctx context.Context, tx *db.Tx, site pana.SiteID, n house.Notice) error {
	members, err := y.h.Roster(ctx, tx)
	if err != nil {
		return err
	}
	var to []pana.StaffID
	for _, m := range members {
		if m.Ended == "" && policy.Check(pana.Actor{Staff: m.ID, Grants: m.Grants}, policy.SeeWorries, policy.Subject{Site: site}) == nil {
			to = append(to, m.ID)
		}
	}
	return y.h.Tell(ctx, tx, to, n)
}

// ToldWorries returns what was told at a centre, what waits first.
func (y *Youth) ToldWorries(ctx context.Context, site pana.SiteID) ([]Told, error) {
	const op = "youth.ToldWorries"
	if _, err := y.centre(ctx, op, policy.SeeWorries, site); err != nil {
		return nil, err
	}
	var list []Told
	err := y.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if list, err = toldRows(ctx, tx, site); err != nil {
			return err
		}
		for i := range list {
			if list[i].State != ToldOpen {
				continue
			}
			if list[i].Words, list[i].Closed, err = toldWords(ctx, tx, site, list[i].ID); err != nil {
				return err
			}
		}
		return nil
	})
	return list, err
}

func toldWords(ctx context.Context, tx *db.Tx, site pana.SiteID, id string) (text string, closed bool, err error) {
	words, shut, err := seal.GetWords(ctx, tx, site, seal.Owner(id), seal.Filter{Rows: []string{id}, Compartments: []pana.Compartment{pana.Safety}})
	for _, w := range words {
		text = w.Text
	}
	return text, len(shut) > 0, err
}

// FileTold puts what was told into the file of the young person whom it is about, as
// a worry of whoever told it, made from a row version. The words leave the list. It
// refuses somebody who has no file at this centre ("youth.told.whose").
func (y *Youth) FileTold(ctx context.Context, site pana.SiteID, id, code string, version int64) error {
	const op = "youth.FileTold"
	if _, err := y.centre(ctx, op, policy.SeeWorries, site); err != nil {
		return err
	}
	var client pana.ClientID
	err := y.h.DB.View(ctx, func(tx *db.Tx) error {
		s, err := casework.ByCode(ctx, tx, y.h.Tonight(tx.Now), strings.TrimSpace(code))
		client = s.Client
		return err
	})
	if err == nil {
		err = y.files.Enter(ctx, policy.NoteWorry, client, y.intoFile(op, site, id, version))
	}
	if pana.KindOf(err) == pana.NotFound { // nobody, a client of a shelter, or hidden from her
		err = pana.Refuse(op, "code", "youth.told.whose")
	}
	return err
}

// intoFile makes a worry of what was told, in the file that is entered.
func (y *Youth) intoFile(op string, site pana.SiteID, id string, version int64) func(*casework.Entry) error {
	return func(e *casework.Entry) error {
		if e.Subject.Site != site {
			return pana.Refuse(op, "code", "youth.told.whose")
		}
		t, found, err := toldByID(e.Ctx, e.Tx, site, id)
		if err != nil {
			return err
		}
		text, closed, err := toldWords(e.Ctx, e.Tx, site, id)
		switch {
		case err != nil:
			return err
		case !found || t.State != ToldOpen || t.Version != version:
			return db.Stale(op, map[string]any{"Fields": []string{"code"}})
		case closed:
			return pana.Refuse(op, "code", "youth.closed")
		}
		worry := e.Tx.ID()
		if err := insertWorry(e.Ctx, e.Tx, worry, e.Client(), t.By, t.On, t.Urgent); err != nil {
			return err
		}
		e.About(worry)
		e.Wrote("youth_worries", worry, e.Client(), t.On, t.Urgent)
		if err := e.HandIn(pana.Safety, "youth_worries", worry, casework.Say{Field: fieldTold, Text: text}); err != nil {
			return err
		}
		return y.endTold(e.Ctx, e.Tx, op, site, t, ToldInFile)
	}
}

// CloseTold says that what was told was looked into and belongs in no file, made
// from a row version. The words go; everybody else who leads the centre is told.
func (y *Youth) CloseTold(ctx context.Context, site pana.SiteID, id string, version int64) error {
	const op = "youth.CloseTold"
	if _, err := y.centre(ctx, op, policy.SeeWorries, site); err != nil {
		return err
	}
	return y.h.DB.Update(ctx, func(tx *db.Tx) error {
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeeWorries, policy.Subject{Site: site}); err != nil {
			return err
		}
		t, found, err := toldByID(ctx, tx, site, id)
		if err != nil {
			return err
		}
		if !found || t.State != ToldOpen || t.Version != version {
			return db.Stale(op, map[string]any{"Fields": []string{"code"}})
		}
		if err := y.endTold(ctx, tx, op, site, t, ToldNoFile); err != nil {
			return err
		}
		return y.tellLeaders(ctx, tx, site, house.Notice{Say: "notice.worry.closed", Object: string(t.By)})
	})
}

// endTold ends what was told, takes its words away and writes its line.
func (y *Youth) endTold(ctx context.Context, tx *db.Tx, op string, site pana.SiteID, t Told, state string) error {
	n, err := answerTold(ctx, tx, t, state, y.h.Today(tx.Now))
	if err != nil {
		return err
	}
	if n == 0 {
		return db.Stale(op, map[string]any{"Fields": []string{"code"}})
	}
	if _, err := seal.PutWord(ctx, tx, site, seal.Owner(t.ID), seal.Word{Table: "youth_told", Row: t.ID, Field: fieldTold, Compartment: pana.Safety}); err != nil {
		return err
	}
	line := trail.Entry{Act: policy.SeeWorries, Site: site}
	wrote(&line, "youth_told", t.ID, state)
	return trail.Record(ctx, tx, line)
}
