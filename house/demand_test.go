package house_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// demand has the house demand a second step, or demand it no more.
func demand(w *housetest.World, name string, on bool) error {
	s := w.House.Settings()
	s.SecondStep = 0
	if on {
		s.SecondStep = 1
	}
	return w.House.SetSettings(w.As(name), s, w.House.SettingsVersion())
}

// bare signs in as e and reports whether all she may do is to set up a second step.
func bare(t *testing.T, w *housetest.World, e house.Entry) (context.Context, bool) {
	t.Helper()
	w.Clock.Advance(time.Minute)
	cookie, _, err := w.House.SignIn(t.Context(), e)
	if err != nil {
		t.Fatalf("%s signs in: %v", e.Name, err)
	}
	ctx, _, err := w.House.Resume(t.Context(), cookie)
	if err != nil {
		t.Fatal(err)
	}
	return ctx, pana.ActorFrom(ctx).Bare
}

func TestWhoHasNoSecondStepSetsOneUpBeforeAnythingElse(t *testing.T) {
	w := housetest.Open(t)
	erlan := w.As("erlan") // signed in before
	if err := demand(w, "saule", true); err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(time.Minute)
	if _, err := w.House.Self(w.As("erlan")); err != nil {
		t.Errorf("who was signed in before: %v", err)
	}
	dina, alone := bare(t, w, entry("dina"))
	if !alone {
		t.Fatal("her passphrase alone is enough")
	}
	if _, err := w.House.Self(dina); say(err) != "factor.needed" {
		t.Errorf("her settings: %v", err)
	}
	if err := policy.Check(pana.ActorFrom(dina), policy.LockHouse, policy.Subject{}); err != nil {
		t.Errorf("stopping the house: %v", err)
	}
	secret, _, err := w.House.NewSecondFactor(dina)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.House.ConfirmSecondFactor(dina, code(t, w, secret)); err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(time.Minute)
	with := entry("dina")
	with.Code = code(t, w, secret)
	cookie, _, err := w.House.SignIn(t.Context(), with)
	if err != nil {
		t.Fatal(err)
	}
	if ctx, _, err := w.House.Resume(t.Context(), cookie); err != nil || pana.ActorFrom(ctx).Bare {
		t.Errorf("a code is not enough: %v", err)
	}
	if err := w.House.DropSecondFactor(erlan, ""); err != nil {
		t.Fatal(err)
	}
	// A passkey is enough too, and taking the last away leaves her bare again.
	stick := bring(t, w, "erlan", true)
	cookie, _, err = w.House.SignIn(t.Context(), house.Entry{Shown: show(t, w, stick)})
	if err != nil {
		t.Fatal(err)
	}
	is := func() bool {
		ctx, _, err := w.House.Resume(t.Context(), cookie)
		if err != nil {
			t.Fatal(err)
		}
		return pana.ActorFrom(ctx).Bare
	}
	if is() {
		t.Error("a passkey is not enough")
	}
	mine, err := w.House.Passkeys(erlan)
	if err != nil || len(mine) != 1 {
		t.Fatalf("%+v, %v", mine, err)
	}
	if err := w.House.RemovePasskey(erlan, mine[0].ID); err != nil || !is() {
		t.Errorf("without it she is as before: %v", err)
	}
	if err := demand(w, "saule", false); err != nil {
		t.Fatal(err)
	}
	if is() {
		t.Error("when nothing is demanded any more she is still barred")
	}
}

func TestOnlyTheHeadsDemandASecondStep(t *testing.T) {
	w := housetest.Open(t)
	if err := demand(w, "oleg", true); say(err) != "policy.refused" {
		t.Errorf("who keeps the machine demands it: %v", err)
	}
	if err := demand(w, "marat", true); err != nil {
		t.Fatal(err)
	}
	since := w.House.Settings().SecondStep
	w.Clock.Advance(2 * time.Minute)
	if err := demand(w, "oleg", false); say(err) != "policy.refused" {
		t.Errorf("who keeps the machine ends it: %v", err)
	}
	s := w.House.Settings()
	s.OnCallNote, s.SecondStep = "Ring twice", 1
	if err := w.House.SetSettings(w.As("oleg"), s, w.House.SettingsVersion()); err != nil {
		t.Errorf("another setting: %v", err)
	}
	if w.House.Settings().SecondStep != since {
		t.Error("it is demanded from another hour on")
	}
}

func TestASecondPersonWithoutASecondStepDoesNotCount(t *testing.T) {
	w := housetest.Open(t)
	if err := demand(w, "saule", true); err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(time.Minute)
	if _, err := w.House.TwoPeople(w.As("saule"), policy.ExportHouse, both()); say(err) != "factor.needed" {
		t.Errorf("the deputy has none: %v", err)
	}
}

// linesOf returns what was done to staff, by the trail.
func linesOf(t *testing.T, w *housetest.World, staff pana.StaffID) (acts []string) {
	t.Helper()
	err := w.House.DB.View(t.Context(), func(tx *db.Tx) (err error) {
		acts, err = db.Select[string](t.Context(), tx, `SELECT act FROM trail WHERE object_id = $1 ORDER BY id`, string(staff))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return acts
}

func TestANewPassphraseDoesNotOpenPastTheSecondStep(t *testing.T) {
	w := housetest.Open(t)
	stick := bring(t, w, "dina", true)
	invitation, err := invite(t, w, w.As("saule"), w.Staff("dina"), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.House.AcceptInvitation(t.Context(), invitation, "something she will remember"); err != nil {
		t.Fatal(err)
	}
	new := house.Entry{Name: "dina", Passphrase: "something she will remember"}
	if err := enter(t, w, new); say(err) != "signin.wrong" {
		t.Errorf("the new passphrase alone: %v", err)
	}
	if err := enter(t, w, house.Entry{Shown: show(t, w, stick)}); say(err) != "passkey.second" {
		t.Errorf("the passkey alone, which held her old keys: %v", err)
	}
	new.Shown = show(t, w, stick)
	if err := enter(t, w, new); err != nil {
		t.Errorf("both: %v", err)
	}
	if got := linesOf(t, w, w.Staff("dina")); slices.ContainsFunc(got, func(a string) bool { return len(a) > 12 && a[:12] == "staff.factor" }) {
		t.Errorf("the trail says that her second step is lost: %v", got)
	}
}

func TestACodeStaysUntilItIsSaidToBeLost(t *testing.T) {
	w := housetest.Open(t)
	secret, _, err := w.House.NewSecondFactor(w.As("dina"))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.House.ConfirmSecondFactor(w.As("dina"), code(t, w, secret)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lost, want string }{{"", "signin.wrong"}, {"broken", ""}} {
		invitation, err := invite(t, w, w.As("saule"), w.Staff("dina"), c.lost)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.House.AcceptInvitation(t.Context(), invitation, "something she will remember"); err != nil {
			t.Fatal(err)
		}
		if err := enter(t, w, house.Entry{Name: "dina", Passphrase: "something she will remember"}); say(err) != c.want {
			t.Errorf("said to be lost %q, and without a code: %v", c.lost, err)
		}
	}
}

func TestThatASecondStepIsLostIsSaidApartAndWithAReason(t *testing.T) {
	w := housetest.Open(t)
	dina := w.Staff("dina")
	stick := bring(t, w, "dina", true)
	if _, _, err := w.House.Invite(w.As("saule"), dina, house.Inviting{Lost: "because"}); say(err) != "factor.reason" || field(err) != "factor_reason" {
		t.Errorf("a reason nobody knows: %v", err)
	}
	if _, _, err := w.House.Invite(w.As("oleg"), dina, house.Inviting{Lost: "lost"}); say(err) != "policy.refused" {
		t.Errorf("who keeps the machine: %v", err)
	}
	invitation, err := invite(t, w, w.As("saule"), dina, "taken")
	if err != nil {
		t.Fatal(err)
	}
	if got := linesOf(t, w, dina); !slices.Contains(got, "staff.factor.taken") {
		t.Errorf("the trail has no reason: %v", got)
	}
	if err := enter(t, w, house.Entry{Shown: show(t, w, stick)}); err != nil {
		t.Errorf("before she accepts nothing changes: %v", err)
	}
	if err := w.House.AcceptInvitation(t.Context(), invitation, "something she will remember"); err != nil {
		t.Fatal(err)
	}
	if err := enter(t, w, house.Entry{Shown: show(t, w, stick)}); say(err) != "signin.wrong" {
		t.Errorf("the passkey that somebody else may have: %v", err)
	}
	if err := enter(t, w, house.Entry{Name: "dina", Passphrase: "something she will remember"}); err != nil {
		t.Errorf("her new passphrase: %v", err)
	}
}
