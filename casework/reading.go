package casework

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// A Reading is one look into a client's file while it happens: what later
// chapters read their part of a file with.
type Reading struct {
	Ctx     context.Context
	Tx      *db.Tx
	Actor   pana.Actor
	Subject policy.Subject
	Client  Client // her coded facts; languages and tags are not read
	Episode Episode
	Today   pana.Date

	files  *Casework
	reads  []pana.Compartment
	opened []pana.Compartment
}

// Read looks into the file of the client with a code: it asks policy for act,
// lets do read, and writes one line of the trail with the compartments whose
// words were opened. It may run do twice, when the store asks for that.
//
// An unknown code and a hidden client are both NotFound "client.absent".
func (c *Casework) Read(ctx context.Context, code string, act policy.Act, do func(*Reading) error) error {
	return c.h.DB.Update(ctx, func(tx *db.Tx) error {
		o, err := c.lookAs(opening{ctx: ctx, tx: tx, actor: pana.ActorFrom(ctx), today: c.h.Today(tx.Now), part: true}, code)
		if err != nil {
			return err
		}
		if err := policy.Check(o.actor, act, o.subject); err != nil {
			return hiddenIs("casework.Read", err)
		}
		r := o.reading(c)
		if r.Episode, err = newestEpisode(ctx, tx, o.subject.Client); err != nil {
			return err
		}
		if err := do(r); err != nil {
			return err
		}
		return trail.Looked(ctx, tx, act, o.subject.Client, o.subject.Site, r.opened...)
	})
}

// reading goes on with what an opening has gathered so far.
func (r *opening) reading(c *Casework) *Reading {
	n := &Reading{Ctx: r.ctx, Tx: r.tx, Actor: r.actor, Subject: r.subject, Client: r.file.Client, Today: r.today, files: c, reads: r.reads, opened: r.opened}
	if len(r.file.Episodes) > 0 {
		n.Episode = r.file.Episodes[0]
	}
	return n
}

// May reports whether the reader may do act to this client.
func (r *Reading) May(act policy.Act) bool { return policy.Check(r.Actor, act, r.Subject) == nil }

// Reads reports whether policy lets the reader open a compartment. Of therapy
// words she reads her own; the chapter sees to that.
func (r *Reading) Reads(c pana.Compartment) bool { return slices.Contains(r.reads, c) }

// Allowed asks the gate of consent, see Casework.Allowed.
func (r *Reading) Allowed(purpose pana.Purpose, recipient, field string) (bool, error) {
	return r.files.Allowed(r.Ctx, r.Tx, r.Subject.Client, purpose, recipient, field)
}

// Said are opened words, by table, row and field.
type Said struct {
	words  map[[3]string]string
	closed []pana.Compartment
}

// Of returns one of them; empty when nothing was said or it is closed.
func (s Said) Of(table, row, field string) string { return s.words[[3]string{table, row, field}] }

// Names returns the names of a client among them, where her own row was asked for.
func (s Said) Names(client pana.ClientID) Names {
	of := func(field string) string { return s.Of("clients", string(client), field) }
	n := Names{Contact: of(FieldContact), Birth: pana.Date(of(FieldBirth)), Place: of(FieldPlace)}
	n.readLines(of(FieldNames))
	return n
}

// Closed reports whether there is no opening the words of a compartment: policy
// does not let the reader, or her keys do not reach it.
func (s Said) Closed(c pana.Compartment) bool { return slices.Contains(s.closed, c) }

// Words opens the words of rows in compartments, in one query. What policy or her
// keys keep closed is passed over and told by Said.Closed. Without rows there
// is nothing to open.
func (r *Reading) Words(rows []string, cs ...pana.Compartment) (Said, error) {
	said := Said{words: map[[3]string]string{}}
	var open []pana.Compartment
	for _, c := range cs {
		if r.Reads(c) {
			open = append(open, c)
		} else {
			said.closed = append(said.closed, c)
		}
	}
	if seal.RingFrom(r.Ctx) == nil {
		said.closed = cs
		return said, nil
	}
	if len(rows) == 0 || len(open) == 0 {
		return said, nil
	}
	found, shut, err := seal.GetWords(r.Ctx, r.Tx, r.Subject.Site, owner(r.Subject.Client), seal.Filter{Rows: rows, Compartments: open})
	if err != nil {
		return Said{}, err
	}
	said.closed = append(said.closed, shut...)
	for _, w := range found {
		said.words[[3]string{w.Table, w.Row, w.Field}] = w.Text
		if !slices.Contains(r.opened, w.Compartment) {
			r.opened = append(r.opened, w.Compartment)
		}
	}
	return said, nil
}

// Persons returns the people around the client whom the reader may know of, see
// Casework.Persons, for pages that choose one of them.
func (r *Reading) Persons() ([]Known, error) {
	o := opening{ctx: r.Ctx, tx: r.Tx, actor: r.Actor, today: r.Today, subject: r.Subject, reads: r.reads}
	list, err := r.files.persons(&o)
	for _, c := range o.opened {
		if !slices.Contains(r.opened, c) {
			r.opened = append(r.opened, c)
		}
	}
	return list, err
}
