package stats

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"example.org/pana/casework"
)

// A Season is when people came: months by years, of all and of each kind of what was
// done to them.
type Season struct {
	Filter
	How
	First  int // people met for the first time in these years
	New    int // of the times those of somebody who never was here before
	Kinds  []string
	All    Table            // rows MonthKeys and quarters, columns the years
	ByKind map[string]Table // the same of each kind; NotKnown is one of them
}

// MonthKeys are the rows of a table of months: 01 to 12. A quarter of which the month
// is not known any more comes after its last month, as q1 to q4.
func MonthKeys() []string {
	var all []string
	for m := range 12 {
		all = append(all, fmt.Sprintf("%02d", m+1))
	}
	return all
}

func monthRows() []string {
	var all []string
	for m, key := range MonthKeys() {
		if all = append(all, key); m%3 == 2 {
			all = append(all, quarters[m/3])
		}
	}
	return all
}

var quarters = []string{"q1", "q2", "q3", "q4"}

// kindKeys are the kinds of a table, what is not known last.
func kindKeys() []string { return append(casework.Kinds(), NotKnown) }

func known(code string) string { return cmp.Or(code, NotKnown) }

// Seasons counts the times in our care that began in the years of f, month by month.
// It needs SeeStats.
func (s *Stats) Seasons(ctx context.Context, f Filter) (Season, error) {
	const op = "stats.Seasons"
	var x Season
	err := s.ask(ctx, op, f, func(q query) (err error) {
		x = Season{Filter: q.f, ByKind: map[string]Table{}}
		if x.Undated, err = q.undated(); err != nil {
			return err
		}
		rows, err := q.months()
		if err != nil {
			return err
		}
		all, of := newTable(monthRows(), yearKeys(q.f)), map[string]*Table{}
		for _, r := range rows {
			row := r.Month[5:]
			if !r.Whole {
				row = quarterOf(row)
				x.Quarter += r.N
			}
			kind := known(r.Kind)
			if of[kind] == nil {
				of[kind] = newTable(monthRows(), yearKeys(q.f))
			}
			all.add(row, r.Month[:4], r.N)
			of[kind].add(row, r.Month[:4], r.N)
			x.First += r.First
			x.New += r.New
		}
		x.N = all.N
		all.without(quarters...)
		x.All = *all
		for _, kind := range kindKeys() {
			if t := of[kind]; t != nil && t.N > 0 {
				t.without(quarters...)
				x.Kinds, x.ByKind[kind] = append(x.Kinds, kind), *t
			}
		}
		return nil
	})
	return x, err
}

func quarterOf(month string) string {
	return quarters[max(slices.Index(MonthKeys(), month), 0)/3]
}
