package casework

import (
	"context"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Open returns the file of the client with a code, as far as the actor may read
// it and her keys open it, and writes one line of the trail saying which
// compartments were opened. What she may not read is left out without a trace;
// what she may read but her keys do not open (she awaits admission to the
// circle) is there and marked Closed.
//
// An unknown code and a hidden client are both NotFound "client.absent".
func (c *Casework) Open(ctx context.Context, code string) (File, error) {
	return c.OpenWith(ctx, code, nil)
}

// OpenWith is Open for a page on which later chapters have a part of their own:
// also reads it in the same transaction, under the same line of the trail. It
// may run twice.
func (c *Casework) OpenWith(ctx context.Context, code string, also func(*Reading) error) (File, error) {
	var f File
	var guarded bool
	err := c.h.DB.Update(ctx, func(tx *db.Tx) error {
		r, err := c.look(ctx, tx, code)
		if err != nil {
			return err
		}
		if err := r.codes(c.tonight(tx)); err != nil {
			return err
		}
		if err := r.words(); err != nil {
			return err
		}
		if also != nil {
			more := r.reading(c)
			if err := also(more); err != nil {
				return err
			}
			r.opened = more.opened
		}
		if r.unindexed && r.file.Opened(pana.Identity) {
			if err := c.reindex(ctx, tx, r.subject.Site, r.subject.Client, r.file.Names); err != nil {
				return err
			}
		}
		f, guarded = r.file, r.guarded
		return trail.Looked(ctx, tx, policy.OpenClient, r.subject.Client, r.subject.Site, r.opened...)
	})
	if err != nil {
		return File{}, err
	}
	if guarded {
		// Keys that no one could move when the conflict was set or lifted.
		err = c.settle(ctx, f.Client.Site, f.Client.ID)
	}
	return f, err
}

// Timeline returns the notes that follow the note from on the timeline of a
// client, and where to go on. It opens words like Open does.
func (c *Casework) Timeline(ctx context.Context, code string, from pana.NoteID) (notes []Note, more pana.NoteID, err error) {
	err = c.h.DB.Update(ctx, func(tx *db.Tx) error {
		r, err := c.look(ctx, tx, code)
		if err != nil {
			return err
		}
		if err := r.notes(from); err != nil {
			return err
		}
		if err := r.words(); err != nil {
			return err
		}
		notes, more = r.file.Timeline, r.file.More
		return trail.Looked(ctx, tx, policy.OpenClient, r.subject.Client, r.subject.Site, r.opened...)
	})
	return notes, more, err
}

// An opening gathers one file for one reader in one transaction: first the
// coded rows she may see, then all their words at once.
type opening struct {
	ctx     context.Context
	tx      *db.Tx
	actor   pana.Actor
	today   pana.Date
	subject policy.Subject
	reads   []pana.Compartment // that policy lets her read
	file    File

	part      bool // it is read for a chapter that asks for an act of its own, see Read
	guarded   bool // a conflict of interest stands, or its keys have to go back
	unindexed bool // the names await the name index
	opened    []pana.Compartment
}

// begin finds the client and what the reader may do.
func (r *opening) begin(tonight pana.Night, code string) error {
	const op = "casework.Open"
	row, _, err := db.Find[openRow](r.ctx, r.tx, openClient, r.actor.Staff, tonight, tidyCode(code))
	if err != nil {
		if pana.KindOf(err) == pana.Invalid {
			return absent(op)
		}
		return err
	}
	f := facts{Client: row.ID, Site: row.Site, Assigned: row.Mine, Present: row.Present, Conflicted: row.Conflicted, Restricted: row.Restricted, Young: row.Young}
	if r.subject, err = f.seenBy(r.actor, op); err != nil {
		return err
	}
	open := policy.OpenClient
	if r.part {
		open = policy.Opening(r.subject)
	}
	if err := policy.Check(r.actor, open, r.subject); err != nil {
		return hiddenIs(op, err)
	}
	r.file.Client, r.guarded, r.unindexed = row.Client, row.Guarded, row.Unindexed
	r.file.Subject = r.subject
	r.file.May = mayDo(r.actor, r.subject)
	for _, compartment := range pana.Compartments() {
		own := r.subject
		own.Author = r.actor.Staff // of therapy notes she reads her own, see notesOf
		if policy.Reads(r.actor, compartment, own) {
			r.reads = append(r.reads, compartment)
		}
	}
	parts, until, err := openInDanger(r.ctx, r.tx, r.subject.Client, r.actor.Staff)
	if err != nil {
		return err
	}
	r.file.Danger = until
	for _, compartment := range parts {
		if !slices.Contains(r.reads, compartment) {
			r.reads = append(r.reads, compartment)
		}
	}
	return nil
}

// codes reads every row of the file.
func (r *opening) codes(tonight pana.Night) (err error) {
	f, client := &r.file, r.subject.Client
	if f.Episodes, err = episodesOf(r.ctx, r.tx, client); err != nil {
		return err
	}
	if len(f.Episodes) > 0 {
		e := f.Episodes[0]
		begun, err := stagesOf(r.ctx, r.tx, e.ID)
		if err != nil {
			return err
		}
		f.Strip = strip(e, begun)
		if f.Assigned, err = assignmentsOf(r.ctx, r.tx, e.ID); err != nil {
			return err
		}
		if slices.Contains(r.reads, pana.Care) {
			if f.Facts, err = traffickingOf(r.ctx, r.tx, e.ID); err != nil {
				return err
			}
		}
	}
	if f.Client.Languages, f.Client.Tags, err = languagesAndTags(r.ctx, r.tx, client); err != nil {
		return err
	}
	if f.Alerts, err = alertsOf(r.ctx, r.tx, client, r.today); err != nil {
		return err
	}
	if err := r.notes(""); err != nil {
		return err
	}
	if f.Persons, err = personsOf(r.ctx, r.tx, client, r.reads); err != nil {
		return err
	}
	if f.Children, err = familyRows(r.ctx, r.tx, newQuery(r.actor, policy.SeeClient, tonight), f.Client); err != nil {
		return err
	}
	if policy.Check(r.actor, policy.ViewDocument, r.subject) == nil {
		if f.Papers, err = documentsOf(r.ctx, r.tx, client, r.reads); err != nil {
			return err
		}
	}
	f.Consents, err = consentsOf(r.ctx, r.tx, client)
	return err
}

// notes reads a page of the timeline from a note on, and with the first page
// the strengths.
func (r *opening) notes(from pana.NoteID) error {
	all, err := notesOf(r.ctx, r.tx, r.subject.Client, r.actor.Staff, r.reads, from)
	for _, n := range all {
		if n.Kind == StrengthNote {
			r.file.Strength = append(r.file.Strength, n)
		} else {
			r.file.Timeline = append(r.file.Timeline, n)
		}
	}
	if t := r.file.Timeline; len(t) > TimelinePage {
		r.file.Timeline = t[:TimelinePage]
		r.file.More = t[TimelinePage-1].ID
	}
	return err
}

// words opens the words of every row gathered, in one query.
func (r *opening) words() error {
	f := &r.file
	rows := [][2]string{{"clients", string(f.Client.ID)}}
	for _, a := range f.Alerts {
		rows = append(rows, [2]string{"alerts", a.ID})
	}
	for _, n := range slices.Concat(f.Strength, f.Timeline) {
		rows = append(rows, [2]string{"notes", string(n.ID)})
	}
	for _, p := range f.Persons {
		rows = append(rows, [2]string{"persons", string(p.ID)})
	}
	for _, d := range f.Papers {
		rows = append(rows, [2]string{"documents", string(d.ID)})
	}
	for _, c := range f.Consents {
		rows = append(rows, [2]string{"consents", string(c.ID)})
	}
	if f.Facts.ID != "" {
		rows = append(rows, [2]string{"trafficking", f.Facts.ID})
	}
	var found []seal.Word
	shut := r.reads
	if seal.RingFrom(r.ctx) != nil && len(r.reads) > 0 {
		var err error
		found, shut, err = seal.GetWords(r.ctx, r.tx, r.subject.Site, owner(r.subject.Client),
			seal.Filter{Places: rows, Compartments: r.reads})
		if err != nil {
			return err
		}
	}
	r.views(shut)
	said := map[[2]string]string{}
	for _, w := range found {
		if w.Table == "clients" {
			f.Names.take(w)
		}
		said[[2]string{w.Row, w.Field}] = w.Text
		if !slices.Contains(r.opened, w.Compartment) {
			r.opened = append(r.opened, w.Compartment)
		}
	}
	is := func(c pana.Compartment) bool { return slices.Contains(shut, c) }
	for i := range f.Alerts {
		a := &f.Alerts[i]
		a.Text, a.Closed = said[[2]string{a.ID, FieldText}], is(pana.Identity)
	}
	for _, notes := range [][]Note{f.Strength, f.Timeline} {
		for i := range notes {
			n := &notes[i]
			id := string(n.ID)
			n.Text, n.Told, n.Closed = said[[2]string{id, FieldText}], said[[2]string{id, FieldTold}], is(n.Compartment)
		}
	}
	for i := range f.Persons {
		p := &f.Persons[i]
		id := string(p.ID)
		p.Name, p.Contact, p.Note = said[[2]string{id, FieldName}], said[[2]string{id, FieldContact}], said[[2]string{id, FieldNote}]
		p.Closed = is(p.Compartment)
	}
	for i := range f.Papers {
		d := &f.Papers[i]
		id := string(d.ID)
		d.Title, d.Number, d.Note = said[[2]string{id, FieldTitle}], said[[2]string{id, FieldNo}], said[[2]string{id, FieldNote}]
		d.Closed = is(d.Compartment)
	}
	for i := range f.Consents {
		f.Consents[i].Note = said[[2]string{string(f.Consents[i].ID), FieldNote}]
		f.Consents[i].Given.Right = said[[2]string{string(f.Consents[i].ID), FieldGiver}]
	}
	if f.Facts.ID != "" {
		f.Facts.Told = said[[2]string{f.Facts.ID, FieldTold}]
		for i := range f.Facts.Places {
			f.Facts.Places[i].Words = said[[2]string{f.Facts.ID, FieldPlace + "." + strconv.Itoa(f.Facts.Places[i].N)}]
		}
	}
	return nil
}

// views lays out who can see what.
func (r *opening) views(shut []pana.Compartment) {
	for _, compartment := range pana.Compartments() {
		v := View{Compartment: compartment, Reads: slices.Contains(r.reads, compartment), NamedOnly: r.guarded}
		v.Opens = v.Reads && !slices.Contains(shut, compartment)
		v.Roles = policy.Readers(compartment, r.subject)
		r.file.Views = append(r.file.Views, v)
	}
}

// mayDo asks policy about every act of the file page.
func mayDo(actor pana.Actor, s policy.Subject) May {
	may := func(act policy.Act) bool { return policy.Check(actor, act, s) == nil }
	m := May{
		Edit: may(policy.EditClient), Note: may(policy.NoteClient), Alert: may(policy.AlertClient),
		Relate: may(policy.RelateClient), AddChild: may(policy.AddChild), File: may(policy.FileDocument),
		Consent: may(policy.RecordConsent), Assign: may(policy.AssignClient), Tag: may(policy.TagClient),
		Stage: may(policy.StageClient), Facts: may(policy.RecordFacts), Conflict: may(policy.SetConflict),
		Lift: may(policy.LiftConflict), Trail: may(policy.SeeClientTrail),
	}
	for _, c := range pana.Compartments() {
		if may(policy.WriteAct(c)) {
			m.Write = append(m.Write, c)
		}
	}
	return m
}
