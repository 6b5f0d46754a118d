package house_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
)

// mine is a passphrase that somebody sets with an invitation.
const mine = "something she will remember"

// invite writes an invitation behind which two stand, so that it opens at once.
func invite(t *testing.T, w *housetest.World, ctx context.Context, staff pana.StaffID, lost string) (string, error) {
	t.Helper()
	invitation, opens, err := w.House.Invite(ctx, staff, house.Inviting{Lost: lost, AtOnce: true, Pair: headsOf()})
	if err == nil && opens.After(w.House.Now()) {
		t.Errorf("with two behind it, it opens only at %v", opens)
	}
	return invitation, err
}

// headsOf are director and deputy at one page.
func headsOf() house.Pair {
	return house.Pair{Passphrase: housetest.Passphrase("saule"),
		Second: house.Entry{Name: "marat", Passphrase: housetest.Passphrase("marat"), Address: "192.0.2.7"}}
}

func toldOf(t *testing.T, w *housetest.World, name string) (says []string) {
	t.Helper()
	all, err := w.House.Notices(w.As(name))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range all {
		says = append(says, n.Say)
	}
	return says
}

func TestAnInvitationForWhoComesInAlreadyWaitsAndSheIsTold(t *testing.T) {
	w := housetest.Open(t)
	invitation, opens, err := w.House.Invite(w.As("saule"), w.Staff("dina"), house.Inviting{})
	if err != nil {
		t.Fatal(err)
	}
	if got := opens.Sub(w.House.Now()); got != 24*time.Hour {
		t.Errorf("it opens after %v", got)
	}
	for name, want := range map[string]string{"dina": "notice.invited", "marat": "notice.invited.other"} {
		if got := toldOf(t, w, name); !slices.Equal(got, []string{want}) {
			t.Errorf("%s was told %v", name, got)
		}
	}
	if got := toldOf(t, w, "lena"); len(got) > 0 {
		t.Errorf("a colleague who may invite nobody was told %v", got)
	}
	w.Clock.Advance(24*time.Hour - time.Second)
	if _, err := w.House.Invited(t.Context(), invitation); say(err) != "staff.invitation.early" {
		t.Errorf("a second too early: %v", err)
	}
	if err := w.House.AcceptInvitation(t.Context(), invitation, mine); say(err) != "staff.invitation.early" {
		t.Errorf("accepted a second too early: %v", err)
	}
	if err := enter(t, w, house.Entry{Name: "dina", Passphrase: housetest.Passphrase("dina")}); err != nil {
		t.Errorf("her own passphrase meanwhile: %v", err)
	}
	w.Clock.Advance(time.Second)
	if err := w.House.AcceptInvitation(t.Context(), invitation, mine); err != nil {
		t.Fatal(err)
	}
	if err := enter(t, w, house.Entry{Name: "dina", Passphrase: mine}); err != nil {
		t.Errorf("with the new one: %v", err)
	}
}

func TestSheStopsAnInvitationThatSheDidNotAskFor(t *testing.T) {
	w := housetest.Open(t)
	if err := w.House.StopInvitation(w.As("dina")); say(err) != "staff.invitation.none" {
		t.Errorf("there is none: %v", err)
	}
	invitation, opens, err := w.House.Invite(w.As("saule"), w.Staff("dina"), house.Inviting{})
	if err != nil {
		t.Fatal(err)
	}
	if at, open, err := w.House.InvitedMyself(w.As("dina")); err != nil || !open || !at.Equal(opens) {
		t.Errorf("her page says %v, %v, %v", at, open, err)
	}
	if err := w.House.StopInvitation(w.As("lena")); say(err) != "staff.invitation.none" {
		t.Errorf("a colleague stops it: %v", err)
	}
	if err := w.House.StopInvitation(w.As("dina")); err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(48 * time.Hour)
	if err := w.House.AcceptInvitation(t.Context(), invitation, mine); say(err) != "staff.invitation" {
		t.Errorf("it still works: %v", err)
	}
	if _, open, err := w.House.InvitedMyself(w.As("dina")); err != nil || open {
		t.Errorf("her page still shows it: %v, %v", open, err)
	}
	for _, name := range []string{"saule", "marat"} {
		if got := toldOf(t, w, name); !slices.Contains(got, "notice.invited.stopped") {
			t.Errorf("%s was told %v", name, got)
		}
	}
}

func TestTwoOpenAnInvitationAtOnce(t *testing.T) {
	w := housetest.Open(t)
	dina := w.Staff("dina")
	nobody, herself, stranger, wrong := headsOf(), headsOf(), headsOf(), headsOf()
	nobody.Second = house.Entry{}
	herself.Second = house.Entry{Name: "saule", Passphrase: housetest.Passphrase("saule"), Address: "192.0.2.7"}
	stranger.Second = house.Entry{Name: "lena", Passphrase: housetest.Passphrase("lena"), Address: "192.0.2.7"}
	wrong.Second.Passphrase = "not hers at all, but long"
	for name, c := range map[string]struct {
		pair house.Pair
		say  string
	}{
		"nobody as the second":            {nobody, "agree.second"},
		"herself as the second":           {herself, "two.other"},
		"one who may invite nobody":       {stranger, "two.other"},
		"a wrong passphrase of the other": {wrong, "signin.wrong"},
	} {
		if _, _, err := w.House.Invite(w.As("saule"), dina, house.Inviting{AtOnce: true, Pair: c.pair}); say(err) != c.say {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := toldOf(t, w, "dina"); len(got) > 0 {
		t.Errorf("she was told of what was refused: %v", got)
	}
	invitation, err := invite(t, w, w.As("saule"), dina, "")
	if err != nil {
		t.Fatal(err)
	}
	if got := toldOf(t, w, "dina"); !slices.Equal(got, []string{"notice.invited"}) {
		t.Errorf("she was told %v", got)
	}
	if err := w.House.AcceptInvitation(t.Context(), invitation, mine); err != nil {
		t.Error(err)
	}
}

func TestWhoNeverHadAPassphraseWaitsForNothing(t *testing.T) {
	w := housetest.Open(t)
	id, _, err := w.House.AddStaff(w.As("saule"), house.NewStaff{Name: "Rustam", Grants: []pana.Grant{{Role: pana.Accountant}}})
	if err != nil {
		t.Fatal(err)
	}
	if r, err := w.House.Reinviting(w.As("saule"), id); err != nil || r.Hours != 0 {
		t.Errorf("the page says %+v, %v", r, err)
	}
	if r, err := w.House.Reinviting(w.As("saule"), w.Staff("dina")); err != nil || r.Hours != 24 || r.Alone {
		t.Errorf("of one who comes in the page says %+v, %v", r, err)
	}
	if _, err := w.House.Reinviting(w.As("lena"), id); say(err) != "policy.refused" {
		t.Errorf("asked by a colleague: %v", err)
	}
	invitation, opens, err := w.House.Invite(w.As("saule"), id, house.Inviting{})
	if err != nil || opens.After(w.House.Now()) {
		t.Fatalf("it opens at %v, %v", opens, err)
	}
	if err := w.House.AcceptInvitation(t.Context(), invitation, mine); err != nil {
		t.Error(err)
	}
}

func TestTheHouseSaysHowLongAnInvitationWaits(t *testing.T) {
	w := housetest.Open(t)
	set, version := w.House.Settings(), w.House.SettingsVersion()
	set.ResetHours = 169
	if err := w.House.SetSettings(w.As("saule"), set, version); say(err) != "setup.reset" || field(err) != "reset_hours" {
		t.Errorf("more than a week: %v", err)
	}
	set.ResetHours = 3
	if err := w.House.SetSettings(w.As("saule"), set, version); err != nil {
		t.Fatal(err)
	}
	_, opens, err := w.House.Invite(w.As("saule"), w.Staff("dina"), house.Inviting{})
	if err != nil || opens.Sub(w.House.Now()) != 3*time.Hour {
		t.Errorf("it opens at %v, %v", opens, err)
	}
}
