package policy_test

import (
	"slices"
	"testing"

	"example.org/pana"
	"example.org/pana/policy"
)

// Every act that writes is refused to everyone; no act that is refused to her
// anyway says that the house has ended its work.
func TestAClosedHouseRefusesWhatChanges(t *testing.T) {
	director := pana.Actor{Staff: "s", Grants: []pana.Grant{{Role: pana.Director}}, Closed: true}
	goes := 0
	for _, act := range policy.Acts() {
		open := director
		open.Closed = false
		err, before := policy.Check(director, act, policy.Subject{}), policy.Check(open, act, policy.Subject{})
		e, _ := err.(*pana.Error)
		switch {
		case before != nil || policy.GoesOn(act):
			if (err == nil) != (before == nil) {
				t.Errorf("%s: %v, before it was %v", act, err, before)
			}
			goes++
		case e == nil || e.Say != "house.readonly" || policy.May(director, act):
			t.Errorf("%s goes on: %v", act, err)
		}
	}
	if goes == 0 || goes == len(policy.Acts()) {
		t.Errorf("%d of %d acts go on", goes, len(policy.Acts()))
	}
	for _, act := range []policy.Act{policy.EditClient, policy.NoteClient, policy.RecordArrival, policy.Admit, policy.SaveDraft, policy.SetHouse, policy.ImportCases,
		policy.HoldSession, policy.RecordConsent, policy.CloseHouse, policy.WriteAct(pana.Care)} {
		if policy.GoesOn(act) {
			t.Errorf("%s goes on", act)
		}
	}
	for _, act := range []policy.Act{policy.OpenClient, policy.RunBackup, policy.ExportHouse, policy.EraseClient, policy.WithdrawConsent, policy.EndStaff, policy.KeepKit,
		policy.ReopenHouse, policy.ReadAct(pana.Therapy)} {
		if !policy.GoesOn(act) {
			t.Errorf("%s does not go on", act)
		}
	}
	// Who is kept from a client learns nothing by it.
	hidden := policy.Subject{Client: "c", Conflicted: true}
	if err := policy.Check(director, policy.EditClient, hidden); pana.KindOf(err) != pana.NotFound {
		t.Errorf("a hidden file in a closed house: %v", err)
	}
}

// Every act says what becomes of it in a house that is for reading only, and no
// other is named.
func TestEveryActSaysWhatBecomesOfItInAClosedHouse(t *testing.T) {
	known := slices.Concat(policy.Acts(), policy.Open())
	said := policy.SaidOfClosed()
	for _, act := range known {
		if !slices.Contains(said, act) {
			t.Errorf("%s does not say whether it goes on", act)
		}
	}
	for _, act := range said {
		if !slices.Contains(known, act) {
			t.Errorf("%s is no act", act)
		}
	}
	if policy.GoesOn("nobody.knows") {
		t.Error("an act that nobody knows goes on")
	}
}
