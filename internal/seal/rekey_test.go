package seal

import (
	"testing"

	"example.org/pana"
)

// kept is a house of three with a proven kit; it returns two of its sheets made whole.
func kept(t *testing.T) (*house, *Recovery) {
	t.Helper()
	h := found(t, bayan, daulet, gulnur)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan, gulnur))
	must(t, h.NewCircle(ctx, tulip, pana.Therapy, gulnur))
	must(t, h.KeepRecovery(ctx, bayan, daulet))
	sheets, err := h.Kit(ctx)
	must(t, err)
	key := whole(t, sheets)
	must(t, h.BurnRecovery(ctx, key))
	return h, key
}

func whole(t *testing.T, sheets [3]string) *Recovery {
	t.Helper()
	key, err := OpenKit(sheets[0], sheets[2])
	must(t, err)
	return key
}

func (h *house) opensWith(key *Recovery, owner Owner, c pana.Compartment, value []byte) bool {
	r, err := h.Rescue(ctx, tulip, key, bayan)
	if err != nil {
		return false
	}
	defer r.Close()
	return h.reads(r, owner, c, value)
}

func TestANewKitOpensEverythingAndTheOldNothing(t *testing.T) {
	h, old := kept(t)
	value := h.write(h.ring(gulnur), madina, pana.Therapy, "words")
	must(t, h.ring(gulnur).NameOnly(ctx, nodira, tulip, []pana.Compartment{pana.Therapy}, []pana.StaffID{gulnur}))
	narrow := h.write(h.ring(gulnur), nodira, pana.Therapy, "words of few")
	_, err := h.DrawNext(ctx, &Recovery{seed{1}}, nil)
	refused(t, err, "seal.recovery.wrong")
	_, err = h.DrawNext(ctx, nil, nil)
	refused(t, err, "seal.recovery.wrong")
	worthless, err := h.DrawNext(ctx, old, nil)
	must(t, err)
	sheets, err := h.DrawNext(ctx, old, nil)
	must(t, err)
	key := whole(t, sheets)

	// Drawn and not in force: the old one opens, also what is made meanwhile.
	must(t, h.NewCircle(ctx, tulip, pana.Legal, bayan))
	late := h.write(h.ring(bayan), madina, pana.Legal, "late words")
	must(t, h.ring(gulnur).Turn(ctx, tulip, pana.Therapy))
	if !h.opensWith(old, madina, pana.Legal, late) || !h.opensWith(old, nodira, pana.Therapy, narrow) || h.opensWith(key, madina, pana.Legal, late) {
		t.Error("a kit that nobody has proven is in force")
	}
	refused(t, h.TakeNext(ctx, whole(t, worthless), bayan, daulet), "seal.recovery.wrong")
	refused(t, h.TakeNext(ctx, old2(), bayan, daulet), "seal.recovery.wrong")
	n, err := h.TryRestore(ctx, key, t.TempDir(), []pana.SiteID{tulip})
	must(t, err)
	if n < 4 {
		t.Errorf("%d circles in the trial", n)
	}
	must(t, h.InForce(ctx, old)) // a trial changes nothing
	must(t, h.TakeNext(ctx, key, bayan, daulet))
	must(t, h.TakeNext(ctx, key, bayan, daulet))

	check := func(when string) {
		t.Helper()
		for place, v := range map[pana.Compartment][]byte{pana.Therapy: value, pana.Legal: late} {
			if !h.opensWith(key, madina, place, v) || h.opensWith(old, madina, place, v) {
				t.Errorf("%s, %s: the wrong kit opens it", when, place)
			}
		}
		if !h.opensWith(key, nodira, pana.Therapy, narrow) {
			t.Errorf("%s: the file of few is lost", when)
		}
	}
	check("at once")
	if list, err := h.Pending(ctx); err != nil || len(list) == 0 {
		t.Errorf("no circle waits to be turned: %v", err)
	}
	for _, who := range []pana.StaffID{gulnur, bayan} {
		_, err := h.ring(who).TurnPending(ctx)
		must(t, err)
	}
	check("after the turns")
	must(t, h.Rotate(ctx))
	must(t, h.Close())
	h.open()
	refused(t, h.StartWith(ctx, old), "seal.recovery.wrong")
	must(t, h.StartWith(ctx, key))
	check("after a restart")
	both, err := h.Recovery(ctx, h.signIn(daulet), h.signIn(bayan))
	must(t, err)
	must(t, h.InForce(ctx, both))
}

func old2() *Recovery { return &Recovery{seed{2}} }

func TestWithoutTheOldKeyACircleWaitsForItsMembers(t *testing.T) {
	h, old := kept(t)
	value := h.write(h.ring(gulnur), madina, pana.Therapy, "words")
	sheets, err := h.DrawNext(ctx, nil, h.ring(bayan)) // bayan is outside of therapy
	must(t, err)
	key := whole(t, sheets)
	refused(t, h.TakeNext(ctx, key, bayan, daulet), "seal.recovery.pending")
	_, err = h.TryRestore(ctx, key, t.TempDir(), []pana.SiteID{tulip})
	refused(t, err, "seal.recovery.pending")
	if drawn, pending, err := h.NextPending(ctx); !drawn || !pending || err != nil {
		t.Errorf("drawn %v, pending %v, %v", drawn, pending, err)
	}
	must(t, h.InForce(ctx, old))
	_, err = h.ring(gulnur).TurnPending(ctx)
	must(t, err)
	must(t, h.TakeNext(ctx, key, bayan, daulet))
	if !h.opensWith(key, madina, pana.Therapy, value) {
		t.Error("what waited is lost")
	}
}

func TestAHouseOfOneGetsANewKit(t *testing.T) {
	h := found(t, bayan)
	must(t, h.NewSupervision(ctx, tulip, bayan, ""))
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan))
	value := h.write(h.ring(bayan), madina, pana.Care, "words")
	first, err := h.Kit(ctx)
	must(t, err)
	old := whole(t, first)
	must(t, h.BurnRecovery(ctx, old))
	sheets, err := h.DrawNext(ctx, old, nil)
	must(t, err)
	key := whole(t, sheets)
	must(t, h.TakeNext(ctx, key, "", ""))
	_, err = h.ring(bayan).TurnPending(ctx)
	must(t, err)
	if !h.opensWith(key, madina, pana.Care, value) {
		t.Error("the new kit opens nothing")
	}
	must(t, h.NewSupervision(ctx, tulip, bayan, ""))
}

// The power fails at every step between the drawing and the end, and in the next
// hour somebody needs the kit: the one or the other opens everything.
func TestAPowerCutLeavesTheOldKitOrTheNew(t *testing.T) {
	for nth := 1; ; nth++ {
		h, old := kept(t)
		value := h.write(h.ring(gulnur), madina, pana.Therapy, "words")
		key := old
		cut, err := h.cut(nth, func() error {
			sheets, err := h.DrawNext(ctx, old, nil)
			if err != nil {
				return err
			}
			key = whole(t, sheets)
			return h.TakeNext(ctx, key, bayan, daulet)
		})
		must(t, err)
		must(t, h.Close())
		h.open()
		worked := 0
		for _, k := range []*Recovery{old, key} {
			if err := h.StartWith(ctx, k); err != nil {
				continue
			}
			if h.opensWith(k, madina, pana.Therapy, value) {
				worked++
			}
			h.Stop()
			if k == key && key == old {
				break
			}
		}
		if worked != 1 {
			t.Errorf("cut at step %d: %d kits open the house", nth, worked)
		}
		if !cut {
			if nth < 3 {
				t.Fatal("nothing was ever cut")
			}
			return
		}
		must(t, h.Close())
	}
}
