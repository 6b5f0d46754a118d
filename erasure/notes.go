package erasure

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Notes says how many of the house's own notes are past their time: of the door,
// the telephone, shifts and what else hangs on nobody's file. It names nobody.
type Notes struct {
	Kinds  []NoteKind
	Lines  int         // of all kinds
	Days   int         // days of notes: a day counts once, whatever was written on it
	Say    string      // why it cannot be done now; empty when it can
	Second bool        // so many days of notes take another person
	Alone  bool        // there is nobody else who could be asked
	Counts []NoteCount // what is left of those that went, of the last year
}

// A NoteKind is how one kind stands.
type NoteKind struct {
	Record string // see Records
	Days   int    // for which the house keeps it
	Lines  int    // past their time
	First  pana.Date
	Last   pana.Date
}

// NotesDue looks at the notes of the sites at which the actor may let them go. What
// belongs to a day on which somebody was in care at a site whose file is held does
// not count, and nothing says how much of it there is.
func (e *Erasure) NotesDue(ctx context.Context) (n Notes, err error) {
	if n.Alone, err = e.h.Alone(ctx, policy.EraseNotes); err != nil {
		return n, err
	}
	err = e.h.DB.View(ctx, func(tx *db.Tx) error {
		sites := e.noteSites(pana.ActorFrom(ctx))
		due, err := e.dueNotes(ctx, tx, sites, 0)
		if err != nil {
			return err
		}
		if n.Counts, err = noteCounts(ctx, tx, sites, string(e.h.Today(tx.Now).AddDays(-365))[:7]); err != nil {
			return err
		}
		for _, k := range kinds {
			about := NoteKind{Record: k.record, Days: e.noteDays(k.record, tx.Now)}
			for _, l := range due {
				if l.record != k.record {
					continue
				}
				about.Lines++
				if about.First == "" || l.day < about.First {
					about.First = l.day
				}
				about.Last = max(about.Last, l.day)
			}
			n.Kinds = append(n.Kinds, about)
		}
		n.Lines, n.Days = len(due), len(daysOf(due))
		if n.Second, err = e.notesBraked(ctx, tx, n.Days); err != nil {
			return err
		}
		if err = steady(ctx, tx); pana.KindOf(err) == pana.Conflict && err != nil {
			n.Say, err = "erasure.clock", nil
		}
		return err
	})
	return n, err
}

// EraseNotes lets them go: keys that are theirs are destroyed, then the rows; how
// many of a kind there were in a month stays. It returns how many lines went. Those
// who lead the house are told. The refusals are those of Erase, and
// "erasure.notes.none" when none is due.
func (e *Erasure) EraseNotes(ctx context.Context, a Asking) (int, error) {
	const op = "erasure.EraseNotes"
	ctx = db.MustGoOn(ctx)
	n, err := e.NotesDue(ctx)
	switch {
	case err != nil:
		return 0, err
	case n.Lines == 0:
		return 0, &pana.Error{Op: op, Kind: pana.Conflict, Say: "erasure.notes.none"}
	case n.Say != "":
		return 0, &pana.Error{Op: op, Kind: pana.Conflict, Say: n.Say}
	}
	var behind house.Behind
	if n.Second {
		if behind, err = e.h.Second(ctx, e.NotesDeed(ctx), a.Pair, a.Sheet); err != nil {
			return 0, err
		}
	}
	lines := 0
	err = e.h.DB.Update(ctx, func(tx *db.Tx) error {
		due, err := e.dueNotes(ctx, tx, e.noteSites(pana.ActorFrom(ctx)), 0)
		if err != nil {
			return err
		}
		if err := steady(ctx, tx); err != nil {
			return err
		}
		if over, err := e.notesBraked(ctx, tx, len(daysOf(due))); err != nil {
			return err
		} else if over && !n.Second { // more came due, or somebody else let some go in the meantime
			return pana.Refuse(op, "name", "agree.second")
		}
		if n.Second {
			if err := e.h.Use(ctx, tx, behind); err != nil {
				return err
			}
		}
		lines = len(due)
		for _, g := range going(due) {
			g.ID, g.By, g.Second = tx.ID(), pana.ActorFrom(ctx).Staff, behind.Staff
			// To the edge and not to the last of them: guests go with the visit.
			g.Until = e.edge(g.Record, tx.Now)
			if err := insertGone(ctx, tx, g); err != nil {
				return err
			}
		}
		to, err := e.h.Able(ctx, tx, policy.EraseNotes)
		if err != nil {
			return err
		}
		return e.h.Tell(ctx, tx, to, house.Notice{Say: "notice.notes-erased", N: int64(lines)})
	})
	if err != nil {
		return 0, err
	}
	return lines, e.completeNotes(ctx)
}

// going are the rows that say what goes: one for each kind and site. A day on
// which something happened counts in the first of them that has it.
func going(due []note) (all []gone) {
	counted := map[pana.Date]bool{}
	for _, l := range due {
		i := slices.IndexFunc(all, func(g gone) bool { return g.Record == l.record && g.Site == l.Site })
		if i < 0 {
			i, all = len(all), append(all, gone{Record: l.record, Site: l.Site})
		}
		all[i].Lines++
		if !counted[l.was] {
			counted[l.was] = true
			all[i].Days++
		}
	}
	return all
}

func daysOf(due []note) map[pana.Date]bool {
	days := map[pana.Date]bool{}
	for _, l := range due {
		days[l.was] = true
	}
	return days
}

// notesBraked reports whether letting so many days of notes go is more than one
// person may in a day. It counts days and not lines: a house that is busy writes
// more on a day, and what somebody who wants to hide something takes away is days: those
// on which it happened, since all of them can be settled or ended on one.
func (e *Erasure) notesBraked(ctx context.Context, tx *db.Tx, days int) (bool, error) {
	done, err := noteDaysGone(ctx, tx, db.Micros(tx.Now.Add(-brakeTime)))
	if err != nil {
		return false, err
	}
	all, err := e.noteDaysThere(ctx, tx, e.h.Today(tx.Now))
	return brakes(done, int64(days), all), err
}

// noteDays is how long this house keeps notes of a kind at a moment. A shorter time
// works a day after it was set.
func (e *Erasure) noteDays(record string, now time.Time) int {
	set := e.h.Settings()
	days := KeepNotesFor(set.NoteDays(record), set.CodePrefix, record)
	if now.Sub(db.FromMicros(set.KeepSince)) < brakeTime {
		days = max(days, KeepNotesFor(set.NoteDaysBefore(record), set.CodePrefix, record))
	}
	return days
}

// edge is the last day whose notes of a kind are past their time.
func (e *Erasure) edge(record string, now time.Time) pana.Date {
	return e.h.Today(now).AddDays(-e.noteDays(record, now))
}

func (e *Erasure) noteSites(actor pana.Actor) (sites []pana.SiteID) {
	for _, s := range e.h.SiteList() {
		if policy.Check(actor, policy.EraseNotes, policy.Subject{Site: s.ID}) == nil {
			sites = append(sites, s.ID)
		}
	}
	return sites
}

// dueNotes returns what is past its time at sites and belongs to no day of a file
// that is held, in the order of the kinds, the oldest first; most is how many are
// enough, 0 for all.
func (e *Erasure) dueNotes(ctx context.Context, tx *db.Tx, sites []pana.SiteID, most int) (all []note, err error) {
	if err := policy.Check(pana.ActorFrom(ctx), policy.EraseNotes, policy.Subject{}); err != nil || len(sites) == 0 {
		return nil, err
	}
	held, err := heldDays(ctx, tx)
	if err != nil {
		return nil, err
	}
	for _, k := range kinds {
		edge := e.edge(k.record, tx.Now)
		for _, p := range k.parts {
			some, err := p.due(ctx, tx, k.record, sites, edge, max(most-len(all), 0), e.day, held)
			if err != nil {
				return nil, err
			}
			if all = append(all, some...); most > 0 && len(all) >= most {
				return all, nil
			}
		}
	}
	return all, nil
}

// day is the day of the house at a moment.
func (e *Erasure) day(micros int64) pana.Date { return e.h.Today(db.FromMicros(micros)) }

// completeNotes does what was begun and not ended. It is safe to repeat.
func (e *Erasure) completeNotes(ctx context.Context) error {
	var begun []gone
	if err := e.h.DB.View(ctx, func(tx *db.Tx) (err error) { begun, err = unfinishedNotes(ctx, tx); return err }); err != nil {
		return err
	}
	forgot := false
	for _, g := range begun {
		for _, p := range partsOf(g.Record) {
			if !p.owned {
				continue
			}
			var list []note
			if err := e.h.DB.View(ctx, func(tx *db.Tx) (err error) { list, err = e.until(ctx, tx, p, g); return err }); err != nil {
				return err
			}
			if err := forgetOwners(ctx, e.h.Vault, list); err != nil {
				return err
			}
			forgot = forgot || len(list) > 0
		}
	}
	// Once for all, and before the rows, which say that it is done.
	if forgot {
		if err := e.h.Vault.Rotate(ctx); err != nil {
			return err
		}
	}
	for _, g := range begun {
		if err := e.h.DB.Update(ctx, func(tx *db.Tx) error {
			for _, p := range partsOf(g.Record) {
				list, err := e.until(ctx, tx, p, g)
				if err == nil {
					err = p.take(ctx, tx, list)
				}
				if err != nil {
					return err
				}
			}
			if err := finishNotes(ctx, tx, g.ID); err != nil {
				return err
			}
			return trail.Record(ctx, tx, trail.Entry{Act: policy.EraseNotes, Site: g.Site, Object: g.ID, Digests: [][32]byte{g.digest()}})
		}); err != nil {
			return err
		}
	}
	return nil
}

// until returns the rows of a part that go by g.
func (e *Erasure) until(ctx context.Context, tx *db.Tx, p part, g gone) ([]note, error) {
	held, err := heldDays(ctx, tx)
	if err != nil {
		return nil, err
	}
	return p.due(ctx, tx, g.Record, []pana.SiteID{g.Site}, g.Until, 0, e.day, held)
}

// forgetOwners destroys the keys of words that are a note's own.
func forgetOwners(ctx context.Context, v *seal.Vault, list []note) error {
	owners := make([]seal.Owner, len(list))
	for i, l := range list {
		owners[i] = seal.Owner(l.ID)
	}
	if len(owners) == 0 {
		return nil
	}
	return v.ForgetAll(ctx, owners)
}

// ofNotes is the object of the deed of letting notes go.
const ofNotes = "notes"

// NotesDeed is what a second stands behind when notes go: those past their time at
// the sites of the actor.
func (e *Erasure) NotesDeed(ctx context.Context) house.Deed {
	var names []string
	for _, s := range e.noteSites(pana.ActorFrom(ctx)) {
		names = append(names, string(s))
	}
	return house.Deed{Act: policy.EraseNotes, Object: ofNotes, How: strings.Join(names, " ")}
}

// weighNotes weighs it for whoever is the actor; the digest names each line.
func (e *Erasure) weighNotes(ctx context.Context, tx *db.Tx, d house.Deed) (print string, n int64, err error) {
	mine := e.noteSites(pana.ActorFrom(ctx))
	var sites []pana.SiteID
	for _, name := range strings.Fields(d.How) {
		sites = append(sites, pana.SiteID(name))
	}
	strange := slices.ContainsFunc(sites, func(s pana.SiteID) bool { return !slices.Contains(mine, s) })
	if len(sites) == 0 || strange || d.Client != "" {
		return "", 0, policy.Refusal(pana.ActorFrom(ctx), policy.EraseNotes)
	}
	due, err := e.dueNotes(ctx, tx, sites, 0)
	if err != nil {
		return "", 0, err
	}
	if len(due) == 0 {
		return "", 0, &pana.Error{Op: "erasure.weigh", Kind: pana.Conflict, Say: "erasure.notes.none"}
	}
	slices.SortFunc(due, func(a, b note) int { return cmp.Or(cmp.Compare(a.record, b.record), cmp.Compare(a.ID, b.ID)) })
	ids := make([]string, len(due))
	for i, l := range due {
		ids[i] = l.name()
	}
	return printOf("notes", ids), int64(len(due)), nil
}
