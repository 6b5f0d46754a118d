package seal

import (
	"testing"

	"example.org/pana"
)

func TestTheRecoveryKeyBringsAHouseBack(t *testing.T) {
	h := found(t, bayan)
	// A one-person house: the kit stands for the second person.
	must(t, h.NewSupervision(ctx, tulip, bayan, ""))
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan))
	value := h.write(h.ring(bayan), madina, pana.Care, "words")
	sheets, err := h.Kit(ctx)
	must(t, err)
	wrong, err := OpenKit(drawSheets(seed{1})[0], drawSheets(seed{1})[0])
	if wrong != nil || err == nil {
		t.Fatal("one sheet is enough")
	}
	refused(t, h.BurnRecovery(ctx, &Recovery{seed{1}}), "seal.recovery.wrong")
	if loose, err := h.RecoveryLoose(ctx); !loose || err != nil {
		t.Errorf("loose %v, %v", loose, err)
	}
	key, err := OpenKit(sheets[2], sheets[0])
	must(t, err)
	must(t, h.BurnRecovery(ctx, key))
	_, err = h.Kit(ctx)
	refused(t, err, "seal.recovery.burnt")
	refused(t, h.KeepRecovery(ctx, bayan, daulet), "seal.recovery.burnt")

	// She forgets everything.
	must(t, h.Close())
	h.open()
	refused(t, h.StartWith(ctx, &Recovery{seed{1}}), "seal.recovery.wrong")
	must(t, h.StartWith(ctx, key))
	r, err := h.Rescue(ctx, tulip, key, bayan)
	must(t, err)
	if !h.reads(r, madina, pana.Care, value) {
		t.Error("the kit does not open it")
	}
	if _, err := h.Rescue(ctx, tulip, &Recovery{seed{1}}, bayan); say(err) != "seal.recovery.wrong" {
		t.Errorf("any key is a recovery key: %v", err)
	}
	other, err := h.Rescue(ctx, poplar, key, bayan)
	must(t, err)
	if other.Has(tulip, pana.Care) {
		t.Error("the ring of one site opens another")
	}
}

func TestTwoPeopleKeepTheRecoveryKey(t *testing.T) {
	h := found(t, bayan, daulet, gulnur)
	must(t, h.KeepRecovery(ctx, bayan, gulnur))
	must(t, h.KeepRecovery(ctx, bayan, daulet))
	_, err := h.Recovery(ctx, h.ids[bayan], h.ids[gulnur])
	refused(t, err, "seal.supervise.two")
	key, err := h.Recovery(ctx, h.ids[daulet], h.ids[bayan])
	must(t, err)
	must(t, h.BurnRecovery(ctx, key))
	key.Clear()
	refused(t, h.BurnRecovery(ctx, key), "seal.recovery.wrong")
}
