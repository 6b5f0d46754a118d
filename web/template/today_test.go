package template

import (
	"testing"

	"example.org/pana/casework"
)

func TestOnlyDangerIsRed(t *testing.T) {
	for kind, want := range map[string]string{"safety": "safety", "contact": "safety", casework.UnsafeGuardian: "safety", "allergy": "care", "no-men": "note"} {
		if got := tone(kind); got != want {
			t.Errorf("%s is %s", kind, got)
		}
	}
}
