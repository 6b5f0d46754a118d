package casework

import (
	"context"
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
)

// child is a girl of ten with a file of her own, whose guardian may be a danger.
func (w *world) child(unsafe string) Added {
	w.t.Helper()
	mother := cared(w)
	a, err := w.AddChild(w.As("dina"), mother.Client, NewChild{Names: Names{ToUse: "Aruzhan"}, Coded: Coded{AgeBand: "9-17"}, UnsafeGuardian: unsafe})
	housetest.Done(w.t, "a child", err)
	return a
}

func police(g Given) NewConsent {
	return NewConsent{Purpose: pana.PoliceUse, Recipient: "police", Fields: []string{"name"}, Until: "2027-01-10", Given: g}
}

func TestAConsentSaysWhoGaveItAndWhatTheChildSaid(t *testing.T) {
	w := open(t)
	a := w.child("")
	for _, c := range []struct {
		name  string
		given Given
		say   string
	}{
		{"somebody unheard of", Given{By: "seller"}, "codes.unknown"},
		{"somebody else, not named", Given{By: ByOther}, "consent.giver.words"},
		{"an assent that is none", Given{By: ByParent, Assent: "maybe"}, "codes.unknown"},
	} {
		_, err := w.RecordConsent(w.As("dina"), a.Client, police(c.given))
		t.Run(c.name, func(t *testing.T) { housetest.Refused(t, err, pana.Invalid, c.say) })
	}
	for _, g := range []Given{{}, {By: Herself, Assent: "yes"}, {By: ByParent, Assent: "no"}, {By: ByCourt, Right: "City court"}, {By: ByOther, Right: "Her aunt, by a paper of the notary", Assent: "small"}} {
		w.Clock.Advance(time.Second)
		_, err := w.RecordConsent(w.As("dina"), a.Client, police(g))
		housetest.Done(t, "a consent", err)
	}
	got := w.file("dina", a).Consents
	want := []Given{{By: ByOther, Right: "Her aunt, by a paper of the notary", Assent: "small"}, {By: ByCourt, Right: "City court"}, {By: ByParent, Assent: "no"}, {By: Herself}, {}}
	for i, c := range got {
		if c.Given != want[i] {
			t.Errorf("%d: %+v, want %+v", i, c.Given, want[i])
		}
	}
}

// A family may have been the seller.
func TestAGuardianWhoIsADangerSaysNoYesForAChild(t *testing.T) {
	w := open(t)
	a := w.child("The father sold her. He must not learn where she is.")
	dina := w.As("dina")
	for _, by := range []Given{{By: ByParent}, {By: ByOther, Right: "A man who says he is her uncle"}} {
		_, err := w.RecordConsent(dina, a.Client, police(by))
		housetest.Refused(t, err, pana.Invalid, "consent.giver.unsafe")
		if w.may(a, pana.PoliceUse, "police", "name") {
			t.Errorf("%+v opened the gate", by)
		}
	}
	no := police(Given{By: ByParent})
	no.Refused = true
	_, err := w.RecordConsent(dina, a.Client, no)
	housetest.Done(t, "a no is taken from anybody", err)
	for _, by := range []Given{{By: ByCourt}, {By: Herself}, {By: ByParent, Right: "her mother", Safe: true}} {
		w.Clock.Advance(time.Second)
		_, err := w.RecordConsent(dina, a.Client, police(by))
		housetest.Done(t, "from "+by.By, err)
	}
	if c := w.file("dina", a).Consents[0]; !c.Given.Safe {
		t.Errorf("that somebody looked is not kept: %+v", c)
	}
	if !w.may(a, pana.PoliceUse, "police", "name") {
		t.Error("the gate stays shut")
	}
	// Of somebody grown, an alert of safety says nothing of guardians.
	grown := cared(w)
	_, err = w.RaiseAlert(dina, grown.Client, NewAlert{Kind: "safety", Text: "A car at the gate."})
	housetest.Done(t, "an alert", err)
	harms := func(a Added) (yes bool) {
		w.update(func(ctx context.Context, tx *db.Tx) (err error) {
			yes, err = GuardianHarms(ctx, tx, a.Client, w.House.Today(tx.Now))
			return err
		})
		return yes
	}
	if harms(grown) || !harms(a) {
		t.Error("danger is said of the wrong file")
	}
	_, err = w.RaiseAlert(dina, grown.Client, NewAlert{Kind: UnsafeGuardian})
	housetest.Done(t, "an alert", err)
	if !harms(grown) {
		t.Error("an alert about the guardian is not heeded")
	}
}

func TestOnAChildsFileAnAlertOfSafetyOfBeforeIsHeeded(t *testing.T) {
	w := open(t)
	a := w.child("")
	_, err := w.RaiseAlert(w.As("dina"), a.Client, NewAlert{Kind: "safety", Text: "not the father"})
	housetest.Done(t, "as it was written before", err)
	_, err = w.RecordConsent(w.As("dina"), a.Client, police(Given{By: ByParent}))
	housetest.Refused(t, err, pana.Invalid, "consent.giver.unsafe")
}

// Only so many alerts fit a screen of the day: those of danger are the first of them.
func TestADangerousGuardianStandsBeforeWhatIsOnlyCare(t *testing.T) {
	w := open(t)
	a := w.child("Do not hand her to her father.")
	w.bed(a, "")
	for _, n := range []NewAlert{{Kind: "allergy", Text: "nuts"}, {Kind: "on-call"}, {Kind: "other", Text: "a new key"}} {
		w.Clock.Advance(24 * time.Hour) // newer ones come first among the same
		_, err := w.RaiseAlert(w.As("dina"), a.Client, n)
		housetest.Done(t, "an alert", err)
	}
	got, err := w.Standing(w.As("dina"))
	housetest.Done(t, "the alerts of the day", err)
	var kinds []string
	for _, al := range got {
		kinds = append(kinds, al.Kind)
	}
	if !slices.Equal(kinds, []string{UnsafeGuardian, "allergy", "other", "on-call"}) {
		t.Errorf("they stand as %v", kinds)
	}
}
