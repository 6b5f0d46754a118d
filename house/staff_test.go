package house_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
)

// asleep are the acts on staff, each done by ctx to Lena. Every one must refuse
// whoever has no right to it.
func acts(w *housetest.World) map[string]func(context.Context) error {
	lena, g := w.Staff("lena"), pana.Grant{Role: pana.Teacher, Site: w.Shelter.ID}
	return map[string]func(context.Context) error{
		"staff.add": func(ctx context.Context) error {
			_, _, err := w.House.AddStaff(ctx, house.NewStaff{Name: "Rustam", Grants: []pana.Grant{g}})
			return err
		},
		"staff.invite": func(ctx context.Context) error { _, _, err := w.House.Invite(ctx, lena, house.Inviting{}); return err },
		"staff.grant":  func(ctx context.Context) error { return w.House.Grant(ctx, lena, g) },
		"staff.revoke": func(ctx context.Context) error { return w.House.Revoke(ctx, lena, g) },
		"staff.end":    func(ctx context.Context) error { return w.House.EndStaff(ctx, lena) },
		"staff.see":    func(ctx context.Context) error { _, err := w.House.Staff(ctx); return err },
		"staff.admit":  func(ctx context.Context) error { return w.House.AdmitWaiting(ctx, lena) },
		"house.set": func(ctx context.Context) error {
			return w.House.SetSettings(ctx, housetest.Founding().Settings, w.House.SettingsVersion())
		},
	}
}

func TestWhoMayNotIsRefused(t *testing.T) {
	w := housetest.Open(t)
	for name, act := range acts(w) {
		for _, who := range []string{"lena", "hans", "kamila"} {
			if err := act(w.As(who)); say(err) != "policy.refused" {
				t.Errorf("%s by %s: %v", name, who, err)
			}
		}
		if err := act(w.Nobody()); say(err) != "policy.refused" {
			t.Errorf("%s by nobody: %v", name, err)
		}
	}
	for name, act := range map[string]func(context.Context) error{
		"language":   func(ctx context.Context) error { return w.House.SetLanguage(ctx, locale.RU) },
		"theme":      func(ctx context.Context) error { return w.House.SetTheme(ctx, "night") },
		"on call":    func(ctx context.Context) error { return w.House.SetOnCall(ctx, true, "") },
		"who is":     func(ctx context.Context) error { _, err := w.House.OnCall(ctx); return err },
		"factor":     func(ctx context.Context) error { _, _, err := w.House.NewSecondFactor(ctx); return err },
		"passphrase": func(ctx context.Context) error { _, err := w.House.ChangePassphrase(ctx, "a", "b", false); return err },
		"draft":      func(ctx context.Context) error { return w.House.SaveDraft(ctx, "/", nil) },
	} {
		if err := act(w.Nobody()); say(err) != "policy.refused" {
			t.Errorf("%s by nobody: %v", name, err)
		}
	}
}

func TestANewMemberSetsHerOwnPassphraseAndIsLetIn(t *testing.T) {
	w := housetest.Open(t)
	h := w.House
	id, invitation, err := h.AddStaff(w.As("marat"), house.NewStaff{Name: "Rustam", Title: "Night duty", Language: locale.RU,
		Grants: []pana.Grant{{Role: pana.SocialWorker, Site: w.Shelter.ID}}})
	if err != nil {
		t.Fatal(err)
	}
	m, err := h.Invited(t.Context(), invitation)
	if err != nil || m.Name != "Rustam" || m.ID != id {
		t.Fatalf("invited is %+v, %v", m, err)
	}
	if err := h.AcceptInvitation(t.Context(), invitation, "too short"); say(err) != "passphrase.short" {
		t.Errorf("a short passphrase: %v", err)
	}
	if err := h.AcceptInvitation(t.Context(), invitation, "a passphrase of my own"); err != nil {
		t.Fatal(err)
	}
	if err := h.AcceptInvitation(t.Context(), invitation, "another one, much later"); say(err) != "staff.invitation" {
		t.Errorf("accepted twice: %v", err)
	}
	cookie, s, err := h.SignIn(t.Context(), house.Entry{Name: "rustam", Passphrase: "a passphrase of my own"})
	if err != nil {
		t.Fatal(err)
	}
	if s.Language != locale.RU || len(s.Grants) != 1 {
		t.Errorf("session %+v", s)
	}
	ctx, _, _ := h.Resume(t.Context(), cookie)
	if seal.RingFrom(ctx).Has(w.Shelter.ID, pana.Identity) {
		t.Fatal("inside before anybody let him in")
	}
	ws, err := h.Waiting(w.As("dina"))
	if err != nil || len(ws) != 1 || ws[0].Name != "Rustam" || len(ws[0].Circles) != 5 {
		t.Fatalf("waiting: %+v, %v", ws, err)
	}
	// Timur is in the circle of names alone.
	if ws, err := h.Waiting(w.As("timur")); err != nil || len(ws) != 1 || len(ws[0].Circles) != 1 {
		t.Errorf("waiting for Timur: %+v, %v", ws, err)
	}
	if ws, err := h.Waiting(w.As("oleg")); err != nil || len(ws) != 0 {
		t.Errorf("waiting for Oleg: %+v, %v", ws, err)
	}
	if err := h.AdmitWaiting(w.As("dina"), id); err != nil {
		t.Fatal(err)
	}
	ctx, _, err = h.Resume(t.Context(), cookie) // the session he has already
	if err != nil || !seal.RingFrom(ctx).Has(w.Shelter.ID, pana.Care) || seal.RingFrom(ctx).Has(w.Centre.ID, pana.Care) {
		t.Errorf("let in: %v", err)
	}
	if err := h.AdmitWaiting(w.As("erlan"), id); say(err) != "staff.waiting.none" {
		t.Errorf("let in again: %v", err)
	}
}

func TestWhatCannotBeANewMember(t *testing.T) {
	w := housetest.Open(t)
	ctx := w.As("saule")
	teacher := []pana.Grant{{Role: pana.Teacher, Site: w.Shelter.ID}}
	for _, tt := range []struct {
		name       string
		staff      house.NewStaff
		field, say string
	}{
		{"no name", house.NewStaff{Grants: teacher}, "name", "house.text.missing"},
		{"a name someone signs in with", house.NewStaff{Name: "DINA ", Grants: teacher}, "name", "staff.name.taken"},
		{"no role", house.NewStaff{Name: "Rustam"}, "role", "staff.role.missing"},
		{"a role of no house", house.NewStaff{Name: "Rustam", Grants: []pana.Grant{{Role: "king"}}}, "role", "staff.role.unknown"},
		{"a role without its site", house.NewStaff{Name: "Rustam", Grants: []pana.Grant{{Role: pana.Teacher}}}, "site", "staff.site.missing"},
		{"a role at a site of nobody", house.NewStaff{Name: "Rustam", Grants: []pana.Grant{{Role: pana.Teacher, Site: "moon"}}}, "site", "staff.site.missing"},
		{"a youth worker in the shelter", house.NewStaff{Name: "Rustam", Grants: []pana.Grant{{Role: pana.YouthWorker, Site: w.Shelter.ID}}}, "site", "staff.site.youth"},
		{"a language no page is in", house.NewStaff{Name: "Rustam", Language: "fr", Grants: teacher}, "language", "setup.language"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := w.House.AddStaff(ctx, tt.staff)
			if say(err) != tt.say || field(err) != tt.field {
				t.Errorf("got %v", err)
			}
		})
	}
	ms, err := w.House.Staff(ctx)
	if err != nil || len(ms) != len(housetest.Names()) {
		t.Errorf("%d members now, %v", len(ms), err)
	}
}

func TestAnInvitationGrowsOldAndIsReplaced(t *testing.T) {
	w := housetest.Open(t)
	id, first, err := w.House.AddStaff(w.As("saule"), house.NewStaff{Name: "Rustam", Grants: []pana.Grant{{Role: pana.Accountant}}})
	if err != nil {
		t.Fatal(err)
	}
	second, _, err := w.House.Invite(w.As("saule"), id, house.Inviting{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.House.Invited(t.Context(), first); say(err) != "staff.invitation" {
		t.Errorf("the first one: %v", err)
	}
	w.Clock.Advance(7*24*time.Hour - time.Second)
	if _, err := w.House.Invited(t.Context(), second); err != nil {
		t.Errorf("on the last day: %v", err)
	}
	w.Clock.Advance(time.Second)
	if err := w.House.AcceptInvitation(t.Context(), second, "a passphrase of my own"); say(err) != "staff.invitation" {
		t.Errorf("after a week: %v", err)
	}
	for _, bad := range []string{"", "x", second + "x", "\x00"} {
		if _, err := w.House.Invited(t.Context(), bad); pana.KindOf(err) != pana.NotFound {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestAForgottenPassphraseBeginsAnewWithoutTheOldKeys(t *testing.T) {
	w := housetest.Open(t)
	invitation, err := invite(t, w, w.As("saule"), w.Staff("dina"), "")
	if err != nil {
		t.Fatal(err)
	}
	old := w.Cookie("dina")
	if err := w.House.AcceptInvitation(t.Context(), invitation, "something she will remember"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := w.House.Resume(t.Context(), old); say(err) != "signin.again" {
		t.Errorf("the old session: %v", err)
	}
	if _, _, err := w.House.SignIn(t.Context(), entry("dina")); say(err) != "signin.wrong" {
		t.Errorf("the old passphrase: %v", err)
	}
	if err := w.House.AdmitWaiting(w.As("erlan"), w.Staff("dina")); err != nil {
		t.Fatal(err)
	}
	cookie, _, err := w.House.SignIn(t.Context(), house.Entry{Name: "dina", Passphrase: "something she will remember"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, _, err := w.House.Resume(t.Context(), cookie)
	if err != nil || !seal.RingFrom(ctx).Has(w.Shelter.ID, pana.Care) {
		t.Errorf("she is not inside again: %v", err)
	}
}

func TestAnEndedMemberIsOutAtOnce(t *testing.T) {
	w := housetest.Open(t)
	cookie, id := w.Cookie("erlan"), w.Staff("erlan")
	saule := w.As("saule")
	for range 2 { // safe to repeat
		if err := w.House.EndStaff(saule, id); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := w.House.Resume(t.Context(), cookie); say(err) != "signin.again" {
		t.Errorf("his session: %v", err)
	}
	if _, _, err := w.House.SignIn(t.Context(), entry("erlan")); say(err) != "signin.wrong" {
		t.Errorf("his passphrase: %v", err)
	}
	members, err := w.House.Vault.Members(t.Context(), w.Shelter.ID, pana.Care)
	if err != nil || slices.Contains(members, id) {
		t.Errorf("still in a circle: %v", err)
	}
	// The director is inside every circle of his and has turned them.
	if pending, err := w.House.Vault.Pending(t.Context()); err != nil || len(pending) != 0 {
		t.Errorf("still to be turned: %v, %v", pending, err)
	}
	// Whoever signs in turns those that the director could not.
	if err := w.House.Vault.Leave(t.Context(), w.Shelter.ID, pana.Care, w.Staff("gulnar")); err != nil {
		t.Fatal(err)
	}
	if err := w.House.SignOut(t.Context(), w.Cookie("dina")); err != nil {
		t.Fatal(err)
	}
	w.As("dina")
	if pending, err := w.House.Vault.Pending(t.Context()); err != nil || len(pending) != 0 {
		t.Errorf("still to be turned: %v, %v", pending, err)
	}
	ms, err := w.House.Staff(saule)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(ms, func(m house.Member) bool { return m.ID == id })
	if m := ms[i]; m.Name != "Erlan" || m.Ended == "" || len(m.Grants) != 0 {
		t.Errorf("kept as %+v", m)
	}
	// The name is free for another.
	if _, _, err := w.House.AddStaff(saule, house.NewStaff{Name: "Erlan", Grants: []pana.Grant{{Role: pana.Accountant}}}); err != nil {
		t.Errorf("another Erlan: %v", err)
	}
}

func TestTheHouseKeepsADirector(t *testing.T) {
	w := housetest.Open(t)
	g := pana.Grant{Role: pana.Director}
	for name, err := range map[string]error{
		"the role taken":  w.House.Revoke(w.As("marat"), w.Staff("saule"), g),
		"the account too": w.House.EndStaff(w.As("marat"), w.Staff("saule")),
	} {
		if say(err) != "staff.last.director" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := w.House.EndStaff(w.As("marat"), w.Staff("marat")); say(err) != "staff.self" {
		t.Errorf("herself: %v", err)
	}
	if err := w.House.Grant(w.As("saule"), w.Staff("dina"), g); err != nil {
		t.Fatal(err)
	}
	if err := w.House.EndStaff(w.As("dina"), w.Staff("saule")); err != nil {
		t.Fatalf("the one who has a successor: %v", err)
	}
	// Two people keep the supervision keys again.
	first, second, err := w.House.Vault.Supervisors(t.Context(), w.Shelter.ID)
	if err != nil || first == "" || second == "" {
		t.Errorf("supervisors %q and %q, %v", first, second, err)
	}
}

func TestARoleOpensItsCirclesAndNoOthers(t *testing.T) {
	w := housetest.Open(t)
	nurse := pana.Grant{Role: pana.Nurse, Site: w.Shelter.ID}
	if err := w.House.Grant(w.As("saule"), w.Staff("timur"), nurse); err != nil {
		t.Fatal(err)
	}
	ring := seal.RingFrom(w.As("timur"))
	if !ring.Has(w.Shelter.ID, pana.Health) || ring.Has(w.Shelter.ID, pana.Safety) {
		t.Error("as a nurse")
	}
	if err := w.House.Revoke(w.As("saule"), w.Staff("timur"), nurse); err != nil {
		t.Fatal(err)
	}
	ring = seal.RingFrom(w.As("timur"))
	if ring.Has(w.Shelter.ID, pana.Health) || !ring.Has(w.Shelter.ID, pana.Identity) {
		t.Error("the circle of names belongs to his other role and must stay")
	}
}

func TestNamesAreKnownInsideAndRestNowhereInTheOpen(t *testing.T) {
	w := housetest.Open(t)
	w.Restart()
	ms, err := w.House.Staff(w.As("saule"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range ms {
		names = append(names, m.Name)
	}
	want := []string{"Arman", "Bolat", "Dina", "Erlan", "Gulnar", "Hans", "Kamila", "Lena", "Marat", "Mira", "Oleg", "Raushan", "Saule", "Timur", "Vera"}
	if d := cmp.Diff(want, names); d != "" {
		t.Error(d)
	}
	for _, name := range []string{"Raushan", "raushan"} {
		if where := inTheOpen(t, w, name); where != "" {
			t.Errorf("%q stands in the open in %s", name, where)
		}
	}
	if inTheOpen(t, w, "North house") == "" {
		t.Error("the search itself finds nothing")
	}
}

func TestWhoStandsOutsideACircleOfHersAsksForItWhenSheSignsIn(t *testing.T) {
	w := housetest.Open(t)
	dina := w.Staff("dina")
	if err := w.House.Vault.Leave(t.Context(), w.Shelter.ID, pana.Care, dina); err != nil {
		t.Fatal(err)
	}
	waits := func() bool {
		all, err := w.House.Vault.Waiting(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(all, func(a seal.Admission) bool { return a.Staff == dina && a.Compartment == pana.Care })
	}
	if waits() {
		t.Fatal("she waits before she has signed in")
	}
	for range 2 { // a second time changes nothing
		if _, _, err := w.House.SignIn(t.Context(), house.Entry{Name: "Dina", Passphrase: housetest.Passphrase("dina")}); err != nil {
			t.Fatal(err)
		}
		if !waits() {
			t.Error("nobody is asked to let her in")
		}
	}
}
