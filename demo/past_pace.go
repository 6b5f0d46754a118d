package demo

import (
	"math"
	"math/rand/v2"
)

// Some stayed far longer than anybody paid for, and trust takes its own time:
// from six weeks to well over a year, most of it within half a year.
const (
	longStay  = 12 // every so many of those who could
	paceWeeks = 30 // middle of what is drawn; who left before never reached it
	paceLeast = 6
	paceMost  = 70
)

// paceOf gives past cases the day on which trust was reached, to those who stayed
// long enough for it.
func (w *world) paceOf(all []*pastCase) {
	pace := rand.New(rand.NewPCG(w.draw.Uint64(), 418))
	today, long := w.today(), 0
	for _, c := range all {
		if c.months >= 12 && c.opened < today.AddDays(-620) {
			if long++; long%longStay == 0 {
				c.closed = c.opened.AddDays(380 + pace.IntN(230))
			}
		}
		weeks := int(min(max(paceWeeks*math.Exp(0.6*pace.NormFloat64()), paceLeast), paceMost))
		if c.closed > c.opened.AddDays(400) {
			weeks = 34 + pace.IntN(paceMost-33)
			weeks = min(weeks, int(c.closed.Time().Sub(c.opened.Time()).Hours()/24/7)-2)
		}
		if day := c.opened.AddDays(7*weeks + pace.IntN(7)); day < c.closed.AddDays(-7) {
			c.trust = day
		}
	}
}
