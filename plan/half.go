package plan

import (
	"example.org/pana"
	"example.org/pana/casework"
)

// A Half is a guideline told to a visitor as IOM's: half of the time someone was
// held goes into finding her way back. It is a line to look at beside the stay,
// never a limit, and nothing is worked out from it.
type Half struct {
	Known   bool      // anything at all is known of how long she was held
	Least   int       // whole months of the guideline, at least
	Most    int       // at most; -1 leaves it open, because nobody knows
	Percent int       // the house's own ratio: 50 is half
	Opened  pana.Date // when this time in our care began
	Until   pana.Date // today, or when it ended
	Funded  pana.Date // until when a payer has agreed; empty when not known
}

// Months is how many months the stay has lasted, begun ones left out.
func (h Half) Months() int { return monthsBetween(h.Opened, h.Until) }

// FundedMonths is how many months of the stay are paid for; 0 when not known.
func (h Half) FundedMonths() int { return monthsBetween(h.Opened, h.Funded) }

func monthsBetween(from, until pana.Date) int {
	if from == "" || until == "" || until < from {
		return 0
	}
	a, b := from.Time(), until.Time()
	n := (b.Year()-a.Year())*12 + int(b.Month()) - int(a.Month())
	if b.Day() < a.Day() {
		n--
	}
	return n
}

// held returns how many months someone was held, at least and at most, -1 where
// that is open: as she told it, or else what the two ends leave. It never makes
// up an end that nobody remembers.
func held(told [2]int, p pana.Period) (least, most int) {
	least, most = told[0], told[1]
	if least < 0 && p.From.Latest != "" && p.Until.Earliest != "" {
		least = max(monthsBetween(p.From.Latest, p.Until.Earliest), 0)
	}
	if most < 0 && p.From.Earliest != "" && p.Until.Latest != "" {
		most = monthsBetween(p.From.Earliest, p.Until.Latest) + 1
	}
	if most >= 0 && most < least {
		most = -1
	}
	return least, most
}

// guideline is percent of a length in months, the least rounded down and the most
// up, so that it is never more exact than what was told.
func guideline(least, most, percent int) (int, int) {
	l, m := max(least, 0)*percent/100, -1
	if most >= 0 {
		m = (most*percent + 99) / 100
	}
	return l, m
}

// half gathers the line for one file.
func (p *Plan) half(r *casework.Reading) (Half, error) {
	h := Half{Percent: p.h.Settings().Guideline(), Opened: r.Episode.Opened, Until: r.Today}
	if r.Episode.Closed != "" {
		h.Until = r.Episode.Closed
	}
	row, ok, err := heldOf(r.Ctx, r.Tx, r.Episode.ID)
	if err != nil || !ok {
		return h, err
	}
	least, most := held([2]int{row.Least, row.Most}, row.period())
	if h.Known = least >= 0 || most >= 0; h.Known {
		h.Least, h.Most = guideline(least, most, h.Percent)
	}
	return h, nil
}
