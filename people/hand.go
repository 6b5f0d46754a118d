package people

import (
	"cmp"
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// A Hand is a volunteer of a centre as another chapter asks for her: who she is and
// when she may and can help. Nothing of what she said beside it.
type Hand struct {
	ID       OutsiderID
	Name     string
	Staff    pana.StaffID // her account, if she has one
	Awaiting bool         // nobody has confirmed her
	Terms    VolunteerTerms
}

// weekday is the day of the week as Days names it.
func weekday(d pana.Date) string { return Days()[(int(d.Time().Weekday())+6)%7] }

// Lacks says what stands against asking her to help on a day, as the key of a
// sentence; empty for nothing. She has to be confirmed, to have signed an agreement
// and to have been vetted, both holding on that day, and the day has to be one on
// which she said that she can come. Where she said no term or no days, every one is.
func (h Hand) Lacks(on pana.Date) string {
	t := h.Terms
	switch {
	case h.Awaiting:
		return "volunteer.lacks.awaiting"
	case t.Agreed == "" || t.Agreed > on:
		return "volunteer.lacks.agreed"
	case t.Vetted == "" || t.Vetted > on || t.VettedUntil != "" && t.VettedUntil < on:
		return "volunteer.lacks.vetted"
	case t.From != "" && on < t.From, t.Until != "" && on > t.Until:
		return "volunteer.lacks.term"
	case len(t.Days) > 0 && !slices.Contains(t.Days, weekday(on)):
		return "volunteer.lacks.day"
	}
	return ""
}

// Hands returns the volunteers of a youth centre who come still, by name, within an
// act of another chapter that has asked policy for its own. Names on the watch list
// are told as in the register.
func (p *People) Hands(ctx context.Context, tx *db.Tx, centre pana.SiteID) ([]Hand, error) {
	rows, err := outsiderRows(ctx, tx, `kind = 'volunteer' AND ended = '' AND site_id = $1`, string(centre))
	if err != nil || !p.centre(centre) {
		return nil, err
	}
	list := make([]Hand, len(rows))
	for i, r := range rows {
		o, err := p.outsider(ctx, tx, r)
		if err != nil {
			return nil, err
		}
		list[i] = Hand{ID: o.ID, Name: o.Name, Awaiting: o.Awaiting}
		if list[i].Terms, err = volunteerTerms(ctx, tx, o.ID); err != nil {
			return nil, err
		}
		list[i].Staff = list[i].Terms.Staff
	}
	slices.SortFunc(list, func(a, b Hand) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return list, nil
}

// OwnHands are the volunteers of a site who sign in as the actor.
func (p *People) OwnHands(ctx context.Context, tx *db.Tx, site pana.SiteID) ([]OutsiderID, error) {
	return volunteersOf(ctx, tx, me(ctx), site)
}

// HandName is how a volunteer is called who may come no more, for the same.
func (p *People) HandName(ctx context.Context, tx *db.Tx, id OutsiderID) (string, error) {
	rows, err := outsiderRows(ctx, tx, `id = $1`, string(id))
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return p.opened("outsiders", string(id), "name", rows[0].SealedName)
}

// A Source is how another chapter says for how long a volunteer helped there, so that
// nobody enters it again: each line counts as one of her own and is corrected where it
// was written down.
type Source func(ctx context.Context, tx *db.Tx, volunteer OutsiderID) ([]VolunteerLine, error)
