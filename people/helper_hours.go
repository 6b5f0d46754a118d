package people

import (
	"context"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A MonthOf is how long somebody helped in one month.
type MonthOf struct {
	Month   string `db:"month"` // 2026-11
	Times   int    `db:"times"`
	Minutes int    `db:"minutes"`
}

// A Strain is how hard a time is on whoever interprets, beside what the house
// chose. It is a hint: it stops nothing.
type Strain struct {
	Over   bool // longer than one can interpret without somebody to change with
	Breaks int  // how many breaks fall into it
}

// StrainOf reckons minutes, beside what the house chose. What it has not chosen is
// not reckoned.
func (s Settings) StrainOf(minutes int) Strain {
	n := Strain{Over: s.Interpret > 0 && minutes > s.Interpret}
	if s.Break > 0 && minutes > 0 {
		n.Breaks = (minutes - 1) / s.Break
	}
	return n
}

// reckon lays the hours of each month and what stands ahead beside helpers.
func (p *People) reckon(ctx context.Context, tx *db.Tx, list []Helper) error {
	set, err := settingsOf(ctx, tx)
	if err != nil {
		return err
	}
	for i := range list {
		h := &list[i]
		if h.Hours, err = monthsOf(ctx, tx, h.ID); err != nil {
			return err
		}
		if h.Ahead, err = bookingsAhead(ctx, tx, h.ID, p.h.Today(tx.Now)); err != nil {
			return err
		}
		day := map[pana.Date]int{}
		for _, b := range h.Ahead {
			day[b.On] += b.Minutes
		}
		for j := range h.Ahead {
			b := &h.Ahead[j]
			if b.Booker, err = p.h.StaffName(ctx, tx, b.By); err != nil {
				return err
			}
			if h.Part == Interpreter {
				b.Strain = set.StrainOf(b.Minutes)
				b.Strain.Over = b.Strain.Over || set.StrainOf(day[b.On]).Over
			}
		}
	}
	return nil
}

// OwnHelp is what the actor sees of her own help: as one who helps, and as a
// volunteer with a sign-in. It names no client.
type OwnHelp struct {
	Parts     []Helper
	Volunteer []VolunteerFile
}

// OwnHelp returns it. Everyone may read her own.
func (p *People) OwnHelp(ctx context.Context) (OwnHelp, error) {
	var own OwnHelp
	err := p.h.DB.View(ctx, func(tx *db.Tx) error {
		own = OwnHelp{}
		who := me(ctx)
		if who == "" {
			return nil
		}
		var err error
		if own.Parts, err = p.ownParts(ctx, tx, who); err != nil {
			return err
		}
		ids, err := volunteersWith(ctx, tx, who)
		if err != nil {
			return err
		}
		for _, id := range ids {
			v := VolunteerFile{Outsider: Outsider{ID: id}}
			if v.Terms, err = volunteerTerms(ctx, tx, id); err != nil {
				return err
			}
			if v.Lines, err = p.volunteerLines(ctx, tx, id); err != nil {
				return err
			}
			own.Volunteer = append(own.Volunteer, v)
		}
		return nil
	})
	return own, err
}
