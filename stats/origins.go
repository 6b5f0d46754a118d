package stats

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"example.org/pana/casework"
	"example.org/pana/internal/codes"
)

// An Origin is where people come from, year by year: each counts once in a year.
type Origin struct {
	Filter
	How
	Countries Table // rows the years, columns citizenships: ours first, then those most come from, OtherLand, casework.Stateless, NotKnown
	Regions   Table // rows the years, columns the regions of our own citizens
}

const (
	// OtherLand stands for the countries of which fewer come.
	OtherLand = "other"
	mostLands = 5
)

// Origins counts the people who came in each year of f by where they come from. It
// needs SeeStats.
func (s *Stats) Origins(ctx context.Context, f Filter) (Origin, error) {
	const op = "stats.Origins"
	var x Origin
	err := s.ask(ctx, op, f, func(q query) (err error) {
		x = Origin{Filter: q.f, How: How{People: true}}
		if x.Undated, err = q.undated(); err != nil {
			return err
		}
		rows, err := q.origins()
		if err != nil {
			return err
		}
		lands, regions := newTable(yearKeys(q.f), landsOf(rows)), newTable(yearKeys(q.f), regionsOf(rows))
		for _, r := range rows {
			land := known(r.Citizenship)
			if !slices.Contains(lands.Columns, land) {
				land = OtherLand
			}
			lands.add(r.year(), land, r.N)
			if r.Citizenship == casework.OwnCountry {
				regions.add(r.year(), regionOf(r.Region), r.N)
			}
			if !r.Whole {
				x.Quarter += r.N
			}
		}
		x.N = lands.N
		lands.without(OtherLand, casework.Stateless, NotKnown)
		regions.without(NotKnown)
		x.Countries, x.Regions = *lands, *regions
		return nil
	})
	return x, err
}

// landsOf are the citizenships that have a column of their own.
func landsOf(rows []originRow) []string {
	of := map[string]int{}
	for _, r := range rows {
		if r.Citizenship != "" && r.Citizenship != casework.OwnCountry && r.Citizenship != casework.Stateless {
			of[r.Citizenship] += r.N
		}
	}
	most := mostFirst(of)
	return slices.Concat([]string{casework.OwnCountry}, most[:min(len(most), mostLands)], []string{OtherLand, casework.Stateless, NotKnown})
}

// regionsOf are the regions our own citizens come from, most first.
func regionsOf(rows []originRow) []string {
	of := map[string]int{}
	for _, r := range rows {
		if r.Citizenship == casework.OwnCountry && regionOf(r.Region) != NotKnown {
			of[r.Region] += r.N
		}
	}
	return append(mostFirst(of), NotKnown)
}

// mostFirst are the keys by their counts; one that counts nobody the reader may know of
// is none.
func mostFirst(of map[string]int) []string {
	maps.DeleteFunc(of, func(_ string, n int) bool { return n <= 0 })
	return slices.SortedFunc(maps.Keys(of), func(a, b string) int { return cmp.Or(of[b]-of[a], cmp.Compare(a, b)) })
}

func regionOf(code string) string {
	if l, ok := codes.Get("kz-region"); ok && l.Has(code) {
		return code
	}
	return NotKnown
}
