package house_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
)

// say returns the message key of err, or its text.
func say(err error) string {
	if e, ok := errors.AsType[*pana.Error](err); ok {
		return e.Say
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func field(err error) string {
	if e, ok := errors.AsType[*pana.Error](err); ok {
		return e.Field
	}
	return ""
}

func TestAFoundedHouseIsStartedAndHasItsSitesPeopleAndCircles(t *testing.T) {
	w := housetest.Open(t)
	if got := w.House.State(); got != house.Started {
		t.Fatalf("the house is %v", got)
	}
	if got := w.House.Settings().Name; got != "Test house" {
		t.Errorf("the house is called %q", got)
	}
	kinds := []string{w.Shelter.Kind, w.Centre.Kind}
	if d := cmp.Diff([]string{house.Shelter, house.YouthCentre}, kinds); d != "" {
		t.Error(d)
	}
	for _, tt := range []struct {
		who  string
		in   []pana.Compartment
		site house.Site
	}{
		{"saule", []pana.Compartment{pana.Identity, pana.Care, pana.Health, pana.Legal, pana.Safety, pana.Bond}, w.Shelter},
		{"marat", []pana.Compartment{pana.Identity, pana.Care, pana.Health, pana.Legal, pana.Safety, pana.Bond}, w.Centre},
		{"gulnar", []pana.Compartment{pana.Identity, pana.Care, pana.Safety, pana.Bond, pana.Therapy}, w.Shelter},
		{"gulnar", nil, w.Centre},
		{"timur", []pana.Compartment{pana.Identity}, w.Shelter},
		{"raushan", []pana.Compartment{pana.Identity, pana.Health}, w.Shelter},
		{"hans", nil, w.Shelter},
		{"oleg", nil, w.Shelter},
	} {
		ring := seal.RingFrom(w.As(tt.who))
		var in []pana.Compartment
		for _, c := range pana.Compartments() {
			if ring.Has(tt.site.ID, c) {
				in = append(in, c)
			}
		}
		if d := cmp.Diff(tt.in, in); d != "" {
			t.Errorf("circles of %s at the %s: %s", tt.who, tt.site.Kind, d)
		}
	}
}

func TestFoundingLetsOtherChaptersAddTheirsInTheSameMoment(t *testing.T) {
	h, _ := housetest.Empty(t, housetest.NewClock())
	var kinds []string
	err := h.Found(t.Context(), housetest.Founding(), func(ctx context.Context, tx *db.Tx, sites []house.Site) error {
		kinds = nil
		for _, s := range sites {
			kinds = append(kinds, s.Kind)
		}
		if !pana.ActorFrom(ctx).Is(pana.Director) || seal.RingFrom(ctx) == nil {
			return errors.New("not the director's act")
		}
		code, err := h.NewCode(ctx, tx)
		if err == nil && !codeForm.MatchString(code) {
			t.Errorf("code %s", code)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{house.Shelter, house.YouthCentre}, kinds); d != "" {
		t.Error(d)
	}
	if err := h.Found(t.Context(), housetest.Founding(), nil); say(err) != "setup.done" {
		t.Errorf("a second founding: %v", err)
	}
}

func TestAFoundingThatFailsLeavesNothing(t *testing.T) {
	h, o := housetest.Empty(t, housetest.NewClock())
	broken := errors.New("no beds")
	err := h.Found(t.Context(), housetest.Founding(), func(context.Context, *db.Tx, []house.Site) error { return broken })
	if !errors.Is(err, broken) {
		t.Fatalf("got %v", err)
	}
	if h.State() != house.Empty {
		t.Fatalf("the house is %v", h.State())
	}
	if o.Dir != "" {
		if left, _ := os.ReadDir(o.Dir); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
	}
	if err := h.Found(t.Context(), housetest.Founding(), nil); err != nil {
		t.Errorf("founded again: %v", err)
	}
}

func TestAFoundingCutShortIsClearedAway(t *testing.T) {
	dir := t.TempDir()
	half := filepath.Join(dir, ".founding", "keys")
	if err := os.MkdirAll(half, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(half, "house.keys"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := house.Open(t.Context(), house.Options{Dir: dir, Schema: house.Schema(), KDF: seal.Cheapest})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if left, _ := os.ReadDir(dir); len(left) > 0 || h.State() != house.Empty {
		t.Errorf("the house is %v, left behind: %v", h.State(), left)
	}
}

func TestWhatCannotBeFoundedNamesTheField(t *testing.T) {
	for _, tt := range []struct {
		name       string
		change     func(*house.Founding)
		field, say string
	}{
		{"no name", func(f *house.Founding) { f.Settings.Name = "  " }, "name", "house.text.missing"},
		{"a name that turns the writing", func(f *house.Founding) { f.Settings.Name = "safe\u202ehouse" }, "name", "house.text.controls"},
		{"a name with a zero byte", func(f *house.Founding) { f.Settings.Name = "a\x00b" }, "name", "house.text.controls"},
		{"a name without end", func(f *house.Founding) { f.Settings.Name = strings.Repeat("я", 10_000) }, "name", "house.text.long"},
		{"a language no page is in", func(f *house.Founding) { f.Settings.Language = "uz" }, "language", "setup.language"},
		{"a zone that is none", func(f *house.Founding) { f.Settings.Zone = "Asia/Nowhere" }, "zone", "setup.zone"},
		{"a zone outside the list of zones", func(f *house.Founding) { f.Settings.Zone = "../../etc/passwd" }, "zone", "setup.zone"},
		{"the machine's own zone", func(f *house.Founding) { f.Settings.Zone = "Local" }, "zone", "setup.zone"},
		{"a prefix of digits", func(f *house.Founding) { f.Settings.CodePrefix = "K9" }, "prefix", "setup.prefix"},
		{"a host that is an address", func(f *house.Founding) { f.Settings.HostName = "12 Green Street" }, "host", "setup.host"},
		{"sessions that never end", func(f *house.Founding) { f.Settings.IdleMinutes = 0 }, "idle_minutes", "setup.idle"},
		{"a word without its forms", func(f *house.Founding) { f.Settings.Word = locale.Words{} }, "kk.nom", "words.missing"},
		{"no site", func(f *house.Founding) { f.Sites = nil }, "site", "setup.sites"},
		{"a site of no kind", func(f *house.Founding) { f.Sites[0].Kind = "" }, "site", "setup.site.kind"},
		{"a site of a strange kind", func(f *house.Founding) { f.Sites[0].Kind = "castle" }, "site", "codes.unknown"},
		{"nobody to lead it", func(f *house.Founding) { f.Director.Name = "" }, "director", "house.text.missing"},
		{"a short passphrase", func(f *house.Founding) { f.Deputy.Passphrase = "short" }, "deputy_passphrase", "passphrase.short"},
		{"one name for two", func(f *house.Founding) { f.Deputy.Name = " SAULE " }, "deputy", "setup.samename"},
		{"one passphrase for two", func(f *house.Founding) { f.Deputy.Passphrase = f.Director.Passphrase }, "deputy_passphrase", "setup.samepassphrase"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := housetest.Founding()
			tt.change(&f)
			err := f.Check()
			if field(err) != tt.field || say(err) != tt.say || pana.KindOf(err) != pana.Invalid {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAHouseOfOnePersonIsFoundedWithoutADeputy(t *testing.T) {
	h, _ := housetest.Empty(t, housetest.NewClock())
	f := housetest.Founding()
	f.Deputy = house.NewPerson{}
	if err := h.Found(t.Context(), f, nil); err != nil {
		t.Fatal(err)
	}
	cookie, _, err := h.SignIn(t.Context(), house.Entry{Name: "saule", Passphrase: housetest.Passphrase("saule")})
	if err != nil {
		t.Fatal(err)
	}
	ctx, _, err := h.Resume(t.Context(), cookie)
	if err != nil {
		t.Fatal(err)
	}
	site := h.SiteList()[0].ID
	if _, second, err := h.Vault.Supervisors(ctx, site); err != nil || second != "" {
		t.Fatalf("second supervisor %q, %v", second, err)
	}
	// With the first deputy the recovery kit is no longer the other half.
	id, invitation, err := h.AddStaff(ctx, house.NewStaff{Name: "Marat", Grants: []pana.Grant{{Role: pana.Deputy}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.AcceptInvitation(t.Context(), invitation, housetest.Passphrase("marat")); err != nil {
		t.Fatal(err)
	}
	if _, second, err := h.Vault.Supervisors(ctx, site); err != nil || second != id {
		t.Errorf("second supervisor %q, %v", second, err)
	}
	if first, second, err := h.Vault.Supervisors(ctx, ""); err != nil || first != id && second != id || first == "" || second == "" {
		t.Errorf("the recovery key is kept by %q and %q, %v", first, second, err)
	}
}
