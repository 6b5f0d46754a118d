package house_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/seal"
)

// withoutKit founds a house of two that has printed nothing yet.
func withoutKit(t *testing.T) (*house.House, house.Options, context.Context) {
	t.Helper()
	h, o := housetest.Empty(t, housetest.NewClock())
	if err := h.Found(t.Context(), housetest.Founding(), nil); err != nil {
		t.Fatal(err)
	}
	return h, o, cameIn(t, h, "Saule", housetest.Passphrase("saule"))
}

func cameIn(t *testing.T, h *house.House, name, passphrase string) context.Context {
	t.Helper()
	cookie, _, err := h.SignIn(t.Context(), house.Entry{Name: name, Passphrase: passphrase, Address: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, _, err := h.Resume(t.Context(), cookie)
	if err != nil {
		t.Fatal(err)
	}
	return ctx
}

func TestAKitIsInForceOnceTwoOfItsSheetsRestoredTheKeys(t *testing.T) {
	h, o, saule := withoutKit(t)
	if missing, err := h.KitMissing(saule); err != nil || !missing {
		t.Fatalf("a house just founded has a kit: %v", err)
	}
	old, _, err := h.DrawKit(saule)
	if err != nil {
		t.Fatal(err)
	}
	sheets, number, err := h.DrawKit(saule)
	if err != nil || number != 1 {
		t.Fatalf("kit %d, %v", number, err)
	}
	holders := [3]string{"Saule", "Marat", "A lawyer in town"}
	misread := strings.Replace(sheets[1], strings.Fields(sheets[1])[3], "nosuchword", 1)
	for name, try := range map[string]struct{ one, two, say string }{
		"one sheet twice":         {sheets[0], sheets[0], "seal.kit.pair"},
		"a sheet drawn before":    {sheets[0], old[1], "kit.other"},
		"a word that is none":     {sheets[0], misread, "seal.kit.word"},
		"nothing":                 {"", "", "seal.kit.sheet"},
		"a sheet without its end": {sheets[0], sheets[1][:40], "seal.kit.sheet"},
	} {
		if _, err := h.ProveKit(saule, try.one, try.two, holders); sentenceKey(err) != try.say {
			t.Errorf("%s: %v, want %s", name, err, try.say)
		}
	}
	if missing, _ := h.KitMissing(saule); !missing {
		t.Fatal("a refused proof destroyed the copy")
	}
	circles, err := h.ProveKit(saule, " 1. "+strings.ToUpper(sheets[2]), sheets[0], holders)
	if err != nil || circles < 10 {
		t.Fatalf("%d circles opened, %v", circles, err)
	}
	if missing, _ := h.KitMissing(saule); missing {
		t.Error("the copy of the recovery key is still there")
	}
	k, err := h.Kit(saule)
	if err != nil || !k.Proven || k.Holders != holders || k.Circles != circles {
		t.Errorf("kit %+v, %v", k, err)
	}
	if _, _, err := h.DrawKit(saule); sentenceKey(err) != "seal.recovery.burnt" {
		t.Errorf("drawn once more: %v", err)
	}
	if n, err := h.CheckSheet(saule, sheets[1]); err != nil || n != 2 {
		t.Errorf("the second sheet is sheet %d, %v", n, err)
	}
	if _, err := h.CheckSheet(saule, old[1]); sentenceKey(err) != "kit.other" {
		t.Errorf("a sheet drawn before: %v", err)
	}
	if left, err := os.ReadDir(o.Dir); err == nil {
		for _, e := range left {
			if strings.HasPrefix(e.Name(), ".restore") {
				t.Errorf("%s was left behind", e.Name())
			}
		}
	}
}

func TestADrillIsDueEveryNinetyDaysAndLateAfterHalfAYear(t *testing.T) {
	w := housetest.Open(t)
	saule := w.As("saule")
	k, err := w.House.Kit(saule)
	if err != nil || !k.Proven {
		t.Fatalf("%+v, %v", k, err)
	}
	if due := k.Due().Sub(k.Drilled); due != 90*24*time.Hour {
		t.Errorf("due after %v", due)
	}
	if k.Late(k.Drilled.Add(179*24*time.Hour)) || !k.Late(k.Drilled.Add(181*24*time.Hour)) {
		t.Error("half a year is not where it should be")
	}
	w.Clock.Advance(200 * 24 * time.Hour)
	sheets := w.Sheets()
	if _, err := w.House.DrillKit(w.As("saule"), sheets[1], sheets[2]); err != nil {
		t.Fatal(err)
	}
	if k, _ = w.House.Kit(w.As("saule")); k.Late(w.House.Now()) || !k.Drilled.Equal(w.House.Now()) {
		t.Errorf("drilled %v", k.Drilled)
	}
	if _, err := w.House.Kit(w.As("oleg")); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("who keeps the machine knows who holds the sheets: %v", err)
	}
}

func TestAKitCanBePutOffThreeTimes(t *testing.T) {
	h, _, saule := withoutKit(t)
	for n := range 3 {
		if err := h.LaterKit(saule); err != nil {
			t.Fatalf("time %d: %v", n+1, err)
		}
	}
	if err := h.LaterKit(saule); sentenceKey(err) != "kit.now" {
		t.Errorf("a fourth time: %v", err)
	}
}

// Everybody's passphrase is lost, the machine is off: two sheets bring it back.
func TestTwoSheetsBringTheDirectorBackIn(t *testing.T) {
	for name, restart := range map[string]bool{"the house is stopped": true, "the house is started": false} {
		t.Run(name, func(t *testing.T) {
			w := housetest.Open(t)
			before := held(w.As("saule"), w)
			cookie := w.Cookie("saule")
			if restart {
				w.Restart()
			}
			sheets := w.Sheets()
			const fresh = "new words for the director to remember"
			again := house.Recovering{One: sheets[2], Two: sheets[1], Name: "saule", Passphrase: fresh, Address: "192.0.2.9"}
			for say, r := range map[string]house.Recovering{
				"recover.head":        {One: again.One, Two: again.Two, Name: "Dina", Passphrase: fresh},
				"seal.recovery.wrong": {One: foreign(t)[0], Two: foreign(t)[1], Name: "Saule", Passphrase: fresh, Address: "192.0.2.10"},
				"passphrase.short":    {One: again.One, Two: again.Two, Name: "Saule", Passphrase: "short", Address: "192.0.2.11"},
			} {
				if say == "seal.recovery.wrong" {
					s := foreign(t)
					r.One, r.Two = s[0], s[1]
				}
				err := w.House.Recover(t.Context(), r)
				if pana.KindOf(err) != pana.Invalid {
					t.Errorf("%s: %v", say, err)
				}
			}
			if err := w.House.Recover(t.Context(), again); err != nil {
				t.Fatal(err)
			}
			if restart != (w.House.State() == house.Stopped) {
				t.Errorf("the house is %v", w.House.State())
			}
			if _, _, err := w.House.SignIn(t.Context(), house.Entry{Name: "Saule", Passphrase: housetest.Passphrase("saule"), Address: "127.0.0.1"}); sentenceKey(err) != "signin.wrong" {
				t.Errorf("the old passphrase: %v", err)
			}
			saule := cameIn(t, w.House, "Saule", fresh)
			if _, _, err := w.House.Resume(t.Context(), cookie); err == nil {
				t.Error("a session of before goes on")
			}
			if after := held(saule, w); after != before {
				t.Errorf("she opens %d circles, before it were %d", after, before)
			}
			k, err := w.House.Kit(saule)
			if err != nil || k.UsedFor != w.Staff("saule") {
				t.Errorf("the page of the kit does not say so: %+v, %v", k, err)
			}
		})
	}
}

// foreign are sheets of another house.
func foreign(t *testing.T) [3]string {
	t.Helper()
	h, _, saule := withoutKit(t)
	sheets, _, err := h.DrawKit(saule)
	if err != nil {
		t.Fatal(err)
	}
	return sheets
}

func held(ctx context.Context, w *housetest.World) (n int) {
	ring := seal.RingFrom(ctx)
	for _, site := range w.House.SiteList() {
		for _, c := range pana.Compartments() {
			if ring.Has(site.ID, c) {
				n++
			}
		}
	}
	return n
}
