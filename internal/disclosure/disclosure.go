// Package disclosure decides which numbers about people may leave a house: it
// hides small counts, and enough beside them that nobody gets them back by
// subtraction from what is shown.
package disclosure

import "example.org/pana"

// A Rule is what was agreed with whoever gets the numbers.
type Rule struct {
	Threshold  int64 // a count of one or more people below this is hidden
	Protection int64 // between what may be the least and the most of a hidden count lie at least so many
}

const (
	Standard   = 11 // the threshold where nothing else was agreed
	Least      = 5  // no agreement goes below
	leastOfPer = 10 // percentages of fewer people are not shown
)

// Agreed returns the rule of a threshold. Protection follows from it: as many
// values stay possible for what is hidden as the threshold has. A threshold below
// Least is refused with "disclosure.threshold".
func Agreed(threshold int64) (Rule, error) {
	if threshold < Least {
		return Rule{}, &pana.Error{Op: "disclosure.Agreed", Kind: pana.Invalid, Field: "threshold", Say: "disclosure.threshold", With: map[string]any{"Least": Least}}
	}
	return Rule{threshold, threshold - 1}, nil
}

// A Cell is one number as it leaves the house. One that is not Shown has no Value.
type Cell struct {
	Value int64 `json:"value"`
	Shown bool  `json:"shown"`
}

// Percent returns how many of a hundred part is of whole, rounded, and whether it
// may be shown: both counts are, and the whole has ten people or more.
func Percent(part, whole Cell) (int64, bool) {
	if !part.Shown || !whole.Shown || whole.Value < leastOfPer {
		return 0, false
	}
	return (part.Value*200 + whole.Value) / (2 * whole.Value), true
}
