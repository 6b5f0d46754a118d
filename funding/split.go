package funding

import (
	"slices"

	"example.org/pana"
)

// Whole is all of something, in ten-thousandths.
const Whole = 10_000

// A Share is the part of a line that an agreement, the house itself or nobody pays.
type Share struct {
	Agreement AgreementID `db:"agreement_id"`
	Parts     int         `db:"parts"` // ten-thousandths
}

// CheckShares refuses parts that do not sum to the whole, with what is missing or
// too much, parts of nothing or less, and one payer named twice.
func CheckShares(op, field string, shares []Share) error {
	sum := 0
	for i, s := range shares {
		if s.Parts <= 0 || s.Parts > Whole {
			return pana.Refuse(op, field, "funding.share.part")
		}
		if slices.ContainsFunc(shares[:i], func(o Share) bool { return o.Agreement == s.Agreement }) {
			return pana.Refuse(op, field, "funding.share.twice")
		}
		sum += s.Parts
	}
	return checkWhole(op, field, sum)
}

func checkWhole(op, field string, sum int) error {
	switch {
	case sum < Whole:
		return &pana.Error{Op: op, Kind: pana.Invalid, Field: field, Say: "funding.share.short", With: map[string]any{"Sum": Percent(sum), "Rest": Percent(Whole - sum)}}
	case sum > Whole:
		return &pana.Error{Op: op, Kind: pana.Invalid, Field: field, Say: "funding.share.over", With: map[string]any{"Sum": Percent(sum), "Rest": Percent(sum - Whole)}}
	}
	return nil
}

// Split divides an amount by parts that sum to the whole, so that what comes out
// sums to the amount exactly: the largest remainders get the last coins, the
// earlier of two that are alike.
func Split(minor int64, parts []int) []int64 {
	out, rest := make([]int64, len(parts)), make([]int64, len(parts))
	left := minor
	for i, p := range parts {
		// In two steps, so that no amount of money overflows.
		whole, over := minor/Whole, minor%Whole
		out[i] = whole*int64(p) + over*int64(p)/Whole
		rest[i] = over * int64(p) % Whole
		left -= out[i]
	}
	for ; left > 0 && len(parts) > 0; left-- {
		most := 0
		for i := range rest {
			if rest[i] > rest[most] {
				most = i
			}
		}
		out[most]++
		rest[most] = -1
	}
	return out
}
