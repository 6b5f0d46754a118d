package web_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"example.org/pana/internal/proof"
)

// Welch's t over the nine tenths of each sample that nothing interrupted.
func welch(a, b []float64) float64 {
	mean := func(x []float64) (m, v float64) {
		slices.Sort(x)
		x = x[:len(x)*9/10]
		for _, y := range x {
			m += y / float64(len(x))
		}
		for _, y := range x {
			v += (y - m) * (y - m) / float64(len(x)-1)
		}
		return m, v / float64(len(x))
	}
	ma, va := mean(a)
	mb, vb := mean(b)
	return (ma - mb) / math.Sqrt(va+vb)
}

// A hidden client and one who never was take the same time, as far as one can
// measure: |t| under 4.5. The long form judges; the short one only looks.
func TestMatrixTimeOfHiddenAndAbsent(t *testing.T) {
	c := gather(t)
	never := c.clients[len(c.clients)-1]
	n := proof.N(300, 20_000)
	worst := 0.0
	for _, hidden := range c.clients {
		for _, name := range []string{"dina", "saule", "timur"} {
			if !slices.Contains(hidden.against, name) {
				continue
			}
			var there, nowhere []float64
			for i := range n {
				// In turns, and each of them first as often as the other.
				for _, first := range []bool{i%2 == 0, i%2 == 1} {
					code := never.code
					if first {
						code = hidden.code
					}
					began := time.Now()
					c.get(name, "/clients/"+code)
					took := float64(time.Since(began))
					if first {
						there = append(there, took)
					} else {
						nowhere = append(nowhere, took)
					}
				}
			}
			score := welch(there, nowhere)
			worst = max(worst, math.Abs(score))
			if proof.Long() && math.Abs(score) > 4.5 {
				t.Errorf("%s can tell %s from nobody by the time it takes: t = %.2f", name, hidden.name, score)
			}
		}
	}
	proof.Say(t, "time of hidden and absent", n, 0, "largest |t| %.2f (judged in the long form, limit 4.5)", worst)
}
