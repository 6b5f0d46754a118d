package people

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// VolunteerTerms are what is agreed with a volunteer. None of it opens a file, and
// a volunteer with a sign-in sees none either.
type VolunteerTerms struct {
	Staff       pana.StaffID // her account, if she has one
	Agreed      pana.Date    // when she signed the agreement
	Vetted      pana.Date
	VettedUntil pana.Date // empty: for good, or not vetted
	From, Until pana.Date // the term in which she comes
	Days        []string  // on which weekdays: mon … sun
	Version     int64
}

// A VolunteerLine is something she did, or thanks.
type VolunteerLine struct {
	ID      string       `db:"id"`
	Kind    string       `db:"kind"` // Hours or Thanks
	On      pana.Date    `db:"on_day"`
	Minutes int          `db:"minutes"`
	By      pana.StaffID `db:"by_staff"`
	Struck  pana.StaffID `db:"struck_by"` // who said that it was a mistake; it counts no more
	Lesson  string       `db:"-"`         // the key of the lesson that it was, where it was written down with one
	What    string       `db:"-"`
}

// Kinds of lines.
const (
	Hours  = "hours"
	Thanks = "thanks"
)

// Days are the weekdays in their order.
func Days() []string { return []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} }

// A VolunteerFile is all that is kept of a volunteer.
type VolunteerFile struct {
	Outsider
	Terms VolunteerTerms
	Lines []VolunteerLine // the newest first
	Wary  bool            // a man, and somebody who sleeps here wishes no men near; nobody is told who
}

// Minutes is how long she has helped.
func (v VolunteerFile) Minutes() (n int) {
	for _, l := range v.Lines {
		if l.Struck == "" {
			n += l.Minutes
		}
	}
	return n
}

func (t VolunteerTerms) clean(op string, today pana.Date) (VolunteerTerms, error) {
	for _, d := range []struct {
		field string
		day   *pana.Date
		past  bool
	}{{"agreed", &t.Agreed, true}, {"vetted", &t.Vetted, true}, {"vetted_until", &t.VettedUntil, false}, {"from", &t.From, false}, {"until", &t.Until, false}} {
		var err error
		if d.past {
			*d.day, err = casework.Past(op, d.field, *d.day, today)
		} else {
			*d.day, err = casework.Day(op, d.field, *d.day)
		}
		if err != nil {
			return t, err
		}
	}
	for _, d := range t.Days {
		if !slices.Contains(Days(), d) {
			return t, pana.Refuse(op, "days", "codes.unknown")
		}
	}
	switch {
	case t.VettedUntil != "" && t.Vetted == "":
		return t, pana.Refuse(op, "vetted", "volunteer.vetted")
	case t.From != "" && t.Until != "" && t.Until < t.From:
		return t, pana.Refuse(op, "until", "people.ends.before")
	}
	return t, nil
}

// AddVolunteer keeps somebody new who helps. She awaits confirmation.
func (p *People) AddVolunteer(ctx context.Context, n NewOutsider) (OutsiderID, error) {
	const op = "people.AddVolunteer"
	var id OutsiderID
	act := p.actOn(policy.KeepOutsiders, Outsider{Kind: Volunteer, Site: n.Site})
	err := p.h.DB.Update(ctx, func(tx *db.Tx) (err error) {
		if n.Site != "" {
			err = policy.Check(pana.ActorFrom(ctx), act, policy.Subject{Site: n.Site})
		}
		if err != nil {
			return err
		}
		if id, err = p.meet(ctx, tx, op, Volunteer, n); err != nil {
			return err
		}
		return trail.Record(ctx, tx, trail.Entry{Act: act, Site: n.Site, Object: string(id), Digests: [][32]byte{trail.Digest("outsiders", string(id), Volunteer)}})
	})
	return id, err
}

// SetVolunteer says what is agreed with a volunteer, made from a row version.
func (p *People) SetVolunteer(ctx context.Context, id OutsiderID, t VolunteerTerms, version int64) error {
	const op = "people.SetVolunteer"
	return p.change(ctx, op, policy.KeepOutsiders, id, func(tx *db.Tx, o Outsider) error {
		if o.Kind != Volunteer {
			return casework.Gone(op)
		}
		t, err := t.clean(op, p.h.Today(tx.Now))
		if err != nil {
			return err
		}
		if t.Staff != "" {
			_, err := p.member(ctx, tx, op, t.Staff)
			if err == nil && o.Centre {
				err = p.helpsAt(ctx, tx, o.Site, t.Staff)
			}
			if err != nil {
				return pana.Refuse(op, "staff", "record.staff.absent")
			}
		}
		done, err := putVolunteer(ctx, tx, id, t, version)
		if err == nil && done == 0 {
			err = db.Stale(op, nil)
		}
		return err
	})
}

// mostMinutes is how long somebody can help on one day.
const mostMinutes = 24 * 60

// AddHours writes down that a volunteer helped, or that she was thanked; what is
// written names nobody in care. It refuses hours without minutes and thanks without
// a word.
func (p *People) AddHours(ctx context.Context, id OutsiderID, l VolunteerLine) error {
	const op = "people.AddHours"
	return p.change(ctx, op, policy.KeepOutsiders, id, func(tx *db.Tx, o Outsider) error {
		if o.Kind != Volunteer {
			return casework.Gone(op)
		}
		if l.Kind != Hours && l.Kind != Thanks {
			return pana.Refuse(op, "kind", "people.record.kind")
		}
		today := p.h.Today(tx.Now)
		if l.On == "" {
			l.On = today
		}
		on, err := casework.Past(op, "on", l.On, today)
		if err != nil {
			return err
		}
		what, err := casework.Text(op, "what", l.What, casework.MostNote)
		if err != nil {
			return err
		}
		least := 1
		if l.Kind == Thanks {
			l.Minutes, least = 0, 0
			if what == "" {
				return pana.Refuse(op, "what", "volunteer.thanks")
			}
		}
		if err := casework.Within(op, "minutes", l.Minutes, least, mostMinutes); err != nil {
			return err
		}
		line := tx.ID()
		sealed, err := p.sealed("volunteer_lines", line, "what", 1, what)
		if err != nil {
			return err
		}
		return insertLine(ctx, tx, line, id, VolunteerLine{Kind: l.Kind, On: on, Minutes: l.Minutes}, sealed)
	})
}

// Volunteers returns who helps at the actor's shelters, those who come still first.
func (p *People) Volunteers(ctx context.Context) ([]VolunteerFile, error) {
	var list []VolunteerFile
	err := p.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if !policy.May(pana.ActorFrom(ctx), policy.SeeOutsiders) {
			return policy.Refusal(pana.ActorFrom(ctx), policy.SeeOutsiders)
		}
		list, err = p.volunteers(ctx, tx, `kind = 'volunteer'`)
		list = slices.DeleteFunc(list, func(v VolunteerFile) bool { return v.Centre })
		return err
	})
	return list, err
}

// OneVolunteer returns one of them, or NotFound "record.absent".
func (p *People) OneVolunteer(ctx context.Context, id OutsiderID) (VolunteerFile, error) {
	const op = "people.OneVolunteer"
	var found VolunteerFile
	err := p.h.DB.View(ctx, func(tx *db.Tx) error {
		if !policy.May(pana.ActorFrom(ctx), policy.SeeOutsiders) {
			return policy.Refusal(pana.ActorFrom(ctx), policy.SeeOutsiders)
		}
		list, err := p.volunteers(ctx, tx, `kind = 'volunteer' AND id = $1`, string(id))
		if err != nil {
			return err
		}
		if len(list) == 0 || list[0].Centre {
			return casework.Gone(op)
		}
		found = list[0]
		return nil
	})
	return found, err
}

func (p *People) volunteers(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]VolunteerFile, error) {
	all, err := p.outsiders(ctx, tx, cond, args...)
	if err != nil {
		return nil, err
	}
	list := make([]VolunteerFile, len(all))
	for i, o := range all {
		list[i].Outsider = o
		if list[i].Terms, err = volunteerTerms(ctx, tx, o.ID); err != nil {
			return nil, err
		}
		if list[i].Lines, err = p.volunteerLines(ctx, tx, o.ID); err != nil {
			return nil, err
		}
		if list[i].Sex == "male" && list[i].Ended == "" && !list[i].Centre {
			if list[i].Wary, err = p.files.Wary(ctx, tx, list[i].Site); err != nil {
				return nil, err
			}
		}
	}
	return list, nil
}

// volunteerLines returns what a volunteer did, the newest first, opened, with what
// other chapters say of her.
func (p *People) volunteerLines(ctx context.Context, tx *db.Tx, id OutsiderID) ([]VolunteerLine, error) {
	rows, err := linesOf(ctx, tx, id)
	if err != nil {
		return nil, err
	}
	var list []VolunteerLine
	for _, r := range rows {
		l := r.VolunteerLine
		if l.What, err = p.opened("volunteer_lines", l.ID, "what", r.Sealed); err != nil {
			return nil, err
		}
		list = append(list, l)
	}
	for _, from := range p.sources {
		more, err := from(ctx, tx, id)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	slices.SortStableFunc(list, func(a, b VolunteerLine) int { return cmp.Compare(b.On, a.On) })
	return list, nil
}

func joinDays(days []string) string { return strings.Join(days, " ") }

// OwnHours is for how many minutes the actor has helped at a site, where a volunteer
// of it is kept as having her account. What she does elsewhere does not stand there.
func (p *People) OwnHours(ctx context.Context, site pana.SiteID) (int, error) {
	var n int
	err := p.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if n, err = ownMinutes(ctx, tx, site); err != nil || len(p.sources) == 0 {
			return err
		}
		ids, err := volunteersOf(ctx, tx, me(ctx), site)
		for _, id := range ids {
			for _, from := range p.sources {
				lines, err := from(ctx, tx, id)
				if err != nil {
					return err
				}
				for _, l := range lines {
					n += l.Minutes
				}
			}
		}
		return err
	})
	return n, err
}
