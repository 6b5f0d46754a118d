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
)

// Parts that somebody takes beside the people of the house.
const (
	Interpreter = "interpreter"
	Lawyer      = "lawyer"
	Doctor      = "doctor"
	Driver      = "driver"
)

// Parts are all of them, in the order of a form.
func Parts() []string { return []string{Interpreter, Lawyer, Doctor, Driver} }

// Partner is the kind of somebody from outside who is here for her part alone.
const Partner = "partner"

// A HelperID names a helper.
type HelperID string

// A Helper is somebody who interprets, pleads, heals or drives for clients: a
// member of staff, a volunteer, or somebody from outside. She reads no file by it.
type Helper struct {
	ID           HelperID            `db:"id"`
	Site         pana.SiteID         `db:"site_id"`
	Part         string              `db:"part"`
	Staff        pana.StaffID        `db:"staff_id"`
	From         OutsiderID          `db:"outsider_id"`
	Organisation pana.OrganisationID `db:"organisation_id"`
	Sex          string              `db:"sex"`
	Pledged      pana.Date           `db:"pledged_on"`
	PledgedUntil pana.Date           `db:"pledged_until"` // empty: for good, or not pledged
	Ended        pana.Date           `db:"ended"`
	Version      int64               `db:"version"`
	Pairs        []Pair              `db:"-"`
	Name         string              `db:"-"`
	Contact      string              `db:"-"`
	Office       string              `db:"-"` // what Organisation is called
	Outside      Outsider            `db:"-"` // of somebody from outside: who it is
	Awaiting     bool                `db:"-"`
	Watched      bool                `db:"-"`
	Wary         bool                `db:"-"` // a man, and somebody who sleeps here wishes no men near; nobody is told who
	Hours        []MonthOf           `db:"-"` // the newest first
	Ahead        []Booking           `db:"-"` // without a client
}

// A Pair is two languages between which somebody interprets, both ways.
type Pair struct{ A, B string }

func (p Pair) String() string { return p.A + "-" + p.B }

// Between reports whether p leads from one language to another.
func (p Pair) Between(from, to string) bool {
	return p.A == from && p.B == to || p.A == to && p.B == from
}

// pairsOf reads what joinPairs wrote.
func pairsOf(text string) []Pair {
	var all []Pair
	for _, w := range strings.Fields(text) {
		if a, b, ok := strings.Cut(w, "-"); ok {
			all = append(all, Pair{a, b})
		}
	}
	return all
}

func joinPairs(all []Pair) string {
	words := make([]string, len(all))
	for i, p := range all {
		words[i] = p.String()
	}
	return strings.Join(words, " ")
}

// MostPairs is how many pairs a form asks for.
const MostPairs = 4

// Pledges reports whether she has pledged to be silent, on a day.
func (h Helper) Pledges(on pana.Date) bool {
	return h.Pledged != "" && h.Pledged <= on && (h.PledgedUntil == "" || h.PledgedUntil >= on)
}

// A HelperTerms is what is agreed with a helper.
type HelperTerms struct {
	Organisation pana.OrganisationID
	Sex          string
	Pairs        []Pair // of an interpreter
	Pledged      pana.Date
	PledgedUntil pana.Date
}

// clean gives what is agreed its order: pairs once each, the smaller code first.
func (t HelperTerms) clean(op, part string, today pana.Date) (HelperTerms, error) {
	if err := casework.CheckCode(op, "sex", "sex", t.Sex); err != nil {
		return t, err
	}
	var pairs []Pair
	for _, p := range t.Pairs {
		if p.A == "" && p.B == "" {
			continue
		}
		for _, code := range []string{p.A, p.B} {
			if err := casework.CheckCode(op, "pairs", "language", code); err != nil {
				return t, err
			}
		}
		if p.A == "" || p.B == "" || p.A == p.B {
			return t, pana.Refuse(op, "pairs", "helper.pair.two")
		}
		if p.A > p.B {
			p.A, p.B = p.B, p.A
		}
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(a, b Pair) int { return cmp.Compare(a.String(), b.String()) })
	t.Pairs = slices.Compact(pairs)
	if part != Interpreter {
		t.Pairs = nil
	}
	var err error
	if t.Pledged, err = casework.Past(op, "pledged", t.Pledged, today); err != nil {
		return t, err
	}
	if t.PledgedUntil, err = casework.Day(op, "pledged_until", t.PledgedUntil); err != nil {
		return t, err
	}
	switch {
	case t.PledgedUntil != "" && t.Pledged == "":
		return t, pana.Refuse(op, "pledged", "helper.pledged")
	case t.PledgedUntil != "" && t.PledgedUntil < t.Pledged:
		return t, pana.Refuse(op, "pledged_until", "people.ends.before")
	}
	return t, nil
}

// Helpers returns who helps at the actor's sites, those who help still first, by
// part and name, with their hours.
func (p *People) Helpers(ctx context.Context) ([]Helper, error) {
	var list []Helper
	err := p.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if !policy.May(pana.ActorFrom(ctx), policy.SeeHelpers) {
			return policy.Refusal(pana.ActorFrom(ctx), policy.SeeHelpers)
		}
		if list, err = p.helpers(ctx, tx, `id <> $1`, ""); err != nil {
			return err
		}
		return p.reckon(ctx, tx, list)
	})
	slices.SortStableFunc(list, func(a, b Helper) int {
		return cmp.Or(cmp.Compare(min(len(a.Ended), 1), min(len(b.Ended), 1)), slices.Index(Parts(), a.Part)-slices.Index(Parts(), b.Part), cmp.Compare(a.Name, b.Name))
	})
	return list, err
}

// OneHelper returns one of them with her hours and what stands ahead, or NotFound
// "record.absent".
func (p *People) OneHelper(ctx context.Context, id HelperID) (Helper, error) {
	var found Helper
	err := p.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if !policy.May(pana.ActorFrom(ctx), policy.SeeHelpers) {
			return policy.Refusal(pana.ActorFrom(ctx), policy.SeeHelpers)
		}
		found, err = p.oneHelper(ctx, tx, "people.OneHelper", policy.SeeHelpers, id)
		if err != nil {
			return err
		}
		one := []Helper{found}
		err = p.reckon(ctx, tx, one)
		found = one[0]
		return err
	})
	return found, err
}

// oneHelper returns one for an act, or NotFound "record.absent".
func (p *People) oneHelper(ctx context.Context, tx *db.Tx, op string, act policy.Act, id HelperID) (Helper, error) {
	list, err := p.helpers(ctx, tx, `id = $1`, string(id))
	if err != nil {
		return Helper{}, err
	}
	if len(list) == 0 {
		return Helper{}, casework.Gone(op)
	}
	return list[0], policy.Check(pana.ActorFrom(ctx), act, policy.Subject{Site: list[0].Site})
}

// helpers opens those whom a condition finds at the actor's sites.
func (p *People) helpers(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]Helper, error) {
	rows, err := helperRows(ctx, tx, cond, args...)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	offices, err := p.files.Partners(ctx, tx)
	if err != nil {
		return nil, err
	}
	wary := map[pana.SiteID]bool{}
	var list []Helper
	for _, r := range rows {
		if policy.Check(pana.ActorFrom(ctx), policy.SeeHelpers, policy.Subject{Site: r.Site}) != nil {
			continue
		}
		h, err := p.helper(ctx, tx, r)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(offices, func(o casework.Organisation) bool { return o.ID == h.Organisation }); i >= 0 {
			h.Office = offices[i].Name
		}
		if h.Sex == "male" && h.Ended == "" {
			if _, asked := wary[h.Site]; !asked {
				if wary[h.Site], err = p.files.Wary(ctx, tx, h.Site); err != nil {
					return nil, err
				}
			}
			h.Wary = wary[h.Site]
		}
		list = append(list, h)
	}
	return list, nil
}

func (p *People) helper(ctx context.Context, tx *db.Tx, r helperRow) (Helper, error) {
	h := r.Helper
	h.Pairs = pairsOf(r.Pairs)
	var err error
	if h.Staff != "" {
		h.Name, err = p.h.StaffName(ctx, tx, h.Staff)
		return h, err
	}
	rows, err := outsiderRows(ctx, tx, `id = $1`, string(h.From))
	if err != nil || len(rows) == 0 {
		return h, err
	}
	o, err := p.outsider(ctx, tx, rows[0])
	h.Outside = o
	h.Name, h.Contact, h.Awaiting, h.Watched, h.Sex = o.Name, o.Contact, o.Awaiting, o.Watched, cmp.Or(h.Sex, o.Sex)
	if h.Ended == "" {
		h.Ended = o.Ended
	}
	return h, err
}
