package funding

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A Source reads services that another chapter has written down from one day to
// another, both included, of those clients c whom a condition lets through.
type Source = func(ctx context.Context, tx *db.Tx, cond string, args []any, since, until pana.Date) ([]casework.Service, error)

// A view says of whom a ledger is made. The ledger of the shelters and that of each
// youth centre are two: no view of a reader has both. What is asked of a funder and
// what a month is closed with is of everybody, and is shown without anybody.
type view struct {
	cond     string
	args     []any
	shelters bool
	centres  bool
	site     pana.SiteID // of a centre; empty is all of them
}

// everybody is the view of what is paid for: exact, whoever draws it up.
func everybody() view { return view{cond: `TRUE`, shelters: true, centres: true} }

// of is the view of one file, wherever it is.
func of(client pana.ClientID) view {
	return view{cond: `c.id = $1`, args: []any{string(client)}, shelters: true, centres: true}
}

// sheltered is what the actor may know of the shelters.
func (f *Funding) sheltered(ctx context.Context, tx *db.Tx) view {
	cond, args := f.files.Where(ctx, tx, policy.SeeLedger)
	return view{cond: cond, args: args, shelters: true}
}

// centred is what the actor may know of one youth centre.
func (f *Funding) centred(ctx context.Context, tx *db.Tx, site pana.SiteID) view {
	cond, args := f.files.Where(ctx, tx, policy.SeeLessons)
	args = append(args, string(site))
	return view{cond: `(` + cond + `) AND c.site_id = ` + arg(len(args)), args: args, centres: true, site: site}
}

// known are the ledgers that the actor may know of, one beside the other. What is
// summed over them is money and services of an agreement.
func (f *Funding) known(ctx context.Context, tx *db.Tx) []view {
	all := []view{f.sheltered(ctx, tx)}
	for _, s := range f.h.SiteList() {
		if f.centre(s.ID) && policy.Check(pana.ActorFrom(ctx), policy.SeeLessons, policy.Subject{Site: s.ID}) == nil {
			all = append(all, f.centred(ctx, tx, s.ID))
		}
	}
	return all
}

// whole is the same ledger of everybody in it.
func (v view) whole() view {
	v.cond, v.args = `TRUE`, nil
	if v.site != "" {
		v.cond, v.args = `c.site_id = $1`, []any{string(v.site)}
	}
	return v
}

// own are the arguments for one query: each binds its own.
func (v view) own() []any { return slices.Clone(v.args) }

// has reports whether a line of a site belongs to v at all, whoever it is about.
func (v view) has(site pana.SiteID, centre bool) bool {
	if centre {
		return v.centres && (v.site == "" || v.site == site)
	}
	return v.shelters
}

// centre reports whether a site is a youth centre.
func (f *Funding) centre(site pana.SiteID) bool {
	s, ok := f.h.Site(site)
	return ok && s.Kind == house.YouthCentre
}
