// Package stats counts what the house sees of its own years: when people come, from
// where, how old, after what, and who was turned away.
//
// It counts columns and opens no word. Whoever works with the files of a shelter sees
// its own counts as they are; whatever is hidden from her is not counted for her, by
// the same relations as in every list. No table says an average, a target or what will
// be, and nothing of them leaves the house.
package stats

import (
	"context"
	"embed"
	"io/fs"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/intake"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

//go:embed schema/*.sql
var schema embed.FS

// Schema returns the tables of this package.
func Schema() fs.FS { sub, _ := fs.Sub(schema, "schema"); return sub }

// Stats counts the years of one house. Its methods act for the actor of their context.
type Stats struct {
	h    *house.House
	desk *intake.Intake
	beds *residence.Residence
}

// New returns the counts of h.
func New(h *house.House, desk *intake.Intake, beds *residence.Residence) *Stats {
	return &Stats{h, desk, beds}
}

// The tables that a reading can stand beside.
const (
	ChartSeasons  = "seasons"
	ChartBeds     = "beds"
	ChartOrigins  = "origins"
	ChartAges     = "ages"
	ChartRequests = "requests"
)

// Charts lists them.
func Charts() []string {
	return []string{ChartSeasons, ChartBeds, ChartOrigins, ChartAges, ChartRequests}
}

// A Filter says of what a table counts: whole years, one shelter or all that the reader
// works at, one kind of what was done, one age at the beginning, one sex. Empty asks
// for all. NotKnown asks for those of whom nobody knows.
type Filter struct {
	Site  pana.SiteID
	From  int
	Until int
	Kind  string
	Age   string
	Sex   string
}

// NotKnown stands for what nobody knows.
const NotKnown = "unknown"

// MostYears is how many years a table holds, and usualYears how many it shows when
// nobody asks for others.
const (
	MostYears  = 12
	usualYears = 5
)

// clean returns f with years that can be, and refuses what no list holds.
func (s *Stats) clean(op string, f Filter, today pana.Date) (Filter, error) {
	if f.Until == 0 {
		f.Until = today.Year()
	}
	if f.From == 0 {
		f.From = f.Until - usualYears + 1
	}
	with := map[string]any{"First": pana.FirstYear, "Last": today.Year(), "Most": MostYears}
	switch {
	case f.From < pana.FirstYear || f.From > today.Year():
		return f, &pana.Error{Op: op, Kind: pana.Invalid, Field: "from", Say: "date.year", With: with}
	case f.Until < pana.FirstYear || f.Until > today.Year():
		return f, &pana.Error{Op: op, Kind: pana.Invalid, Field: "until", Say: "date.year", With: with}
	case f.Until < f.From:
		return f, pana.Refuse(op, "until", "stats.years.crossed")
	case f.Until-f.From >= MostYears:
		return f, &pana.Error{Op: op, Kind: pana.Invalid, Field: "from", Say: "stats.years.many", With: with}
	}
	if f.Kind != "" && f.Kind != NotKnown && !slices.Contains(casework.Kinds(), f.Kind) {
		return f, pana.Refuse(op, "kind", "codes.unknown")
	}
	if err := codes.Check(op, "age", "age-band", f.Age); err != nil {
		return f, err
	}
	return f, codes.Check(op, "sex", "sex", f.Sex)
}

// ask puts a question about the shelters and years of f, in one transaction.
func (s *Stats) ask(ctx context.Context, op string, f Filter, about func(query) error) error {
	return s.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		if f, err = s.clean(op, f, s.h.Today(tx.Now)); err != nil {
			return err
		}
		sites, err := s.at(ctx, op, f)
		if err != nil {
			return err
		}
		return about(query{s, ctx, tx, sites, f})
	})
}

// Years are the years of f, the oldest first.
func (f Filter) Years() []int {
	var all []int
	for y := f.From; y <= f.Until; y++ {
		all = append(all, y)
	}
	return all
}

// Shelters are the shelters whose counts the reader may see.
func (s *Stats) Shelters(ctx context.Context) []house.Site {
	return slices.DeleteFunc(s.h.SiteList(), func(site house.Site) bool {
		return site.Kind == house.YouthCentre || allowAt(ctx, policy.SeeStats, site.ID) != nil
	})
}

// at returns the shelters that f asks for. One where the reader does not work is absent
// as one that is not there.
func (s *Stats) at(ctx context.Context, op string, f Filter) ([]pana.SiteID, error) {
	var all []pana.SiteID
	for _, site := range s.Shelters(ctx) {
		if f.Site == "" || f.Site == site.ID {
			all = append(all, site.ID)
		}
	}
	switch {
	case len(all) > 0:
		return all, nil
	case f.Site == "":
		return nil, policy.Refusal(pana.ActorFrom(ctx), policy.SeeStats)
	}
	return nil, &pana.Error{Op: op, Kind: pana.NotFound, Say: "residence.site"}
}

func allowAt(ctx context.Context, act policy.Act, site pana.SiteID) error {
	return policy.Check(pana.ActorFrom(ctx), act, policy.Subject{Site: site})
}
