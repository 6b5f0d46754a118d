package template

import (
	"slices"
	"strings"
	"testing"

	"example.org/pana/policy"
)

func TestEveryActStandsOnThePageWhoMayDoWhat(t *testing.T) {
	for _, act := range policy.Acts() {
		word, _, _ := strings.Cut(string(act), ".")
		if !slices.Contains(actGroups(), groups[word]) {
			t.Errorf("%s stands in no group of the page", act)
		}
	}
}
