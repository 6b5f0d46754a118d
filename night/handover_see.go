package night

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/trail"
)

// A Standing is what stands at a site at this moment, as one reader may know it.
type Standing struct {
	Site    pana.SiteID
	OnDuty  []Shift
	Mine    bool     // the reader is on duty
	Writing Handover // a line for everybody who sleeps here, written or not
	Last    Handover // the last that was given; its ID is empty when there was none
	Waits   []pana.StaffID
}

// Unread reports whether the reader, on duty, has the last handover still to read.
func (w Standing) Unread(reader pana.StaffID) bool { return slices.Contains(w.Waits, reader) }

// Now returns who is on duty at site, the handover that is being written and the
// last that was given, with the words the reader may open; the trail says whose
// words were opened.
func (n *Night) Now(ctx context.Context, site pana.SiteID) (Standing, error) {
	var w Standing
	err := n.h.DB.Update(ctx, func(tx *db.Tx) error {
		w = Standing{Site: site}
		if err := allowAt(ctx, policy.SeeNight, site); err != nil {
			return err
		}
		m, err := n.beds.TonightIn(ctx, tx, site)
		if err != nil {
			return err
		}
		if w.OnDuty, err = shiftsOpen(ctx, tx, site); err != nil {
			return err
		}
		_, w.Mine = shiftOf(w.OnDuty, pana.ActorFrom(ctx).Staff)
		open, ok, err := openHandover(ctx, tx, site)
		if err != nil {
			return err
		}
		if w.Writing = open; ok {
			if w.Writing, err = n.fill(ctx, tx, open); err != nil {
				return err
			}
		}
		w.Writing.Lines = everybody(m, w.Writing.Lines)
		last, ok, err := lastHandover(ctx, tx, site)
		if err != nil || !ok {
			return err
		}
		w.Writing.Since = last.Given
		if w.Last, err = n.fill(ctx, tx, last); err != nil {
			return err
		}
		place(m, w.Last.Lines)
		w.Waits = w.Last.Awaits(w.OnDuty)
		return nil
	})
	return w, err
}

// Handover returns one that was given. One that was not, and one of another site,
// are "record.absent".
func (n *Night) Handover(ctx context.Context, id HandoverID) (Handover, []pana.StaffID, error) {
	var h Handover
	var waits []pana.StaffID
	err := n.h.DB.Update(ctx, func(tx *db.Tx) error {
		found, ok, err := handoverByID(ctx, tx, id)
		if err != nil {
			return err
		}
		if !ok || found.Given == 0 || allowAt(ctx, policy.SeeNight, found.Site) != nil {
			return casework.Gone("night.Handover")
		}
		if h, err = n.fill(ctx, tx, found); err != nil {
			return err
		}
		open, err := shiftsOpen(ctx, tx, h.Site)
		waits = h.Awaits(open)
		return err
	})
	return h, waits, err
}

// mostKept is how many handovers the list of those before holds.
const mostKept = 90

// Kept returns the handovers given at site, the newest first, without their words.
func (n *Night) Kept(ctx context.Context, site pana.SiteID) ([]Handover, error) {
	var list []Handover
	err := n.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if err := allowAt(ctx, policy.SeeNight, site); err != nil {
			return err
		}
		list, err = handoversGiven(ctx, tx, site, mostKept)
		return err
	})
	return list, err
}

// fill puts lines, words and readers into h.
func (n *Night) fill(ctx context.Context, tx *db.Tx, h Handover) (Handover, error) {
	var err error
	if h.Since, err = givenBefore(ctx, tx, h); err != nil {
		return h, err
	}
	if h.Reads, err = readsOf(ctx, tx, h.ID); err != nil {
		return h, err
	}
	cond, args := n.files.Where(ctx, tx, policy.ReadAct(pana.Identity))
	if h.Lines, err = linesOf(ctx, tx, h.ID, cond, args); err != nil {
		return h, err
	}
	byUrgency(h.Lines)
	if seal.RingFrom(ctx) == nil {
		return h, nil
	}
	for i := range h.Lines {
		l := &h.Lines[i]
		l.Text, l.Closed, err = openOne(ctx, tx, h.Site, seal.Owner(l.Client), "handover_lines", l.ID, fieldText)
		if err != nil {
			return h, err
		}
		if l.Text != "" {
			if err := trail.Looked(ctx, tx, policy.SeeNight, l.Client, h.Site, pana.Identity); err != nil {
				return h, err
			}
		}
	}
	h.House, h.Closed, err = openOne(ctx, tx, h.Site, owner(h.ID), "handovers", string(h.ID), fieldHouse)
	return h, err
}

// openOne opens one word in the identity compartment; closed says that the keys of
// the reader do not.
func openOne(ctx context.Context, tx *db.Tx, site pana.SiteID, of seal.Owner, table, row, field string) (text string, closed bool, err error) {
	words, shut, err := seal.GetWords(ctx, tx, site, of, seal.Filter{Table: table, Rows: []string{row}, Compartments: []pana.Compartment{pana.Identity}})
	for _, w := range words {
		if w.Field == field {
			text = w.Text
		}
	}
	return text, len(shut) > 0, err
}

// everybody returns a line for each one who sleeps here as far as m tells, in the
// order of the rooms: hers of said, or an empty one.
func everybody(m residence.Map, said []Line) []Line {
	var all []Line
	for _, room := range m.Rooms {
		for _, b := range room.Beds {
			if b.State != residence.Taken || b.Since > m.Night {
				continue
			}
			l := Line{Client: b.Client, Code: b.Code}
			if i := slices.IndexFunc(said, func(l Line) bool { return l.Client == b.Client }); i >= 0 {
				l = said[i]
			}
			l.Room, l.Bed, l.Extra = room.Name, b.Name, b.Extra
			all = append(all, l)
		}
	}
	return all
}

// place says of each line where she sleeps tonight, if she still does.
func place(m residence.Map, lines []Line) {
	for _, here := range everybody(m, nil) {
		for i := range lines {
			if lines[i].Client == here.Client {
				lines[i].Room, lines[i].Bed, lines[i].Extra = here.Room, here.Bed, here.Extra
			}
		}
	}
}

// An About is what a page says of one client in the handover that is being written,
// and what the last ones said.
type About struct {
	Client casework.Client
	Now    Line
	Before []Line // the newest first; at is when the line was written
}

// mostSaid is how many lines before the page of one client shows.
const mostSaid = 10

// AboutOf returns the line about the client with a code.
func (n *Night) AboutOf(ctx context.Context, code string) (About, error) {
	var a About
	err := n.files.Read(ctx, code, policy.WriteLine, func(r *casework.Reading) error {
		a = About{Client: r.Client}
		h, ok, err := openHandover(r.Ctx, r.Tx, r.Subject.Site)
		if err != nil {
			return err
		}
		if ok {
			if a.Now, err = lineOf(r.Ctx, r.Tx, h.ID, r.Subject.Client); err != nil {
				return err
			}
		}
		if a.Before, err = linesAbout(r.Ctx, r.Tx, r.Subject.Client, h.ID, mostSaid); err != nil {
			return err
		}
		rows := []string{a.Now.ID}
		for _, l := range a.Before {
			rows = append(rows, l.ID)
		}
		said, err := r.Words(rows, pana.Identity)
		if err != nil {
			return err
		}
		fill := func(l *Line) {
			l.Text, l.Closed = said.Of("handover_lines", l.ID, fieldText), said.Closed(pana.Identity)
		}
		fill(&a.Now)
		for i := range a.Before {
			fill(&a.Before[i])
		}
		return nil
	})
	return a, err
}
