package seal

import (
	"bytes"
	"encoding/binary"
	"testing"

	"golang.org/x/crypto/chacha20poly1305"

	"example.org/pana"
)

func TestAPackedRingOpensWithItsSecretOnly(t *testing.T) {
	h := found(t, bayan, daulet, gulnur)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan, gulnur))
	r := h.ring(gulnur)
	value := h.write(r, madina, pana.Care, "words")
	secret := [32]byte(newKey())
	blob := r.Pack(secret)
	r.Close()
	if r.Has(tulip, pana.Care) {
		t.Error("a closed ring still has a circle")
	}
	again, err := h.Unpack(secret, blob)
	must(t, err)
	if again.Refreshed() || again.Staff != gulnur || !h.reads(again, madina, pana.Care, value) {
		t.Error("the ring came back different")
	}
	for i := range blob {
		bad := bytes.Clone(blob)
		bad[i] ^= 1
		if _, err := h.Unpack(secret, bad); say(err) != "seal.session" {
			t.Fatalf("byte %d changed: %v", i, err)
		}
	}
	for what, b := range map[string][]byte{"nothing": nil, "half": blob[:len(blob)/2], "one byte": {1}} {
		if _, err := h.Unpack(secret, b); say(err) != "seal.session" {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err = h.Unpack([32]byte{}, blob)
	refused(t, err, "seal.session")
	h.Stop()
	_, err = h.Unpack(secret, blob)
	refused(t, err, "seal.stopped")
	// After a power cut another process goes on with the same session.
	must(t, h.Start(ctx, h.signIn(bayan)))
	again, err = h.Unpack(secret, blob)
	must(t, err)
	if !h.reads(again, madina, pana.Care, value) {
		t.Error("the session did not outlive the stop")
	}
}

func TestAPackedRingNoticesThatCirclesChanged(t *testing.T) {
	h := found(t, bayan, daulet, gulnur)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan, gulnur))
	secret := [32]byte(newKey())
	blob := h.ring(gulnur).Pack(secret)
	must(t, h.Leave(ctx, tulip, pana.Care, gulnur))
	r, err := h.Unpack(secret, blob)
	must(t, err)
	if r.Has(tulip, pana.Care) || !r.Refreshed() {
		t.Error("taken out of the circle, her session still has it")
	}
	must(t, h.NewCircle(ctx, tulip, pana.Legal, gulnur))
	if r, err = h.Unpack(secret, r.Pack(secret)); err != nil || !r.Has(tulip, pana.Legal) {
		t.Errorf("let into a new circle, her session does not have it: %v", err)
	}
	if r, err = h.Unpack(secret, r.Pack(secret)); err != nil || r.Refreshed() {
		t.Errorf("nothing changed and it was opened anew: %v", err)
	}
}

// Whoever runs the database can write a row of his own, and knows the secret he
// made for it, but not the key of the house.
func TestNobodyMakesAPackedRingWithoutTheHouse(t *testing.T) {
	h := found(t, bayan)
	secret := [32]byte(newKey())
	r := h.ring(bayan)
	now, err := h.currentTide(ctx)
	must(t, err)
	seed := newKey()
	inside := binary.BigEndian.AppendUint64(seed[:], uint64(now))
	inside = lengthened(inside, string(bayan), "", "", string(bayan))
	blob := make([]byte, 1+chacha20poly1305.NonceSizeX)
	blob[0] = version
	aead, _ := chacha20poly1305.NewX(secret[:])
	if _, err := h.Unpack(secret, aead.Seal(blob, blob[1:], inside, []byte("pana/1 ring"))); say(err) != "seal.session" {
		t.Errorf("a forged ring: %v", err)
	}
	if _, err := h.Unpack(secret, r.Pack(secret)); err != nil {
		t.Errorf("her own: %v", err)
	}
	h.Stop()
	if blob := r.Pack(secret); len(blob) != 0 {
		t.Error("a stopped house packed a ring")
	}
}

func TestTheRingOfAContext(t *testing.T) {
	h := found(t, bayan)
	if RingFrom(ctx) != nil {
		t.Error("nobody has a ring")
	}
	if r := h.Outsider(); RingFrom(WithRing(ctx, r)) != r {
		t.Error("the ring got lost on the way")
	}
}

func FuzzReadRing(f *testing.F) {
	r := &Ring{vault: found(f, bayan).Vault, Staff: bayan, holder: string(bayan)}
	secret := Key{1}
	r.circles = map[Circle]*circleKeys{}
	r.put(Circle{Site: tulip, Compartment: pana.Care}, 3, &epochKeys{key: Key{5}})
	f.Add(r.Pack(secret))
	f.Add(make([]byte, 32+8+16))
	f.Add(bytes.Repeat([]byte{255}, 80))
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, ok := readRing(b); ok && r == nil {
			t.Error("no ring and no refusal")
		}
	})
}
