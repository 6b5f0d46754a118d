package casework

import (
	"context"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// may asks the gate.
func (w *world) may(a Added, purpose pana.Purpose, recipient, field string) (ok bool) {
	w.t.Helper()
	w.update(func(ctx context.Context, tx *db.Tx) (err error) {
		ok, err = w.Allowed(ctx, tx, a.Client, purpose, recipient, field)
		return err
	})
	return ok
}

func TestAConsentOpensNoMoreThanItSays(t *testing.T) {
	w := open(t)
	a := cared(w)
	ctx := w.As("dina")
	clinic, err := w.AddOrganisation(ctx, NewOrganisation{Name: "Clinic", Kind: "health"})
	if err != nil {
		t.Fatal(err)
	}
	id, err := w.RecordConsent(ctx, a.Client, NewConsent{Purpose: pana.ShareWith, Recipient: string(clinic), Fields: []string{"name", "health", "name"},
		Language: "uz", Method: Thumbprint, Interpreted: true, Until: "2026-12-01", Note: "her aunt was there"})
	if err != nil {
		t.Fatal(err)
	}
	if f := w.file("dina", a); len(f.Consents) != 1 || f.Consents[0].Note != "her aunt was there" || f.Consents[0].Method != Thumbprint ||
		!slices.Equal(f.Consents[0].Fields, []string{"health", "name"}) {
		t.Errorf("the file shows %+v", f.Consents)
	}
	share := pana.ShareWith
	for _, ask := range []struct {
		name      string
		purpose   pana.Purpose
		recipient string
		field     string
		want      bool
	}{
		{"what she agreed to", share, string(clinic), "health", true},
		{"the purpose alone", share, string(clinic), "", true},
		{"another field", share, string(clinic), "contact", false},
		{"another recipient", share, "police", "health", false},
		{"no recipient", share, "", "health", false},
		{"another purpose", pana.MedicalUse, string(clinic), "health", false},
	} {
		if got := w.may(a, ask.purpose, ask.recipient, ask.field); got != ask.want {
			t.Errorf("%s: %v, want %v", ask.name, got, ask.want)
		}
	}
	w.Clock.Set(time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC))
	if !w.may(a, share, string(clinic), "name") {
		t.Error("closed on its last day")
	}
	w.Clock.Advance(24 * time.Hour)
	if w.may(a, share, string(clinic), "name") {
		t.Error("open after its last day")
	}
	w.Clock.Set(time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC))
	if err := w.WithdrawConsent(w.As("saule"), a.Client, id); err != nil {
		t.Fatal(err)
	}
	if w.may(a, share, string(clinic), "name") {
		t.Error("open after she took it back")
	}
	if err := w.WithdrawConsent(w.As("saule"), a.Client, id); err != nil {
		t.Errorf("taking back once more: %v", err)
	}
	is(t, w.WithdrawConsent(w.As("saule"), a.Client, "none such"), pana.NotFound, "record.absent")
}

func TestALaterNoClosesAnEarlierYes(t *testing.T) {
	w := open(t)
	a := cared(w)
	ctx := w.As("dina")
	yes := NewConsent{Purpose: pana.PoliceUse, Recipient: "police", Fields: []string{"name"}, Until: "2027-01-01"}
	for _, step := range []struct {
		name string
		n    NewConsent
		want bool
	}{
		{"she says yes", yes, true},
		{"she says no to everyone", NewConsent{Purpose: pana.PoliceUse, Refused: true}, false},
		{"she says yes again", yes, true},
		{"she says no to a doctor", NewConsent{Purpose: pana.MedicalUse, Refused: true}, true},
	} {
		w.Clock.Advance(time.Second)
		if _, err := w.RecordConsent(ctx, a.Client, step.n); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		if got := w.may(a, pana.PoliceUse, "police", "name"); got != step.want {
			t.Errorf("%s: open is %v", step.name, got)
		}
	}
}

func TestWhatAConsentRefuses(t *testing.T) {
	w := open(t)
	a := cared(w)
	for _, test := range []struct {
		name  string
		n     NewConsent
		field string
	}{
		{"no purpose", NewConsent{}, "purpose"},
		{"a purpose of one's own", NewConsent{Purpose: "gossip"}, "purpose"},
		{"the police for ever", NewConsent{Purpose: pana.PoliceUse, Recipient: "police"}, "until"},
		{"until yesterday", NewConsent{Purpose: pana.PoliceUse, Recipient: "police", Until: "2026-11-22"}, "until"},
		{"until no such day", NewConsent{Purpose: pana.StayTonight, Until: "2026-02-30"}, "until"},
		{"until 2150", NewConsent{Purpose: pana.StayTonight, Until: "2150-01-01"}, "until"},
		{"sharing with nobody", NewConsent{Purpose: pana.ShareWith, Fields: []string{"name"}, Until: "2027-01-01"}, "recipient"},
		{"sharing with a name", NewConsent{Purpose: pana.ShareWith, Recipient: "Aidar", Fields: []string{"name"}, Until: "2027-01-01"}, "recipient"},
		{"sharing nothing", NewConsent{Purpose: pana.ShareWith, Recipient: "ngo", Until: "2027-01-01"}, "fields"},
		{"a field of one's own", NewConsent{Purpose: pana.StatsUse, Fields: []string{"soul"}}, "fields"},
		{"our own purpose for another", NewConsent{Purpose: pana.StayTonight, Recipient: "police"}, "recipient"},
		{"a language no list knows", NewConsent{Purpose: pana.StayTonight, Language: "xx"}, "language"},
		{"under duress", NewConsent{Purpose: pana.StayTonight, Method: "shouted"}, "method"},
	} {
		_, err := w.RecordConsent(w.As("dina"), a.Client, test.n)
		e, ok := err.(*pana.Error)
		if !ok || e.Kind != pana.Invalid || e.Field != test.field {
			t.Errorf("%s: got %v, want a refusal on %s", test.name, err, test.field)
		}
	}
	_, err := w.RecordConsent(w.As("bolat"), a.Client, NewConsent{Purpose: pana.StayTonight})
	is(t, err, pana.NotFound, "client.absent")
	w.bed(a, "")
	if _, err := w.RecordConsent(w.As("timur"), a.Client, NewConsent{Purpose: pana.StayTonight}); err != nil {
		t.Errorf("night duty, at night: %v", err)
	}
	_, err = w.RecordConsent(w.As("raushan"), a.Client, NewConsent{Purpose: pana.StayTonight})
	is(t, err, pana.Forbidden, "policy.refused")
}

func TestNoWithdrawnConsentIsEverAllowed(t *testing.T) {
	begin := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		purposes, recipients, fields := []pana.Purpose{pana.ShareWith, pana.PoliceUse}, []string{"", "police", "ngo"}, []string{"name", "health"}
		moment := func(name string) time.Time {
			return begin.Add(time.Duration(rapid.IntRange(1, 40*24).Draw(t, name)) * time.Hour)
		}
		var answers []Consent
		for range rapid.IntRange(0, 8).Draw(t, "answers") {
			var a Consent
			a.Purpose = rapid.SampledFrom(purposes).Draw(t, "purpose")
			a.Recipient = rapid.SampledFrom(recipients).Draw(t, "recipient")
			a.Fields = rapid.SliceOfDistinct(rapid.SampledFrom(fields), rapid.ID[string]).Draw(t, "fields")
			a.Refused = rapid.Bool().Draw(t, "refused")
			a.From = moment("from")
			if rapid.Bool().Draw(t, "ends") {
				a.Until = pana.DateOf(moment("until"), time.UTC)
			}
			if rapid.Bool().Draw(t, "withdrawn") {
				a.Withdrawn = a.From.Add(time.Duration(rapid.IntRange(0, 500).Draw(t, "after")) * time.Hour)
			}
			answers = append(answers, a)
		}
		slices.SortStableFunc(answers, func(a, b Consent) int { return b.From.Compare(a.From) })
		purpose := rapid.SampledFrom(purposes).Draw(t, "asked purpose")
		recipient := rapid.SampledFrom(recipients).Draw(t, "asked recipient")
		field := rapid.SampledFrom(fields).Draw(t, "asked field")
		now := moment("now")
		today := pana.DateOf(now, time.UTC)
		if !allowed(answers, purpose, recipient, field, now, today) {
			return
		}
		says := func(a Consent) bool { return a.Purpose == purpose && slices.Contains(a.Fields, field) }
		var yes time.Time // the newest yes that stands
		for _, a := range answers {
			if says(a) && a.Recipient == recipient && !a.Refused && a.Withdrawn.IsZero() && !a.From.After(now) && (a.Until == "" || a.Until >= today) && a.From.After(yes) {
				yes = a.From
			}
		}
		if yes.IsZero() {
			t.Fatal("open, and no yes stands")
		}
		for _, a := range answers {
			if says(a) && a.Recipient == recipient && !a.Refused && !a.Withdrawn.IsZero() && !a.Withdrawn.Before(yes) {
				t.Fatal("open, though it was taken back after the last yes")
			}
			if a.Refused && a.Withdrawn.IsZero() && a.Purpose == purpose && (a.Recipient == "" || a.Recipient == recipient) &&
				(len(a.Fields) == 0 || slices.Contains(a.Fields, field)) && a.From.After(yes) && !a.From.After(now) {
				t.Fatal("open, though she said no after the last yes")
			}
		}
	})
}
