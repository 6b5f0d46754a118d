package policy_test

import (
	"testing"

	"example.org/pana"
	"example.org/pana/policy"
)

// Whoever has no second step in a house that demands one may set one up and stop
// the house, and nothing else; what is not hers anyway is refused as before.
func TestWithoutADemandedSecondStepOneMaySetItUpAndNothingElse(t *testing.T) {
	may := 0
	for _, role := range pana.Roles() {
		whole := pana.Actor{Staff: "s", Grants: []pana.Grant{{Role: role}}}
		bare := whole
		bare.Bare = true
		for _, act := range policy.Acts() {
			s := policy.Subject{Person: "s"}
			before, after := policy.Check(whole, act, s), policy.Check(bare, act, s)
			e, _ := after.(*pana.Error)
			switch {
			case before != nil:
				if after == nil {
					t.Errorf("%s by %s is refused, and done without a second step", act, role)
				}
			case after == nil:
				if may++; act != policy.SetSecondFactor && act != policy.KeepPasskeys && act != policy.LockHouse && act != policy.SaveDraft {
					t.Errorf("%s by %s is done without a second step", act, role)
				}
			case e.Say != "factor.needed" || e.Kind != pana.Forbidden || policy.May(bare, act):
				t.Errorf("%s by %s: %v", act, role, after)
			}
		}
	}
	if may != 4*len(pana.Roles()) {
		t.Errorf("%d acts stay, four for each role are meant", may)
	}
	hidden := policy.Subject{Client: "c", Conflicted: true}
	if err := policy.Check(pana.Actor{Staff: "s", Grants: []pana.Grant{{Role: pana.Director}}, Bare: true}, policy.EditClient, hidden); pana.KindOf(err) != pana.NotFound {
		t.Errorf("a hidden file: %v", err)
	}
}
