package seal

import (
	"testing"
	"time"
)

const forcedPass = "a passphrase for the bad hour"

func TestTheKeyFileDoesNotSayWhoHasAPassphraseOfDuress(t *testing.T) {
	h := found(t, bayan, daulet)
	count := func() (n int) {
		t.Helper()
		f, err := h.readHouse(ctx)
		must(t, err)
		for _, s := range f.Slots {
			if len(s.No) != slotNo || len(s.Box) != slotBox {
				t.Errorf("a slot of %d and %d bytes", len(s.No), len(s.Box))
			}
		}
		return len(f.Slots)
	}
	if n := count(); n != 4 {
		t.Fatalf("%d slots of two people", n)
	}
	must(t, h.SetDuress(ctx, bayan, name(bayan), forcedPass))
	must(t, h.SetDuress(ctx, bayan, name(bayan), forcedPass+" again"))
	must(t, h.EnsureSecond(ctx, bayan))
	if n := count(); n != 4 {
		t.Errorf("%d slots after she set one, and another", n)
	}
	must(t, h.DropDuress(ctx, bayan))
	must(t, h.DropDuress(ctx, daulet))
	if n := count(); n != 4 {
		t.Errorf("%d slots after it was taken away", n)
	}
	must(t, h.RemovePerson(ctx, bayan))
	if n := count(); n != 2 {
		t.Errorf("%d slots after she left", n)
	}
}

func TestASlotOfDuressOpensNothingAndStartsNothing(t *testing.T) {
	h := found(t, bayan)
	must(t, h.SetDuress(ctx, bayan, name(bayan), forcedPass))
	id, err := h.SignIn(ctx, name(bayan), forcedPass)
	refused(t, err, "signin.wrong")
	if id != nil {
		t.Error("a key came out")
	}
	d := DuressOf(err)
	if d == nil || d.Staff != bayan {
		t.Fatalf("it says %+v", d)
	}
	_, err = h.SignIn(ctx, name(bayan), "something else entirely")
	refused(t, err, "signin.wrong")
	if DuressOf(err) != nil {
		t.Error("a wrong passphrase says that she is forced")
	}
	refused(t, h.SetDuress(ctx, bayan, name(bayan), pass(bayan)), "duress.same")
}

func TestAMarkIsLeftInAStoppedHouseAndReadInAStartedOne(t *testing.T) {
	h := found(t, bayan)
	must(t, h.SetDuress(ctx, bayan, name(bayan), forcedPass))
	h.Stop()
	_, err := h.SignIn(ctx, name(bayan), forcedPass)
	d := DuressOf(err)
	if d == nil {
		t.Fatalf("a stopped house says %v", err)
	}
	at := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	must(t, h.LeaveMark(ctx, d, at))
	_, err = h.Marks(ctx)
	refused(t, err, "seal.stopped")
	id, err := h.SignIn(ctx, name(bayan), pass(bayan))
	must(t, err)
	must(t, h.Start(ctx, id))
	for range mostMarks + 3 { // more than that are not kept
		must(t, h.LeaveMark(ctx, d, at))
	}
	marks, err := h.Marks(ctx)
	must(t, err)
	if len(marks) != mostMarks || marks[0].Staff != bayan || !marks[0].At.Equal(at) {
		t.Errorf("%d marks, the first %+v", len(marks), marks[0])
	}
	// One that somebody else wrote there is passed over.
	must(t, h.changeHouse(ctx, func(f *houseFile) error { f.Marks[0][30] ^= 1; return nil }))
	marks, err = h.Marks(ctx)
	must(t, err)
	if len(marks) != mostMarks-1 {
		t.Errorf("%d marks with a foreign one", len(marks))
	}
	must(t, h.DropMarks(ctx))
	if marks, err = h.Marks(ctx); err != nil || len(marks) != 0 {
		t.Errorf("%d marks after they were told, %v", len(marks), err)
	}
}
