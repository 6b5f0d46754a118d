package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/erasure"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/proof"
	"example.org/pana/internal/seal"
	"example.org/pana/web"
)

// A doomed file is one that is to be erased, and all by which it could be known.
type doomed struct {
	id   pana.ClientID
	code string
	text string
}

// The program is killed while it erases one file after another. Whatever was
// answered is gone for good; whatever was cut short is finished at the next
// start; nothing else is touched.
func TestTortureKilledWhileErasing(t *testing.T) {
	w := housetest.Open(t, web.Schema())
	dir := w.Options().Dir
	if dir == "" {
		t.Skip("this is about one process and its folder")
	}
	seed, chance := proof.Seed(t)
	rounds := proof.N(30, 1000)
	all := make([]doomed, rounds)
	livedIn(w)
	files, saule := casework.New(w.House), w.As("saule")
	stays := bringIn(t, w)
	for i := range all {
		all[i] = doom(t, w, saule, files, i)
	}
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	answered, begun, slowest := 0, 0, time.Duration(0)
	for _, d := range all {
		start := time.Now()
		p := serveFolder(t, dir)
		director := p.comeIn(t, "saule")
		slowest = max(slowest, time.Since(start))
		timer := time.AfterFunc(time.Duration(20+chance.IntN(600))*time.Millisecond, p.kill)
		a, err := director.PostForm(p.url+"/clients/"+d.code+"/erasure", url.Values{"code": {d.code}, "reason": {"asked"},
			"own": {housetest.Passphrase("saule")}, "name": {"marat"}, "second": {housetest.Passphrase("marat")}})
		done := err == nil && a.StatusCode == http.StatusSeeOther
		if err == nil {
			a.Body.Close()
		}
		if done {
			answered++
		}
		timer.Stop()
		director.CloseIdleConnections()
		p.end()
		if after(t, dir, d, done) {
			begun++
		}
	}
	h, ctx := openAs(t, dir, "saule")
	defer h.Close()
	if f, err := casework.New(h).Open(ctx, stays); err != nil || len(f.Timeline) != 4 {
		t.Errorf("a file that nobody erased: %v", err)
	}
	if _, err := h.Verify(ctx, nil, nil); err != nil {
		t.Errorf("the house as a whole: %v", err)
	}
	if slowest > quickest {
		t.Errorf("a start and a sign-in took %v", slowest)
	}
	proof.Say(t, "kill -9 while erasing", rounds, seed, "%d answered, %d cut short and finished at the next start, %d never begun; slowest start %v", answered, begun, rounds-answered-begun, slowest.Round(time.Millisecond))
}

// livedIn brings the clock of an invented house to the present in a house that
// is used every day: nothing is erased after the clock has moved.
func livedIn(w *housetest.World) {
	for now := time.Now(); w.Clock.Now().Before(now); {
		w.Clock.Advance(min(20*time.Hour, now.Sub(w.Clock.Now())))
		w.As("saule")
	}
}

func doom(t *testing.T, w *housetest.World, saule context.Context, files *casework.Casework, i int) doomed {
	t.Helper()
	var a casework.Added
	err := w.House.DB.Update(saule, func(tx *db.Tx) (err error) {
		a, err = files.Add(saule, tx, casework.NewClient{Site: w.Shelter.ID, Names: casework.Names{ToUse: fmt.Sprintf("Gulbahor%d", i)}})
		return err
	})
	d := doomed{a.Client, a.Code, fmt.Sprintf("An ordinary day, number %d.", i)}
	if err == nil {
		_, err = files.WriteNote(saule, d.id, casework.NewNote{Text: d.text})
	}
	if err == nil {
		err = files.CloseEpisode(saule, d.id, w.House.Today(w.House.Now()))
	}
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func openAs(t *testing.T, dir, name string) (*house.House, context.Context) {
	t.Helper()
	h, err := house.Open(t.Context(), house.Options{Dir: dir, Schema: web.Schema(), KDF: seal.Cheapest})
	if err != nil {
		t.Fatal(err)
	}
	cookie, _, err := h.SignIn(t.Context(), house.Entry{Name: name, Passphrase: housetest.Passphrase(name), Address: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, _, err := h.Resume(t.Context(), cookie)
	if err != nil {
		t.Fatal(err)
	}
	return h, ctx
}

// after looks at a file after the program was killed: it is whole, or the house
// finishes what was begun. It reports whether there was something to finish.
func after(t *testing.T, dir string, d doomed, done bool) (finished bool) {
	t.Helper()
	h, ctx := openAs(t, dir, "saule")
	defer h.Close()
	begun := false
	err := h.DB.View(ctx, func(tx *db.Tx) (err error) {
		begun, err = db.Get[bool](ctx, tx, `SELECT EXISTS (SELECT 1 FROM erasures WHERE client_id = $1)`, string(d.id))
		return err
	})
	if err == nil {
		err = erasure.New(h).Finish(pana.WithActor(ctx, pana.Actor{Staff: house.Itself}))
	}
	if err != nil {
		t.Fatal(err)
	}
	f, err := casework.New(h).Open(ctx, d.code)
	switch {
	case done && begun:
		t.Errorf("%s: an erasure was answered that was not done", d.code)
	case (done || begun) && pana.KindOf(err) != pana.NotFound:
		t.Errorf("%s: erased, and it opens: %v", d.code, err)
	case !done && !begun && err == nil && (len(f.Timeline) != 1 || f.Timeline[0].Text != d.text):
		t.Errorf("%s: half a file: %+v", d.code, f.Timeline)
	case !done && !begun && err != nil && pana.KindOf(err) != pana.NotFound:
		t.Errorf("%s: %v", d.code, err)
	}
	if err != nil {
		nowhere(t, h, d)
	}
	if err := h.DB.Check(ctx); err != nil {
		t.Fatalf("the files: %v", err)
	}
	return begun
}

// nowhere looks for the id and the code of an erased file in every text column.
func nowhere(t *testing.T, h *house.House, d doomed) {
	t.Helper()
	columns, err := db.Columns(web.Schema())
	if err != nil {
		t.Fatal(err)
	}
	err = h.DB.View(t.Context(), func(tx *db.Tx) error {
		for _, c := range columns {
			if !strings.HasSuffix(c.Name, "id") && c.Name != "owner" && c.Name != "code" && c.Name != "row" {
				continue
			}
			n, err := db.Get[int64](t.Context(), tx, `SELECT COUNT(*) FROM `+c.Table+` WHERE CAST(`+c.Name+` AS TEXT) IN ($1, $2)`, string(d.id), d.code)
			if err != nil {
				return err
			}
			if n > 0 {
				t.Errorf("%s still stands in %s.%s", d.code, c.Table, c.Name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
