package seal

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/pana"
)

func TestAHouseIsFoundedStoppedAndStarted(t *testing.T) {
	h := found(t)
	if h.State() != Started || h.PageKey() == nil {
		t.Fatal("a house just founded is not started")
	}
	page := *h.PageKey()
	own, err := h.House()
	must(t, err)
	id, err := h.AddPerson(ctx, bayan, name(bayan), pass(bayan), true)
	must(t, err)
	if !id.MayStart() {
		t.Error("the director may not start")
	}
	refused(t, h.Found(ctx), "seal.founded")
	h.Stop()
	h.Stop()
	if h.State() != Stopped || h.PageKey() != nil || !h.Founded() {
		t.Error("a stopped house still holds something, or forgot it was founded")
	}
	refused(t, h.Found(ctx), "seal.founded")
	_, err = h.House()
	refused(t, err, "seal.stopped")
	_, err = h.Members(ctx, tulip, pana.Care)
	refused(t, err, "seal.stopped")

	h.reopen(bayan)
	must(t, h.Start(ctx, h.signIn(bayan)))
	if got := h.PageKey(); got == nil || *got != page {
		t.Error("another page key after the start")
	}
	again, err := h.House()
	must(t, err)
	if again.Key != own.Key || again.Watch != own.Watch || !again.Signer().Equal(own.Signer()) || !bytes.Equal(again.Recovery, own.Recovery) {
		t.Error("other house keys after the start")
	}
	a, err := own.Mailbox()
	must(t, err)
	b, err := again.Mailbox()
	must(t, err)
	if !bytes.Equal(a.PublicKey().Bytes(), b.PublicKey().Bytes()) {
		t.Error("another mailbox after the start")
	}
}

func TestOnlySomeoneWhoMayStartsTheHouse(t *testing.T) {
	h := found(t, bayan)
	_, err := h.AddPerson(ctx, timur, name(timur), pass(timur), false)
	must(t, err)
	h.Stop()
	id := h.signIn(timur)
	if id.Staff != timur {
		t.Errorf("signed in as %s", id.Staff)
	}
	refused(t, h.Start(ctx, id), "seal.maynotstart")
	must(t, h.Start(ctx, h.signIn(bayan)))
	must(t, h.SetStart(ctx, id, name(timur), pass(timur), true))
	if !id.MayStart() {
		t.Error("the right was not given")
	}
	h.Stop()
	must(t, h.Start(ctx, h.signIn(timur)))
	id = h.signIn(timur)
	must(t, h.SetStart(ctx, id, name(timur), pass(timur), false))
	h.Stop()
	refused(t, h.Start(ctx, h.signIn(timur)), "seal.maynotstart")
}

func TestAHouseNobodyCanStartIsNotFounded(t *testing.T) {
	h := found(t)
	must(t, h.Close())
	h.open()
	if h.Founded() {
		t.Error("founded, and nobody can start it")
	}
	must(t, h.Found(ctx))
	_, err := h.AddPerson(ctx, bayan, name(bayan), pass(bayan), true)
	must(t, err)
	h.reopen(bayan)
}

func TestAnEmptyFolderIsAHouseToBeFounded(t *testing.T) {
	onSQLite(t)
	o := StoreOptions{Dir: filepath.Join(t.TempDir(), "new"), Cost: Cheapest}
	v, err := OpenStore(ctx, o)
	must(t, err)
	defer v.Close()
	if v.Founded() || v.State() != Stopped {
		t.Error("an empty folder is taken for a house")
	}
	_, err = v.SignIn(ctx, "x", "y")
	refused(t, err, "seal.unfounded")
	o.Cost = Cost{Memory: 1, Passes: 1, Lanes: 1}
	_, err = OpenStore(ctx, o)
	refused(t, err, "seal.cost")
}

func TestAKeyStoreThatIsNotWholeIsRefused(t *testing.T) {
	onSQLite(t)
	for what, c := range map[string]struct {
		harm func(dir string) error
		open string // refused when opened, or
		want string // when started
	}{
		"another program's key file": {func(d string) error { return os.WriteFile(filepath.Join(d, HouseFile), []byte("[1]"), 0o600) }, "seal.store.foreign", ""},
		"half a key file": {func(d string) error {
			return os.Truncate(filepath.Join(d, HouseFile), 300)
		}, "seal.store.damaged", ""},
		"no key database":   {func(d string) error { return os.Remove(filepath.Join(d, "keys.1.db")) }, "", "seal.store.damaged"},
		"an empty database": {func(d string) error { return os.Truncate(filepath.Join(d, "keys.1.db"), 0) }, "", "seal.store.damaged"},
		"noise for a database": {func(d string) error {
			return os.WriteFile(filepath.Join(d, "keys.1.db"), noise(40960), 0o600)
		}, "", "db.key"},
	} {
		h := found(t, bayan)
		must(t, h.Close())
		must(t, c.harm(h.o.Dir))
		v, err := OpenStore(ctx, h.o)
		if c.open != "" {
			if say(err) != c.open {
				t.Errorf("%s: %v, want %s", what, err, c.open)
			}
			continue
		}
		must(t, err)
		id, err := v.SignIn(ctx, name(bayan), pass(bayan))
		must(t, err)
		if got := say(v.Start(ctx, id)); got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
		if v.State() != Stopped || v.PageKey() != nil {
			t.Errorf("%s: it is started all the same", what)
		}
		must(t, v.Close())
	}
}

func TestTheKeyStoreShowsNoIdsOnDisk(t *testing.T) {
	onSQLite(t)
	h := found(t, bayan, daulet)
	must(t, h.NewCircle(ctx, tulip, pana.Care, bayan))
	h.write(h.ring(bayan), madina, pana.Care, "words")
	entries, err := os.ReadDir(h.o.Dir)
	must(t, err)
	looked := 0
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(h.o.Dir, e.Name()))
		must(t, err)
		looked += len(b)
		for _, secret := range []string{string(bayan), string(madina), name(bayan), "tulip", "SQLite format", "CREATE TABLE"} {
			if bytes.Contains(b, []byte(secret)) {
				t.Errorf("%s shows %q", e.Name(), secret)
			}
		}
	}
	if i, err := os.Stat(h.o.Dir); err != nil || i.Mode().Perm() != 0o700 {
		t.Errorf("the folder can be read by others: %v", err)
	}
	if looked < 10000 {
		t.Errorf("only %d bytes looked at", looked)
	}
}

func TestTwoDerivationsAtOnceAndTheNextWaits(t *testing.T) {
	h := found(t, bayan)
	h.guesses <- struct{}{}
	h.guesses <- struct{}{}
	soon, cancel := context.WithCancel(ctx)
	cancel()
	_, err := h.SignIn(soon, name(bayan), pass(bayan))
	refused(t, err, "signin.busy")
	done := make(chan error)
	go func() {
		_, err := h.SignIn(ctx, name(bayan), pass(bayan))
		done <- err
	}()
	<-h.guesses
	must(t, <-done)
	<-h.guesses
}

func TestSigningInWithAnythingWrongLooksTheSame(t *testing.T) {
	h := found(t, bayan)
	var first error
	for what, c := range map[string][2]string{
		"unknown name":       {"nobody of ours", pass(bayan)},
		"wrong passphrase":   {name(bayan), "something else altogether"},
		"nothing":            {"", ""},
		"an endless one":     {name(bayan), strings.Repeat("x", 1<<20)},
		"right, and then on": {name(bayan), pass(bayan) + " "},
	} {
		_, err := h.SignIn(ctx, c[0], c[1])
		if say(err) != "signin.wrong" || pana.KindOf(err) != pana.Forbidden {
			t.Errorf("%s: %v", what, err)
		}
		if first == nil {
			first = err
		}
		if err == nil || err.Error() != first.Error() {
			t.Errorf("%s reads %q, another %q", what, err, first)
		}
	}
}
