package stats

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/policy"
)

// A BedMonth is how many beds a month of the year took, over the years: the fewest, the
// middle and the most, in tenths of a bed a night.
type BedMonth struct {
	Month               string // of MonthKeys
	Years               int    // how many of the years are known
	Least, Middle, Most int
	There               int // the most beds there were in such a month, in tenths
}

// A BedSeason is what the months of the years took of the beds. It says what was, and
// nothing of what will be.
type BedSeason struct {
	Filter
	Nights  int // bed-nights slept
	Months  []BedMonth
	Undated int // beds without a first day
}

// Beds reads off the nights of each month of the years of f how many beds were slept
// in. A month that is not known from end to end, because it goes on or the house kept no
// stays then, is left out. It needs SeeStats and SeeBeds.
func (s *Stats) Beds(ctx context.Context, f Filter) (BedSeason, error) {
	const op = "stats.Beds"
	x := BedSeason{}
	var sites []pana.SiteID
	err := s.ask(ctx, op, f, func(q query) error {
		x.Filter, sites = q.f, q.sites
		return nil
	})
	if err != nil {
		return x, err
	}
	sites = slices.DeleteFunc(sites, func(id pana.SiteID) bool { return allowAt(ctx, policy.SeeBeds, id) != nil })
	used, there, undated := map[string][]int{}, map[string]int{}, map[pana.SiteID]int{}
	for _, year := range x.Years() {
		slept, beds := map[string]int{}, map[string]int{}
		for _, site := range sites {
			months, err := s.beds.OccupancyByMonth(ctx, site, year)
			if err != nil {
				return x, err
			}
			for _, o := range months {
				m, nights := string(o.From[5:7]), int(o.Until.Time().Sub(o.From.Time()).Hours()/24)+1
				slept[m] += (10*o.Used + nights/2) / nights
				beds[m] += (10*o.There + nights/2) / nights
				x.Nights += o.Used
				undated[site] = max(undated[site], o.Undated)
			}
		}
		for m, n := range slept {
			used[m], there[m] = append(used[m], n), max(there[m], beds[m])
		}
	}
	for _, n := range undated {
		x.Undated += n
	}
	for _, m := range MonthKeys() {
		all := used[m]
		if len(all) == 0 {
			continue
		}
		slices.Sort(all)
		x.Months = append(x.Months, BedMonth{Month: m, Years: len(all), Least: all[0], Middle: middle(all), Most: all[len(all)-1], There: there[m]})
	}
	return x, nil
}

// middle is the number in the middle of sorted ones, or between the two there.
func middle(all []int) int {
	n := len(all)
	return (all[(n-1)/2] + all[n/2]) / 2
}
