package main

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/proof"
	"example.org/pana/internal/seal"
	"example.org/pana/web"
)

// quickest is how long the program may take from its start to a session, after
// it was killed.
const quickest = 2 * time.Second

// A killed house is the real program in a folder, ended in the middle again and
// again, and what was acknowledged before.
type killed struct {
	dir, code string
	sheets    [3]string
	said      map[string]bool // texts of notes whose form was answered
	slowest   time.Duration
}

func toKill(t *testing.T) *killed {
	t.Helper()
	w := housetest.Open(t, web.Schema())
	if w.Options().Dir == "" {
		t.Skip("this is about one process and its folder")
	}
	k := &killed{dir: w.Options().Dir, code: bringIn(t, w), sheets: w.Sheets(), said: map[string]bool{}}
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	return k
}

// round starts the program, writes notes as fast as it takes them, and kills it
// after a time.
func (k *killed) round(t *testing.T, n int, after time.Duration) {
	t.Helper()
	began := time.Now()
	p := serveFolder(t, k.dir)
	saule := p.comeIn(t, "saule")
	k.slowest = max(k.slowest, time.Since(began))
	var wg sync.WaitGroup
	var mu sync.Mutex
	for hand := range 3 {
		wg.Go(func() {
			for i := 0; ; i++ {
				text := fmt.Sprintf("note %d of hand %d in round %d", i, hand, n)
				a, err := saule.PostForm(p.url+"/clients/"+k.code+"/notes/new", url.Values{"compartment": {"care"}, "text": {text}})
				if err != nil {
					return
				}
				a.Body.Close()
				if a.StatusCode != http.StatusSeeOther {
					t.Errorf("a note: %s", a.Status)
					return
				}
				mu.Lock()
				k.said[text] = true
				mu.Unlock()
			}
		})
	}
	time.Sleep(after)
	p.kill()
	wg.Wait()
	saule.CloseIdleConnections()
	p.end()
}

// looks through the whole file: everything acknowledged is there once, whole,
// and the files pass their own check.
func (k *killed) whole(t *testing.T, dir string) {
	t.Helper()
	h, err := house.Open(t.Context(), house.Options{Dir: dir, Schema: web.Schema(), KDF: seal.Cheapest})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	cookie, _, err := h.SignIn(t.Context(), house.Entry{Name: "saule", Passphrase: housetest.Passphrase("saule"), Address: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, _, err := h.Resume(context.Background(), cookie)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.DB.Check(ctx); err != nil {
		t.Fatalf("the files: %v", err)
	}
	files, seen := casework.New(h), map[string]bool{}
	f, err := files.Open(ctx, k.code)
	if err != nil {
		t.Fatal(err)
	}
	notes, more := f.Timeline, f.More
	for {
		for _, n := range notes {
			if n.Closed || n.Text == "" || seen[n.Text] && strings.HasPrefix(n.Text, "note ") {
				t.Fatalf("half a note, or one twice: %q", n.Text)
			}
			seen[n.Text] = true
		}
		if more == "" {
			break
		}
		if notes, more, err = files.Timeline(ctx, k.code, more); err != nil {
			t.Fatal(err)
		}
	}
	for text := range maps.Keys(k.said) {
		if !seen[text] {
			t.Fatalf("%q was acknowledged and is not there", text)
		}
	}
}

// Reading all notes of a file takes longer the more there are: every fifty rounds
// have a house of their own.
func TestTortureKilledWhileWriting(t *testing.T) {
	const perHouse = 50
	seed, chance := proof.Seed(t)
	rounds, acknowledged, slowest := proof.N(300, 10_000), 0, time.Duration(0)
	for begun := 0; begun < rounds; begun += perHouse {
		k := toKill(t)
		for n := range min(perHouse, rounds-begun) {
			k.round(t, n, time.Duration(1+chance.IntN(200))*time.Millisecond)
			if t.Failed() {
				return
			}
		}
		k.whole(t, k.dir)
		if err := os.RemoveAll(k.dir); err != nil {
			t.Fatal(err)
		}
		acknowledged, slowest = acknowledged+len(k.said), max(slowest, k.slowest)
		t.Logf("%d of %d, %d notes acknowledged, slowest start %v", begun+perHouse, rounds, acknowledged, slowest)
	}
	if slowest > quickest {
		t.Errorf("a start and a sign-in took %v", slowest)
	}
	proof.Say(t, "kill -9 while writing", rounds, seed, "%d notes acknowledged, none lost, none half; slowest start with sign-in %v", acknowledged, slowest.Round(time.Millisecond))
}

// command runs the program with a text on its input and kills it after a time;
// it reports whether it had ended well before.
func command(t *testing.T, in string, after time.Duration, args ...string) bool {
	t.Helper()
	path, err := exec.LookPath("pana")
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(path, args...)
	c.Stdin = strings.NewReader(in)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { c.Process.Kill() })
	defer timer.Stop()
	return c.Wait() == nil
}

func TestTortureKilledWhileBackingUpAndRestoring(t *testing.T) {
	k := toKill(t)
	seed, chance := proof.Seed(t)
	k.round(t, 0, 200*time.Millisecond)
	stick := t.TempDir()
	const signIn = "saule saule saule saule seven words\n"
	if !command(t, signIn, time.Minute, "backup", stick, "--data", k.dir, "--as", "saule", "--passphrase-fd", "0") {
		t.Fatal("the first set was not written")
	}
	rounds, done := proof.N(20, 400), 0
	sheets := strings.Join(k.sheets[:], "\n")
	for n := range rounds {
		after := time.Duration(20+chance.IntN(250)) * time.Millisecond
		if n%2 == 0 {
			if command(t, signIn, after, "backup", stick, "--data", k.dir, "--as", "saule", "--passphrase-fd", "0") {
				done++
			}
			continue
		}
		dir := filepath.Join(t.TempDir(), "new")
		ended := command(t, sheets, after, "restore", stick, "--data", dir, "--sheets-fd", "0")
		_, err := os.Stat(filepath.Join(dir, "house"))
		if ended && err != nil {
			t.Fatalf("a restore that ended well made no house: %v", err)
		}
		if err != nil && !command(t, sheets, time.Minute, "restore", stick, "--data", dir, "--sheets-fd", "0") {
			t.Fatal("after a restore that was cut short it cannot be done again")
		}
		k.whole(t, dir)
		if ended {
			done++
		}
	}
	k.whole(t, k.dir)
	entries, err := os.ReadDir(stick)
	if err != nil {
		t.Fatal(err)
	}
	notes := slices.DeleteFunc(entries, func(e os.DirEntry) bool { return !strings.HasSuffix(e.Name(), ".note") })
	proof.Say(t, "kill -9 while backing up and restoring", rounds, seed, "%d ended before they were killed; %d whole sets on the stick, every restore whole or not there", done, len(notes))
}
