package db_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/pana/internal/db"
	"example.org/pana/internal/db/dbtest"
	"example.org/pana/internal/proof"
)

// A copied house is the file and the log of a house that was killed, and what
// was in it after each acknowledged transaction.
type copied struct {
	key       *[32]byte
	file, log []byte
	older     []byte     // the file at an earlier time
	states    [][]string // rooms after each transaction
}

// toCopy writes rooms in transactions, some of them folded into the file and
// some still in the log, and copies both as they are.
func toCopy(t *testing.T) copied {
	t.Helper()
	onSQLite(t)
	c := copied{key: dbtest.Key()}
	file := filepath.Join(t.TempDir(), "house.db")
	write := func(d *db.DB, n int) {
		s := scene{t, d}
		for range n {
			s.add(fmt.Sprintf("%04d %s", len(c.states), strings.Repeat("long name ", 60)))
			c.states = append(c.states, s.rooms())
		}
	}
	for _, n := range []int{150, 150} {
		d, err := reopen(t, db.Options{File: file, Schema: house}, c.key)
		if err != nil {
			t.Fatal(err)
		}
		write(d, n)
		d.Close()
		c.older, c.file = c.file, read(t, file)
	}
	d, err := reopen(t, db.Options{File: file, Schema: house}, c.key)
	if err != nil {
		t.Fatal(err)
	}
	write(d, 12)
	c.file, c.log = read(t, file), read(t, file+"-wal")
	if len(c.log) == 0 {
		t.Fatal("there is no log, so this proves little")
	}
	return c
}

// change does to b one of the things that happen to files, and names it.
func change(b, older []byte, chance *rand.Rand) ([]byte, string) {
	b = slices.Clone(b)
	page := chance.IntN(len(b)/4096) * 4096
	at := page + chance.IntN(4096)
	switch chance.IntN(6) {
	case 0:
		b[at] ^= 1 << chance.IntN(8)
		return b, "flip"
	case 1:
		clear(b[page : page+4096])
		return b, "zero"
	case 2:
		other := chance.IntN(len(b)/4096) * 4096
		for i := range 4096 {
			b[page+i], b[other+i] = b[other+i], b[page+i]
		}
		return b, "swap"
	case 3:
		return b[:at&^511], "truncate"
	case 4:
		n := min(page+4096-at, 1+chance.IntN(64))
		for i := range n {
			b[at+i] = byte(chance.Uint32())
		}
		return b, "replace"
	}
	if page+4096 <= len(older) {
		copy(b[page:page+4096], older[page:])
	}
	return b, "older page"
}

// shown opens the changed house and returns what it shows, or the refusal.
func (c copied) shown(t *testing.T, file, log []byte) (rooms []string, beds int64, err error) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "house.db")
	for path, b := range map[string][]byte{name: file, name + "-wal": log} {
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d := db.New(db.Options{File: name, Schema: house, Existing: true})
	if err := d.Open(t.Context(), c.key); err != nil {
		return nil, 0, err
	}
	defer os.Remove(name)
	defer d.Close()
	err = d.View(t.Context(), func(tx *db.Tx) (err error) {
		rooms, err = db.Select[string](t.Context(), tx, roomNames)
		if err != nil {
			return err
		}
		// The same by another way: not through the index of names.
		beds, err = db.Get[int64](t.Context(), tx, `SELECT coalesce(sum(beds), 0) FROM room WHERE since IS NULL`)
		return err
	})
	return rooms, beds, err
}

func TestTortureFilesThatWereChanged(t *testing.T) {
	c := toCopy(t)
	seed, chance := proof.Seed(t)
	rounds := proof.N(300, 10_000)
	truth := c.states[len(c.states)-1]
	count := map[string]int{}
	for n := range rounds {
		file, log := c.file, c.log
		inLog, what := n%3 == 2, ""
		if inLog {
			log, what = change(c.log, c.log, chance)
		} else {
			file, what = change(c.file, c.older, chance)
		}
		if bytes.Equal(file, c.file) && bytes.Equal(log, c.log) {
			count["nothing changed"]++
			continue
		}
		rooms, beds, err := c.shown(t, file, log)
		switch {
		case err != nil:
			count["refused"]++
		case slices.Equal(rooms, truth) && beds == int64(2*len(truth)):
			count["nothing of it read"]++
		case inLog && slices.ContainsFunc(c.states, func(s []string) bool { return slices.Equal(s, rooms) }):
			// What a cut would have left: the log ends where it was changed. A swap may
			// spoil its head and its last transaction at once.
			if what != "truncate" && what != "swap" && len(truth)-len(rooms) > 1 {
				t.Errorf("round %d, %s in the log: %d transactions lost in silence", n, what, len(truth)-len(rooms))
			}
			count["log ends earlier, "+what]++
		case what == "older page":
			count["older page unseen"]++
		default:
			t.Errorf("round %d: %s (log %v) was shown: %d rooms of %d", n, what, inLog, len(rooms), len(truth))
		}
	}
	proof.Say(t, "parts of the file and its log changed", rounds, seed, "%v", count)
}
