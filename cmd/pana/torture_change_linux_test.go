package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/proof"
	"example.org/pana/internal/seal"
	"example.org/pana/residence"
	"example.org/pana/transfer"
	"example.org/pana/web"
)

// cutShort starts the program in dir, has act ask something of it, and kills it
// a time after act has let begin. It reports whether act was answered as it should be.
func cutShort(t *testing.T, dir string, after time.Duration, act func(p served, begin func()) bool) (answered bool) {
	t.Helper()
	p := serveFolder(t, dir)
	timer := time.NewTimer(time.Minute)
	defer timer.Stop()
	answered = act(p, func() { timer.Stop(); timer = time.AfterFunc(after, p.kill) })
	p.end()
	return answered
}

// asks posts one form and reports whether it led on.
func asks(c *http.Client, address string, form url.Values) bool {
	c.Timeout = time.Minute
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	a, err := c.PostForm(address, form)
	if err != nil {
		return false
	}
	a.Body.Close()
	return a.StatusCode == http.StatusSeeOther
}

// knocks signs in, for the first time since the program was started.
func knocks(p served, begin func()) bool {
	begin()
	return asks(&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}, p.url+"/sign-in", url.Values{"name": {"saule"}, "passphrase": {housetest.Passphrase("saule")}})
}

// tables tells how the tables of a house are made.
func tables(t *testing.T, h *house.House) (made []string) {
	t.Helper()
	err := h.DB.View(t.Context(), func(tx *db.Tx) (err error) {
		made, err = db.Select[string](t.Context(), tx, `SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY type, name`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// A house of an earlier program is opened by this one, which is killed while it
// brings the tables up to date. However often that happens, the next start goes
// on, all that was written before is there, and the tables are those of a house
// that is new.
func TestTortureKilledWhileMigrating(t *testing.T) {
	fresh := housetest.Open(t, web.Schema())
	if fresh.Options().Dir == "" {
		t.Skip("this is about one process and its folder")
	}
	wanted := tables(t, fresh.House)
	w := housetest.Open(t, casework.Schema(), residence.Schema())
	old := &killed{dir: w.Options().Dir, code: bringIn(t, w), said: map[string]bool{}}
	files, saule := casework.New(w.House), w.As("saule")
	client := clientOf(t, w, old.code)
	for i := range 40 {
		text := fmt.Sprintf("note %d of an earlier program", i)
		if _, err := files.WriteNote(saule, client, casework.NewNote{Text: text}); err != nil {
			t.Fatal(err)
		}
		old.said[text] = true
	}
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	seed, chance := proof.Seed(t)
	rounds, kills, ended := proof.N(12, 1000), 0, 0
	var slowest time.Duration
	for range rounds {
		dir := filepath.Join(t.TempDir(), "copy")
		if err := os.CopyFS(dir, os.DirFS(old.dir)); err != nil {
			t.Fatal(err)
		}
		for range 1 + chance.IntN(3) {
			kills++
			if cutShort(t, dir, time.Duration(chance.IntN(400))*time.Millisecond, knocks) {
				ended++
			}
		}
		began := time.Now()
		p := serveFolder(t, dir)
		p.comeIn(t, "saule").CloseIdleConnections()
		slowest = max(slowest, time.Since(began))
		p.end()
		(&killed{code: old.code, said: old.said}).whole(t, dir)
		h, _ := openAs(t, dir, "saule")
		if got := tables(t, h); !slices.Equal(got, wanted) {
			t.Errorf("after %d kills the tables are not those of a new house: %d and %d", kills, len(got), len(wanted))
		}
		h.Close()
		os.RemoveAll(dir)
	}
	proof.Say(t, "kill -9 while the tables are brought up to date", kills, seed, "%d ended before; %d houses whole, their tables as new; slowest start with sign-in and the rest of it %v", ended, rounds, slowest.Round(time.Millisecond))
}

func clientOf(t *testing.T, w *housetest.World, code string) (id pana.ClientID) {
	t.Helper()
	as := w.As("saule")
	err := w.House.DB.View(as, func(tx *db.Tx) (err error) {
		id, err = db.Get[pana.ClientID](as, tx, `SELECT id FROM clients WHERE code = $1`, code)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// cases is a file of n cases as the standard has them.
func cases(n, from int) []byte {
	var b strings.Builder
	b.WriteString("First Name,Second Name,Consent,Birthdate,Gender,Citizenship,Type of Exploitation,Status\n")
	for i := range n {
		fmt.Fprintf(&b, "Sholpan%d,Invented,Yes,1994-03-02,Feminine,Uzbekistan,Forced labour,Active\n", from+i)
	}
	return []byte(b.String())
}

// Somebody has left a circle and the program is killed while the next of those
// who stay comes in and turns it. Nothing that stood under the old keys is lost,
// the turn is finished at the next sign-in, and whoever left stays outside.
func TestTortureKilledWhileTurning(t *testing.T) {
	w := housetest.Open(t, web.Schema())
	dir := w.Options().Dir
	if dir == "" {
		t.Skip("this is about one process and its folder")
	}
	site, code := w.Shelter.ID, bringIn(t, w)
	const others = 1200
	if _, err := transfer.New(w.House, casework.New(w.House)).Import(w.As("saule"), transfer.HTCDS, cases(others, 0), transfer.Options{Site: site}); err != nil {
		t.Fatal(err)
	}
	dina, sheets := w.Staff("dina"), w.Sheets()
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	seed, chance := proof.Seed(t)
	rounds, answered, finished := proof.N(30, 1000), 0, 0
	turned := []pana.Compartment{pana.Identity, pana.Care, pana.Safety}
	for n := range rounds {
		h, _ := openAs(t, dir, "saule")
		for _, c := range turned {
			if err := h.Vault.Leave(t.Context(), site, c, dina); err != nil {
				t.Fatal(err)
			}
		}
		h.Close()
		if cutShort(t, dir, time.Duration(5+chance.IntN(250))*time.Millisecond, knocks) {
			answered++
		}
		if waitsForATurn(t, dir, sheets) {
			finished++
		}
		h, ctx := openAs(t, dir, "saule")
		if pending, err := h.Vault.Pending(ctx); err != nil || len(pending) != 0 {
			t.Fatalf("round %d: %d circles wait to be turned by one who is in all of them, %v", n, len(pending), err)
		}
		for _, c := range turned {
			if in, err := h.Vault.Members(ctx, site, c); err != nil || slices.Contains(in, dina) {
				t.Fatalf("round %d: whoever left is in the circle of %s again: %v", n, c, err)
			}
		}
		if open := opened(t, h, ctx, site, pana.Identity); open != others+1 {
			t.Fatalf("round %d: the keys of %d of %d clients open", n, open, others+1)
		}
		if f, err := casework.New(h).Open(ctx, code); err != nil || len(f.Timeline) != 4 || slices.ContainsFunc(f.Timeline, func(n casework.Note) bool { return n.Closed }) {
			t.Fatalf("round %d: a file after the turn: %v", n, err)
		}
		ring := seal.RingFrom(ctx)
		for _, c := range turned {
			if err := ring.Admit(ctx, site, c, dina); err != nil {
				t.Fatal(err)
			}
		}
		h.Close()
	}
	proof.Say(t, "kill -9 while circles turn", rounds, seed, "%d sign-ins answered, %d turns not done or cut short and finished at the next; the keys of %d clients open each time, nobody who left came back", answered, finished, others+1)
}

// waitsForATurn reports whether a circle of the house in dir still has to be
// turned. It is asked with the recovery kit, which turns nothing.
func waitsForATurn(t *testing.T, dir string, sheets [3]string) bool {
	t.Helper()
	_, _, keys := house.Files(dir)
	v, err := seal.OpenStore(t.Context(), seal.StoreOptions{Dir: keys, Cost: seal.Cheapest})
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	kit, err := seal.OpenKit(sheets[0], sheets[1])
	if err == nil {
		err = v.StartWith(t.Context(), kit)
	}
	if err != nil {
		t.Fatal(err)
	}
	pending, err := v.Pending(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return len(pending) > 0
}

// opened counts the clients of a site whose key of one compartment opens.
func opened(t *testing.T, h *house.House, ctx context.Context, site pana.SiteID, c pana.Compartment) (n int) {
	t.Helper()
	var ids []string
	err := h.DB.View(ctx, func(tx *db.Tx) (err error) {
		ids, err = db.Select[string](ctx, tx, `SELECT id FROM clients WHERE site_id = $1`, string(site))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		if _, err := seal.RingFrom(ctx).Opener(ctx, seal.Owner(id), site, c); err == nil {
			n++
		}
	}
	return n
}

// Somebody changes her passphrase, now as one that was seen and now not, and the
// program is killed meanwhile. Either the old one or the new one lets her in
// afterwards, the new one alone if she was told so, and what is hers opens.
func TestTortureKilledWhileAPassphraseChanges(t *testing.T) {
	w := housetest.Open(t, web.Schema())
	dir := w.Options().Dir
	if dir == "" {
		t.Skip("this is about one process and its folder")
	}
	code := bringIn(t, w)
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	seed, chance := proof.Seed(t)
	rounds, answered, moved := proof.N(20, 1000), 0, 0
	now := housetest.Passphrase("saule")
	for n := range rounds {
		next := fmt.Sprintf("saule takes the words of round %d", n)
		said := cutShort(t, dir, time.Duration(5+chance.IntN(250))*time.Millisecond, func(p served, begin func()) bool {
			jar, _ := cookiejar.New(nil)
			c := &http.Client{Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}}
			if !asks(c, p.url+"/sign-in", url.Values{"name": {"saule"}, "passphrase": {now}}) {
				return false
			}
			begin()
			form := url.Values{"old": {now}, "new": {next}}
			if n%2 == 0 {
				form.Set("seen", "yes")
			}
			return asks(c, p.url+"/settings/passphrase", form)
		})
		h, err := house.Open(t.Context(), house.Options{Dir: dir, Schema: web.Schema(), KDF: seal.Cheapest})
		if err != nil {
			t.Fatal(err)
		}
		in := map[string]bool{}
		for _, one := range []string{now, next} {
			cookie, _, err := h.SignIn(t.Context(), house.Entry{Name: "saule", Passphrase: one, Address: "127.0.0.1"})
			if in[one] = err == nil; err != nil {
				continue
			}
			ctx, _, err := h.Resume(t.Context(), cookie)
			if err != nil {
				t.Fatal(err)
			}
			f, err := casework.New(h).Open(ctx, code)
			if err != nil || len(f.Timeline) != 4 || slices.ContainsFunc(f.Timeline, func(n casework.Note) bool { return n.Closed }) {
				t.Fatalf("round %d: she is in, and her file does not open: %v", n, err)
			}
		}
		h.Close()
		switch {
		case said && (in[now] || !in[next]):
			t.Fatalf("round %d: she was told that it is changed; the old one: %v, the new one: %v", n, in[now], in[next])
		case in[now] == in[next]:
			t.Fatalf("round %d: the old one lets her in: %v, the new one: %v", n, in[now], in[next])
		}
		if said {
			answered++
		}
		if in[next] {
			now = next
			moved++
		}
	}
	proof.Say(t, "kill -9 while a passphrase changes", rounds, seed, "%d answered, %d changed; each time one of the two and only one let her in, and her file opened", answered, moved)
}

// A file is brought in, through the server and beside it, and the program is
// killed meanwhile: all of its cases are there or none.
func TestTortureKilledWhileImporting(t *testing.T) {
	w := housetest.Open(t, web.Schema())
	dir := w.Options().Dir
	if dir == "" {
		t.Skip("this is about one process and its folder")
	}
	code := bringIn(t, w)
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	const rows = 150
	const signIn = "saule saule saule saule seven words\n"
	seed, chance := proof.Seed(t)
	rounds, answered, there := proof.N(20, 1000), 0, 0
	for n := range rounds {
		file := filepath.Join(t.TempDir(), "cases.csv")
		if err := os.WriteFile(file, cases(rows, n*rows), 0o600); err != nil {
			t.Fatal(err)
		}
		args := []string{"import", "htcds", file, "--data", dir, "--as", "saule", "--passphrase-fd", "0"}
		after := time.Duration(40+chance.IntN(700)) * time.Millisecond
		var done bool
		if n%2 == 0 {
			done = command(t, signIn, after, args...)
		} else {
			done = cutShort(t, dir, after, func(_ served, begin func()) bool {
				begin()
				return command(t, signIn, time.Minute, args...)
			})
		}
		h, ctx := openAs(t, dir, "saule")
		var brought int
		err := h.DB.View(ctx, func(tx *db.Tx) (err error) {
			brought, err = db.Get[int](ctx, tx, `SELECT COUNT(*) FROM clients`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		brought-- // who was here before
		switch {
		case brought%rows != 0:
			t.Fatalf("round %d: half a file: %d cases came in", n, brought-there*rows)
		case done && brought != (there+1)*rows:
			t.Fatalf("round %d: it was said that they are in, and %d cases came", n, brought-there*rows)
		case brought != there*rows && brought != (there+1)*rows:
			t.Fatalf("round %d: %d cases of an import of %d", n, brought-there*rows, rows)
		}
		if there = brought / rows; done {
			answered++
		}
		if open := opened(t, h, ctx, w.Shelter.ID, pana.Identity); open != brought+1 {
			t.Fatalf("round %d: the keys of %d of %d clients open", n, open, brought+1)
		}
		h.Close()
	}
	h, ctx := openAs(t, dir, "saule")
	defer h.Close()
	if _, err := h.Verify(ctx, nil, nil); err != nil {
		t.Errorf("the house as a whole: %v", err)
	}
	if f, err := casework.New(h).Open(ctx, code); err != nil || len(f.Timeline) != 4 {
		t.Errorf("who was here before: %v", err)
	}
	proof.Say(t, "kill -9 while a file is brought in", rounds, seed, "%d said to be in, %d in, each whole, the others not at all; %d cases", answered, there, there*rows)
}
