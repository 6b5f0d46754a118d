package seal

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
)

func TestACircleReadsWhatOthersDoNot(t *testing.T) {
	h := found(t, bayan, daulet, gulnur, saule)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan, gulnur))
	must(t, h.NewCircle(ctx, tulip, pana.Therapy, saule))
	refused(t, h.NewCircle(ctx, tulip, pana.Care, bayan), "seal.circle.exists")
	refused(t, h.NewCircle(ctx, poplar, pana.Care, bayan), "seal.supervision.absent")
	refused(t, h.NewCircle(ctx, tulip, pana.Legal, timur), "seal.person.absent")
	g, s := h.ring(gulnur), h.ring(saule)
	if !g.Has(tulip, pana.Care) || g.Has(tulip, pana.Therapy) || g.Has(poplar, pana.Care) || s.Has(tulip, pana.Care) {
		t.Error("rings hold other circles than they were let into")
	}
	value := h.write(g, madina, pana.Care, "words")
	if !h.reads(h.ring(bayan), madina, pana.Care, value) || !h.reads(g, madina, pana.Care, value) {
		t.Error("a member does not read it")
	}
	if h.reads(s, madina, pana.Care, value) || h.reads(h.Outsider(), madina, pana.Care, value) {
		t.Error("an outsider reads it")
	}
	// Absent and closed look the same.
	_, absent := g.Opener(ctx, nodira, tulip, pana.Care)
	_, shut := s.Opener(ctx, madina, tulip, pana.Care)
	if absent.Error() != shut.Error() || pana.KindOf(shut) != pana.NotFound {
		t.Errorf("absent %v, closed %v", absent, shut)
	}
	_, err := g.Sealer(ctx, madina, poplar, pana.Care)
	refused(t, err, "seal.circle.absent")
	got, err := h.Members(ctx, tulip, pana.Care)
	must(t, err)
	if diff := cmp.Diff([]pana.StaffID{bayan, gulnur}, got); diff != "" {
		t.Error(diff)
	}
	k1, ok1 := g.Circle(tulip, pana.Care)
	k2, ok2 := h.ring(bayan).Circle(tulip, pana.Care)
	if _, ok := s.Circle(tulip, pana.Care); !ok1 || !ok2 || ok || k1 != k2 {
		t.Error("members do not share the circle's key, or others have it")
	}
}

func TestSomeoneWaitsToBeLetIn(t *testing.T) {
	h := found(t, bayan, daulet, gulnur, saule)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan))
	value := h.write(h.ring(bayan), madina, pana.Care, "words")
	must(t, h.Ask(ctx, tulip, pana.Care, gulnur))
	must(t, h.Ask(ctx, tulip, pana.Care, gulnur))
	must(t, h.Ask(ctx, tulip, pana.Care, bayan)) // is inside
	refused(t, h.Ask(ctx, tulip, pana.Care, timur), "seal.person.absent")
	list, err := h.Waiting(ctx)
	must(t, err)
	if diff := cmp.Diff([]Admission{{tulip, pana.Care, gulnur}}, list); diff != "" {
		t.Error(diff)
	}
	refused(t, h.ring(saule).Admit(ctx, tulip, pana.Care, gulnur), "seal.outside")
	refused(t, h.ring(gulnur).Admit(ctx, tulip, pana.Care, gulnur), "seal.outside")
	must(t, h.ring(bayan).Admit(ctx, tulip, pana.Care, gulnur))
	must(t, h.ring(bayan).Admit(ctx, tulip, pana.Care, gulnur))
	if list, _ := h.Waiting(ctx); len(list) != 0 {
		t.Errorf("still waiting: %v", list)
	}
	if !h.reads(h.ring(gulnur), madina, pana.Care, value) {
		t.Error("let in and does not read")
	}
}

func TestAnOutsiderWritesAndTheFirstMemberTakesItIn(t *testing.T) {
	h := found(t, bayan, daulet, timur)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan))
	night := h.ring(timur)
	one := h.write(night, madina, pana.Care, "came at three")
	two := h.write(night, madina, pana.Care, "slept at four")
	rows := func() (outside, all int) {
		t.Helper()
		must(t, h.view(ctx, func(tx *dbTx) error {
			list, err := keysOf(ctx, tx, tulip, []Owner{madina}, []pana.Compartment{pana.Care})
			for _, k := range list {
				if k.Outside {
					outside++
				}
			}
			all = len(list)
			return err
		}))
		return outside, all
	}
	if o, n := rows(); o != 1 || n != 1 {
		t.Errorf("one ring writing twice made %d keys, %d outside", n, o)
	}
	three := h.write(h.ring(timur), madina, pana.Care, "another night")
	four := h.write(h.Outsider(), madina, pana.Care, "a letter")
	if h.reads(h.ring(timur), madina, pana.Care, one) {
		t.Error("he reads it the next night")
	}
	member := h.ring(bayan)
	for i, v := range [][]byte{one, two, three, four} {
		if !h.reads(member, madina, pana.Care, v) {
			t.Errorf("the member does not read text %d", i+1)
		}
	}
	if o, n := rows(); o != 0 || n != 3 {
		t.Errorf("after a member read: %d keys, %d outside", n, o)
	}
	five := h.write(member, madina, pana.Care, "the member writes on")
	if o, n := rows(); o != 0 || n != 3 || !h.reads(h.ring(bayan), madina, pana.Care, five) {
		t.Errorf("the member made a further key: %d", n)
	}
	k, err := h.NewKey(WithRing(ctx, member), madina, tulip, pana.Care)
	must(t, err)
	s, err := member.Sealer(ctx, madina, tulip, pana.Care)
	must(t, err)
	if n, current := s.Key(); current != k || n != 3 {
		t.Error("NewKey gives another key than Sealer")
	}
}

func TestLeavingTakesEffectAtOnceAndTurningShutsTheDoor(t *testing.T) {
	h := found(t, bayan, daulet, gulnur)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan, gulnur))
	old := h.ring(gulnur)
	lasting, _ := old.Circle(tulip, pana.Care)
	value := h.write(old, madina, pana.Care, "words")
	stolen := *old.circles[Circle{Site: tulip, Compartment: pana.Care}].epochs[1]

	must(t, h.Leave(ctx, tulip, pana.Care, gulnur))
	must(t, h.Leave(ctx, tulip, pana.Care, gulnur))
	if h.reads(old, madina, pana.Care, value) || old.Has(tulip, pana.Care) {
		t.Error("the ring she had in her hands still opens it")
	}
	waits, err := h.Pending(ctx)
	must(t, err)
	if diff := cmp.Diff([]Circle{{Site: tulip, Compartment: pana.Care}}, waits); diff != "" {
		t.Error(diff)
	}
	if n, err := h.ring(gulnur).TurnPending(ctx); n != 0 || err != nil {
		t.Errorf("she turned it herself: %d, %v", n, err)
	}
	refused(t, h.ring(gulnur).Turn(ctx, tulip, pana.Care), "seal.outside")
	if n, err := h.ring(bayan).TurnPending(ctx); n != 1 || err != nil {
		t.Errorf("turned %d, %v", n, err)
	}
	if waits, _ := h.Pending(ctx); len(waits) != 0 {
		t.Errorf("still pending: %v", waits)
	}
	if !h.reads(h.ring(bayan), madina, pana.Care, value) {
		t.Error("the circle lost its words by turning")
	}
	if k, _ := h.ring(bayan).Circle(tulip, pana.Care); k != lasting {
		t.Error("the lasting key did not last")
	}
	// What she carried off opens no data key as it rests now.
	must(t, h.view(ctx, func(tx *dbTx) error {
		list, err := keysOf(ctx, tx, tulip, []Owner{madina}, []pana.Compartment{pana.Care})
		for _, k := range list {
			if _, err := stolen.key.Open(k.place(), k.Value); say(err) != "seal.damaged" {
				t.Errorf("her old key opens the store: %v", err)
			}
		}
		if len(list) != 1 {
			t.Errorf("%d keys", len(list))
		}
		return err
	}))
}

func TestATurnCutOffGoesOnLater(t *testing.T) {
	h := found(t, bayan, daulet, gulnur)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan, gulnur, daulet))
	owners := make([]Owner, 0, 2*turnBatch+turnBatch/2)
	values := map[Owner][]byte{}
	r := h.ring(bayan)
	for i := range cap(owners) {
		owners = append(owners, Owner(fmt.Sprintf("client-%04d", i)))
	}
	for part := range slices.Chunk(owners, MaxOwners) {
		must(t, r.Prepare(ctx, tulip, part, pana.Care))
	}
	for i := 0; i < len(owners); i += 97 {
		values[owners[i]] = h.write(r, owners[i], pana.Care, "words")
	}
	must(t, h.Leave(ctx, tulip, pana.Care, gulnur))
	// The first transaction makes the epoch, the next move a batch each.
	if was, err := h.cut(3, func() error { return r.Turn(ctx, tulip, pana.Care) }); !was || err != nil {
		t.Fatal("the turn was not cut off", err)
	}
	waits, err := h.Pending(ctx)
	must(t, err)
	if len(waits) != 1 {
		t.Fatalf("pending: %v", waits)
	}
	check := func(when string) {
		t.Helper()
		for _, staff := range []pana.StaffID{bayan, daulet} {
			r := h.ring(staff)
			for o, v := range values {
				if !h.reads(r, o, pana.Care, v) {
					t.Fatalf("%s, %s does not read %s", when, staff, o)
				}
			}
		}
	}
	check("cut off")
	// Someone is let in while it is half done.
	id, err := h.AddPerson(ctx, saule, name(saule), pass(saule), false)
	must(t, err)
	h.ids[saule] = id
	must(t, h.ring(daulet).Admit(ctx, tulip, pana.Care, saule))
	if !h.reads(h.ring(saule), owners[0], pana.Care, values[owners[0]]) || !h.reads(h.ring(saule), owners[97*12], pana.Care, values[owners[97*12]]) {
		t.Error("let in half way, she reads half")
	}
	h.reopen(bayan)
	if n, err := h.ring(daulet).TurnPending(ctx); n != 1 || err != nil {
		t.Fatalf("turned %d, %v", n, err)
	}
	if waits, _ := h.Pending(ctx); len(waits) != 0 {
		t.Errorf("still pending: %v", waits)
	}
	check("turned")
}

func TestTwoPeopleTogetherOpenEverything(t *testing.T) {
	h := found(t, bayan, daulet, gulnur, saule)
	refused(t, h.NewSupervision(ctx, poplar, bayan, bayan), "seal.supervision.two")
	refused(t, h.NewSupervision(ctx, poplar, bayan, timur), "seal.person.absent")
	must(t, h.NewCircle(ctx, tulip, pana.Therapy, saule))
	must(t, h.NewCircle(ctx, tulip, pana.Care, gulnur))
	value := h.write(h.ring(saule), madina, pana.Therapy, "words")
	must(t, h.ring(saule).NameOnly(ctx, madina, tulip, []pana.Compartment{pana.Therapy}, []pana.StaffID{saule}))

	for what, c := range map[string][2]*Identity{
		"one alone":        {h.ids[bayan], h.ids[bayan]},
		"one and nobody":   {h.ids[bayan], nil},
		"one and a third":  {h.ids[bayan], h.ids[saule]},
		"two others":       {h.ids[gulnur], h.ids[saule]},
		"nobody with both": {nil, nil},
	} {
		if _, err := h.Supervise(ctx, tulip, c[0], c[1]); say(err) != "seal.supervise.two" {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, c := range [][2]pana.StaffID{{bayan, daulet}, {daulet, bayan}} {
		r, err := h.Supervise(ctx, tulip, h.ids[c[0]], h.ids[c[1]])
		must(t, err)
		if r.Staff != c[0] || r.With != c[1] {
			t.Errorf("the ring is of %s with %s", r.Staff, r.With)
		}
		if !h.reads(r, madina, pana.Therapy, value) || !r.Has(tulip, pana.Care) {
			t.Error("the two do not open it")
		}
		r, err = h.Unpack([32]byte{1}, r.Pack([32]byte{1}))
		must(t, err)
		if !h.reads(r, madina, pana.Therapy, value) {
			t.Error("packed, the supervised ring opens less")
		}
	}
	// The keeper of a half leaves; the site gets a new key.
	must(t, h.RemovePerson(ctx, daulet))
	if first, second, err := h.Supervisors(ctx, tulip); first != bayan || second != "" || err != nil {
		t.Errorf("kept by %q and %q, %v", first, second, err)
	}
	must(t, h.NewSupervision(ctx, tulip, bayan, gulnur))
	r, err := h.Supervise(ctx, tulip, h.ids[bayan], h.ids[gulnur])
	must(t, err)
	if r.Has(tulip, pana.Care) {
		t.Error("the new key opens a circle that was not turned")
	}
	for _, staff := range []pana.StaffID{saule, gulnur} {
		_, err = h.ring(staff).TurnPending(ctx)
		must(t, err)
	}
	if waits, _ := h.Pending(ctx); len(waits) != 0 {
		t.Errorf("still pending: %v", waits)
	}
	r, err = h.Supervise(ctx, tulip, h.ids[bayan], h.ids[gulnur])
	must(t, err)
	if !h.reads(r, madina, pana.Therapy, value) || !r.Has(tulip, pana.Care) {
		t.Error("the new key does not open it after the turn")
	}
	// A forgotten passphrase: she comes as a new person and the two let her in.
	must(t, h.RemovePerson(ctx, saule))
	id, err := h.AddPerson(ctx, saule, name(saule), "what she remembers now", false)
	must(t, err)
	must(t, r.Admit(ctx, tulip, pana.Therapy, saule))
	back, err := h.Ring(ctx, id)
	must(t, err)
	if !back.Has(tulip, pana.Therapy) {
		t.Error("the two could not let her in")
	}
}

func TestNamedPeopleOnly(t *testing.T) {
	h := found(t, bayan, daulet, gulnur, saule, timur)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan, gulnur, saule))
	must(t, h.NewCircle(ctx, tulip, pana.Health, bayan, saule))
	care := h.write(h.ring(gulnur), madina, pana.Care, "words")
	sick := h.write(h.ring(saule), madina, pana.Health, "more words")
	late := h.ring(saule)
	both := []pana.Compartment{pana.Care, pana.Health}

	// Saule is the one concerned. Gulnur sets it; health is not hers to open.
	must(t, h.ring(gulnur).NameOnly(ctx, madina, tulip, both, []pana.StaffID{gulnur, bayan}))
	for what, r := range map[string]*Ring{"her ring of before": late, "a new ring": h.ring(saule)} {
		if h.reads(r, madina, pana.Care, care) || h.reads(r, madina, pana.Health, sick) {
			t.Errorf("%s still opens it", what)
		}
		if shut, err := r.Closed(ctx, madina, tulip, both...); err != nil || len(shut) != 2 {
			t.Errorf("%s: closed %v, %v", what, shut, err)
		}
		if shut, err := r.Closed(ctx, nodira, tulip, both...); err != nil || len(shut) != 0 {
			t.Errorf("%s: of another client closed %v, %v", what, shut, err)
		}
	}
	if !h.reads(h.ring(gulnur), madina, pana.Care, care) || !h.reads(h.ring(bayan), madina, pana.Care, care) {
		t.Error("someone named does not read it")
	}
	waits, err := h.Pending(ctx)
	must(t, err)
	if diff := cmp.Diff([]Circle{{tulip, pana.Health, madina}}, waits); diff != "" {
		t.Error(diff)
	}
	// Even the one concerned moves the rest of it out of her own reach.
	_, err = h.ring(saule).TurnPending(ctx)
	must(t, err)
	if !h.reads(h.ring(bayan), madina, pana.Health, sick) || !h.reads(h.ring(gulnur), madina, pana.Health, sick) || h.reads(h.ring(saule), madina, pana.Health, sick) {
		t.Error("the health words are not with those named")
	}
	named, err := h.Named(ctx, madina, tulip)
	must(t, err)
	want := map[pana.Compartment][]pana.StaffID{pana.Care: {bayan, gulnur}, pana.Health: {bayan, gulnur}}
	if diff := cmp.Diff(want, named); diff != "" {
		t.Error(diff)
	}
	// She and the night may still write, and not read.
	hers, his := h.write(h.ring(saule), madina, pana.Care, "hers"), h.write(h.ring(timur), madina, pana.Care, "his")
	if h.reads(h.ring(saule), madina, pana.Care, hers) || h.reads(h.ring(saule), madina, pana.Care, his) {
		t.Error("what is written later is open to her")
	}
	if !h.reads(h.ring(bayan), madina, pana.Care, hers) || !h.reads(h.ring(bayan), madina, pana.Care, his) {
		t.Error("what is written later is lost to those named")
	}
	refused(t, h.ring(saule).NameOnly(ctx, madina, tulip, both, []pana.StaffID{saule}), "seal.outside")
	refused(t, h.ring(saule).Reopen(ctx, madina, tulip, both), "seal.outside")
	refused(t, h.ring(bayan).NameOnly(ctx, madina, tulip, both, nil), "seal.named.missing")

	// Others are named; then it is lifted.
	must(t, h.ring(bayan).NameOnly(ctx, madina, tulip, both, []pana.StaffID{bayan, timur}))
	if h.reads(h.ring(gulnur), madina, pana.Care, care) || !h.reads(h.ring(timur), madina, pana.Care, care) || !h.reads(h.ring(timur), madina, pana.Health, sick) {
		t.Error("naming others changed nothing")
	}
	must(t, h.ring(timur).Reopen(ctx, madina, tulip, both))
	must(t, h.ring(timur).Reopen(ctx, madina, tulip, both))
	for _, v := range [][]byte{care, hers, his} {
		if !h.reads(h.ring(saule), madina, pana.Care, v) || !h.reads(h.ring(gulnur), madina, pana.Care, v) || h.reads(h.ring(timur), madina, pana.Care, v) {
			t.Error("lifting it did not bring the circle back")
		}
	}
	if waits, _ := h.Pending(ctx); len(waits) != 0 {
		t.Errorf("still pending: %v", waits)
	}
}

func TestAForgottenOwnerIsGoneForEveryone(t *testing.T) {
	h := found(t, bayan, daulet)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan))
	must(t, h.NewCircle(ctx, tulip, pana.Health, bayan))
	r := h.ring(bayan)
	care, sick := h.write(r, madina, pana.Care, "words"), h.write(r, madina, pana.Health, "words")
	other := h.write(r, nodira, pana.Care, "words")
	must(t, r.NameOnly(ctx, madina, tulip, []pana.Compartment{pana.Health}, []pana.StaffID{bayan}))
	must(t, h.Forget(ctx, madina))
	must(t, h.Forget(ctx, madina))
	refused(t, h.Forget(ctx, ""), "seal.owner.missing")
	two, err := h.Supervise(ctx, tulip, h.ids[bayan], h.ids[daulet])
	must(t, err)
	for what, r := range map[string]*Ring{"the ring in hand": r, "a new ring": h.ring(bayan), "two together": two} {
		if h.reads(r, madina, pana.Care, care) || h.reads(r, madina, pana.Health, sick) {
			t.Errorf("%s still opens it", what)
		}
		if !h.reads(r, nodira, pana.Care, other) {
			t.Errorf("%s lost another client", what)
		}
	}
}

func TestOrphansAreSwept(t *testing.T) {
	h := found(t, bayan, daulet)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan))
	r := h.ring(bayan)
	h.write(r, madina, pana.Care, "kept")
	h.write(r, nodira, pana.Care, "never written")
	only := func(o Owner) (bool, error) { return o == madina, nil }
	if n, err := h.Sweep(ctx, only); n != 0 || err != nil {
		t.Errorf("swept %d keys made just now, %v", n, err)
	}
	h.now = h.now.Add(25 * time.Hour)
	h.write(h.ring(bayan), "just-now", pana.Care, "being written")
	if n, err := h.Sweep(ctx, only); n != 1 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	got, err := h.ring(bayan).Openers(ctx, []Owner{madina, nodira, "just-now"}, tulip, pana.Care)
	must(t, err)
	if len(got) != 2 || got[nodira] != nil {
		t.Errorf("%d owners left", len(got))
	}
}
