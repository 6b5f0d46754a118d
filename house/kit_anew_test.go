package house_test

import (
	"context"
	"testing"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/seal"
)

// both are Saule and Marat at one page.
func both() house.Pair {
	return house.Pair{Passphrase: housetest.Passphrase("saule"),
		Second: house.Entry{Name: "Marat", Passphrase: housetest.Passphrase("marat"), Address: "127.0.0.1"}}
}

func TestANewKitMakesTheOldSheetsWorthless(t *testing.T) {
	w := housetest.Open(t)
	saule, old := w.As("saule"), w.Sheets()
	before := held(saule, w)
	one := both()
	one.Second.Name = ""
	wrong := both()
	wrong.Second.Passphrase = "not hers at all, but long"
	herself := both()
	herself.Second = house.Entry{Name: "Saule", Passphrase: housetest.Passphrase("saule"), Address: "127.0.0.1"}
	for name, try := range map[string]struct {
		r   house.Rekeying
		say string
	}{
		"nobody beside her":       {house.Rekeying{Pair: one}, "kit.rekey.second"},
		"sheets and nobody":       {house.Rekeying{One: old[0], Two: old[1], Pair: one}, "kit.rekey.second"},
		"a wrong passphrase":      {house.Rekeying{Pair: wrong}, "signin.wrong"},
		"herself once more":       {house.Rekeying{Pair: herself}, "two.other"},
		"one sheet twice":         {house.Rekeying{One: old[0], Two: old[0], Pair: both()}, "seal.kit.pair"},
		"sheets of another house": {house.Rekeying{One: foreign(t)[0], Two: old[0], Pair: both()}, "kit.other"},
	} {
		if _, _, err := w.House.RekeyKit(saule, try.r); sentenceKey(err) != try.say {
			t.Errorf("%s: %v, want %s", name, err, try.say)
		}
	}
	if _, _, err := w.House.RekeyKit(w.As("oleg"), house.Rekeying{Pair: both()}); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("who keeps the machine: %v", err)
	}
	sheets, number, err := w.House.RekeyKit(saule, house.Rekeying{Pair: both()})
	if err != nil || number != 2 {
		t.Fatalf("kit %d, %v", number, err)
	}
	if k, err := w.House.Kit(saule); err != nil || k.Number != 1 || k.Next.IsZero() || k.Waiting {
		t.Errorf("while it is not proven: %+v, %v", k, err)
	}
	fresh := house.Recovering{Name: "Saule", Passphrase: "new words for the director to remember", Address: "192.0.2.9"}
	fresh.One, fresh.Two = sheets[0], sheets[1]
	if err := w.House.Recover(t.Context(), fresh); sentenceKey(err) != "seal.recovery.wrong" {
		t.Errorf("a kit nobody has proven lets her in: %v", err)
	}
	if _, err := w.House.DrillKit(saule, old[0], old[2]); err != nil {
		t.Errorf("the old one, until then: %v", err)
	}
	if _, err := w.House.ProveKit(saule, old[0], old[2], [3]string{}); sentenceKey(err) != "kit.other" {
		t.Errorf("old sheets prove the new kit: %v", err)
	}
	circles, err := w.House.ProveKit(saule, sheets[2], sheets[1], [3]string{"Saule", "Marat", "A lawyer in town"})
	if err != nil || circles < before {
		t.Fatalf("%d circles, %v", circles, err)
	}
	saule = w.As("saule")
	k, err := w.House.Kit(saule)
	if err != nil || k.Number != 2 || !k.Proven || k.Anew != "" || !k.Next.IsZero() {
		t.Errorf("afterwards: %+v, %v", k, err)
	}
	for i := range old {
		if _, err := w.House.CheckSheet(saule, old[i]); sentenceKey(err) != "kit.other" {
			t.Errorf("old sheet %d: %v", i+1, err)
		}
	}
	fresh.One, fresh.Two = old[0], old[1]
	if err := w.House.Recover(t.Context(), fresh); sentenceKey(err) != "seal.recovery.wrong" {
		t.Errorf("the old sheets let her in: %v", err)
	}
	w.Restart()
	fresh.One, fresh.Two = sheets[0], sheets[1]
	if err := w.House.Recover(t.Context(), fresh); err != nil {
		t.Fatal(err)
	}
	if after := held(cameIn(t, w.House, "Saule", fresh.Passphrase), w); after != before {
		t.Errorf("the new sheets open %d circles, before it were %d", after, before)
	}
}

// The halves of the key went with Marat, and two sheets are lost: the rest of the
// house makes it whole as it comes in, and therapy is Gulnar's.
func TestWhoeverComesInMakesTheNewKitWhole(t *testing.T) {
	w := housetest.Open(t)
	if err := w.House.EndStaff(w.As("saule"), w.Staff("marat")); err != nil {
		t.Fatal(err)
	}
	k, err := w.House.Kit(w.As("saule"))
	if err != nil || k.Anew != house.AnewLeft {
		t.Fatalf("somebody who led has left: %+v, %v", k, err)
	}
	if l, err := w.House.Left(w.As("saule"), w.Staff("marat")); err != nil || !l.Kit {
		t.Errorf("her page does not say so: %v", err)
	}
	if _, _, err := w.House.RekeyKit(w.As("saule"), house.Rekeying{}); sentenceKey(err) != "kit.rekey.sheets" {
		t.Errorf("alone, with no sheet: %v", err)
	}
	if err := w.House.Grant(w.As("saule"), w.Staff("dina"), pana.Grant{Role: pana.Deputy}); err != nil {
		t.Fatal(err)
	}
	pair := both()
	pair.Second.Name, pair.Second.Passphrase = "Dina", housetest.Passphrase("dina")
	sheets, _, err := w.House.RekeyKit(w.As("saule"), house.Rekeying{Pair: pair})
	if err != nil {
		t.Fatal(err)
	}
	if k, err := w.House.Kit(w.As("saule")); err != nil || !k.Waiting {
		t.Errorf("nothing waits: %+v, %v", k, err)
	}
	if _, err := w.House.ProveKit(w.As("saule"), sheets[0], sheets[1], [3]string{}); sentenceKey(err) != "seal.recovery.pending" {
		t.Errorf("proven before it opens everything: %v", err)
	}
	for _, name := range housetest.Names() {
		if name == "marat" {
			continue
		}
		if _, _, err := w.House.SignIn(t.Context(), house.Entry{Name: name, Passphrase: housetest.Passphrase(name), Address: "127.0.0.1"}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.House.ProveKit(w.As("saule"), sheets[0], sheets[1], [3]string{"Saule", "Dina Orazova", ""}); err != nil {
		t.Fatal(err)
	}
	if both, err := w.House.Vault.Recovery(t.Context(), identity(t, w, "dina"), identity(t, w, "saule")); err != nil {
		t.Errorf("the two who lead now do not keep its halves: %v", err)
	} else {
		both.Clear()
	}
}

func identity(t *testing.T, w *housetest.World, name string) *seal.Identity {
	t.Helper()
	id, err := w.House.Vault.SignIn(t.Context(), name, housetest.Passphrase(name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(id.Clear)
	return id
}

func TestAHouseOfOneNeedsTwoSheets(t *testing.T) {
	h, _ := housetest.Empty(t, housetest.NewClock())
	f := housetest.Founding()
	f.Deputy = house.NewPerson{}
	if err := h.Found(t.Context(), f, nil); err != nil {
		t.Fatal(err)
	}
	saule := cameIn(t, h, "Saule", housetest.Passphrase("saule"))
	if _, _, err := h.RekeyKit(saule, house.Rekeying{Pair: both()}); sentenceKey(err) != "kit.rekey.none" {
		t.Errorf("before there is any kit: %v", err)
	}
	if err := h.LoseKit(saule); err == nil {
		t.Error("a kit that never was is lost")
	}
	prove := func(sheets [3]string) {
		t.Helper()
		if _, err := h.ProveKit(saule, sheets[0], sheets[1], [3]string{}); err != nil {
			t.Fatal(err)
		}
	}
	old, _, err := h.DrawKit(saule)
	if err != nil {
		t.Fatal(err)
	}
	prove(old)
	if err := h.LoseKit(saule); err != nil {
		t.Fatal(err)
	}
	if k, err := h.Kit(saule); err != nil || k.Anew != house.AnewLost {
		t.Errorf("%+v, %v", k, err)
	}
	if _, _, err := h.RekeyKit(saule, house.Rekeying{Pair: both()}); sentenceKey(err) != "kit.rekey.sheets" {
		t.Errorf("without sheets: %v", err)
	}
	sheets, _, err := h.RekeyKit(saule, house.Rekeying{One: old[0], Two: old[2]})
	if err != nil {
		t.Fatal(err)
	}
	prove(sheets)
	if k, err := h.Kit(saule); err != nil || k.Anew != "" || k.Number != 2 {
		t.Errorf("%+v, %v", k, err)
	}
}

func TestAHolderWhoLeavesIsKnownByTheNameOnTheNote(t *testing.T) {
	h, o, saule := withoutKit(t)
	_ = o
	sheets, _, err := h.DrawKit(saule)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.ProveKit(saule, sheets[0], sheets[1], [3]string{"Saule", "timur, at home", ""}); err != nil {
		t.Fatal(err)
	}
	timur := newcomer(t, h, saule, "Timur")
	lena := newcomer(t, h, saule, "Lena")
	for i, id := range []pana.StaffID{lena, timur} {
		if err := h.EndStaff(saule, id); err != nil {
			t.Fatal(err)
		}
		if k, err := h.Kit(saule); err != nil || (k.Anew == house.AnewLeft) != (i == 1) {
			t.Errorf("after %d: %q, %v", i, k.Anew, err)
		}
	}
}

func newcomer(t *testing.T, h *house.House, as context.Context, name string) pana.StaffID {
	t.Helper()
	id, _, err := h.AddStaff(as, house.NewStaff{Name: name, Grants: []pana.Grant{{Role: pana.Volunteer, Site: h.SiteList()[0].ID}}})
	if err != nil {
		t.Fatal(err)
	}
	return id
}
