package seal

import (
	"testing"

	"example.org/pana"
)

func TestAddingSomeone(t *testing.T) {
	h := found(t, bayan)
	add := func(staff pana.StaffID, name, pass string) error {
		_, err := h.AddPerson(ctx, staff, name, pass, false)
		return err
	}
	for what, c := range map[string]struct {
		err  error
		want string
	}{
		"a short passphrase":           {add(timur, "t", "short"), "passphrase.short"},
		"no name":                      {add(timur, " ", pass(timur)), "seal.name.missing"},
		"no id":                        {add("", "t", pass(timur)), "seal.staff.id"},
		"an id like a key's":           {add(".recovery", "t", pass(timur)), "seal.staff.id"},
		"someone here already":         {add(bayan, "b", pass(timur)), "seal.person.exists"},
		"another's name and passwords": {add(timur, name(bayan), pass(bayan)), "seal.slot.taken"},
		"the same name only":           {add(timur, name(bayan), pass(timur)), "no error"},
	} {
		if got := say(c.err); got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
	}
	_, err := h.PublicKey(ctx, saule)
	refused(t, err, "seal.person.absent")
	h.Stop()
	refused(t, add(saule, "s", pass(saule)), "seal.stopped")
}

func TestSomeoneTakenOutCanDoNothing(t *testing.T) {
	h := found(t, bayan, daulet, gulnur)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan, gulnur))
	value := h.write(h.ring(bayan), madina, pana.Care, "words")
	var secret [32]byte
	blob := h.ring(gulnur).Pack(secret)
	must(t, h.Ask(ctx, tulip, pana.Health, gulnur))

	must(t, h.RemovePerson(ctx, gulnur))
	must(t, h.RemovePerson(ctx, gulnur))
	_, err := h.SignIn(ctx, name(gulnur), pass(gulnur))
	refused(t, err, "signin.wrong")
	_, err = h.Unpack(secret, blob)
	refused(t, err, "seal.gone")
	_, err = h.Ring(ctx, h.ids[gulnur])
	refused(t, err, "seal.gone")
	if list, err := h.Waiting(ctx); err != nil || len(list) != 0 {
		t.Errorf("still waiting: %v, %v", list, err)
	}
	if list, err := h.Pending(ctx); err != nil || len(list) != 1 || list[0].Compartment != pana.Care {
		t.Errorf("waiting to be turned: %v, %v", list, err)
	}
	if !h.reads(h.ring(bayan), madina, pana.Care, value) {
		t.Error("Bayan lost it too")
	}
	// She comes back as a new person, with nothing.
	id, err := h.AddPerson(ctx, gulnur, name(gulnur), pass(gulnur), false)
	must(t, err)
	h.ids[gulnur] = id
	if h.reads(h.ring(gulnur), madina, pana.Care, value) {
		t.Error("she reads what she read before")
	}
}

func TestAChangedPassphrase(t *testing.T) {
	for _, seen := range []bool{false, true} {
		h := found(t, bayan, daulet, gulnur)
		must(t, h.NewCircle(ctx, tulip, pana.Care, bayan, gulnur))
		must(t, h.NewSupervision(ctx, tulip, gulnur, bayan))
		must(t, h.ring(bayan).Turn(ctx, tulip, pana.Care))
		value := h.write(h.ring(bayan), madina, pana.Care, "words")
		var secret [32]byte
		blob := h.ring(gulnur).Pack(secret)
		before, err := h.PublicKey(ctx, gulnur)
		must(t, err)

		id := h.ids[gulnur]
		refused(t, h.ChangePassphrase(ctx, id, name(gulnur), "not the old one at all", "g", "quite another one, long", seen), "signin.wrong")
		refused(t, h.ChangePassphrase(ctx, id, name(bayan), pass(bayan), "g", "quite another one, long", seen), "signin.wrong")
		refused(t, h.ChangePassphrase(ctx, id, name(gulnur), pass(gulnur), "g", "short", seen), "passphrase.short")
		refused(t, h.ChangePassphrase(ctx, id, name(gulnur), pass(gulnur), name(bayan), pass(bayan), seen), "seal.slot.taken")
		if seen {
			refused(t, h.ChangePassphrase(ctx, id, name(gulnur), pass(gulnur), "g", pass(gulnur), seen), "passphrase.same")
		}
		must(t, h.ChangePassphrase(ctx, id, name(gulnur), pass(gulnur), "g", "quite another one, long", seen))

		_, err = h.SignIn(ctx, name(gulnur), pass(gulnur))
		refused(t, err, "signin.wrong")
		again, err := h.SignIn(ctx, "g", "quite another one, long")
		must(t, err)
		if !again.MayStart() || again.spare != (seed{}) {
			t.Error("her slot came out different")
		}
		after, err := h.PublicKey(ctx, gulnur)
		must(t, err)
		if same := string(before) == string(after); same == seen {
			t.Errorf("seen %v: the key pair is the same: %v", seen, same)
		}
		r, err := h.Ring(ctx, again)
		must(t, err)
		if !h.reads(r, madina, pana.Care, value) || !h.reads(h.ring(gulnur), madina, pana.Care, value) {
			t.Errorf("seen %v: she lost what was hers", seen)
		}
		if _, err = h.Unpack(secret, blob); seen {
			refused(t, err, "seal.gone")
		} else {
			must(t, err)
		}
		_, err = h.Supervise(ctx, tulip, again, h.ids[bayan])
		must(t, err)
		// The slot that was noted is the one that goes with her.
		must(t, h.RemovePerson(ctx, gulnur))
		_, err = h.SignIn(ctx, "g", "quite another one, long")
		refused(t, err, "signin.wrong")
	}
}

func TestAPassphraseChangeCutOffAnywhereLeavesHerAWayIn(t *testing.T) {
	for cut := 1; ; cut++ {
		h := found(t, bayan, daulet, gulnur)
		must(t, h.NewCircle(ctx, tulip, pana.Care, bayan, gulnur))
		value := h.write(h.ring(bayan), madina, pana.Care, "words")
		id := *h.ids[gulnur]
		was, err := h.cut(cut, func() error {
			return h.ChangePassphrase(ctx, &id, name(gulnur), pass(gulnur), "g", "quite another one, long", true)
		})
		must(t, err)
		h.reopen(bayan)
		in, failed := h.SignIn(ctx, "g", "quite another one, long")
		if failed != nil {
			in, failed = h.SignIn(ctx, name(gulnur), pass(gulnur))
		}
		if failed != nil {
			t.Fatalf("cut off at transaction %d, neither passphrase works: %v", cut, failed)
		}
		r, failed := h.Ring(ctx, in)
		if failed != nil || !h.reads(r, madina, pana.Care, value) {
			t.Fatalf("cut off at transaction %d, she opens nothing: %v", cut, failed)
		}
		must(t, h.RemovePerson(ctx, gulnur))
		for _, c := range [][2]string{{"g", "quite another one, long"}, {name(gulnur), pass(gulnur)}} {
			_, failed = h.SignIn(ctx, c[0], c[1])
			refused(t, failed, "signin.wrong")
		}
		if !was {
			if cut < 4 {
				t.Fatalf("only %d transactions were tried", cut)
			}
			return
		}
	}
}
