package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"example.org/pana"
	"example.org/pana/backup"
	"example.org/pana/casework"
	"example.org/pana/demo"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/proof"
)

// A plain dump of the invented house, made with the page key, holds none of the
// words that the house seals; nor do its files, nor its log, nor a backup of it.
func TestCanaryInADumpOfTheDemo(t *testing.T) {
	t.Parallel()
	dir, log := t.TempDir(), &said{}
	w, err := demo.Build(t.Context(), demo.Options{Dir: dir, Seed: worldSeed, Log: slog.New(slog.NewTextHandler(log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer w.House.Close()
	words := sealedIn(t, w)
	if len(words) < 150 {
		t.Fatalf("only %d sealed words were read in the demo", len(words))
	}
	hay := newHaystack(words)
	look := func(where string, b []byte) {
		t.Helper()
		for _, fault := range hay.in(where, b) {
			t.Error(fault)
		}
	}
	cells, tables := dump(t, w.House.DB, look)
	if cells < 20_000 || tables < 30 {
		t.Errorf("the dump has only %d cells in %d tables", cells, tables)
	}
	lookThrough(t, dir, look)
	look("the log", []byte(log.String()))
	stick, set := t.TempDir(), 0
	if _, err := backup.New(w.House).Run(asDirector(t, w), stick, nil); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(stick)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(stick, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		set += len(b)
		look("a backup, "+e.Name(), b)
	}
	if set < 1<<20 {
		t.Errorf("the backup has only %d bytes", set)
	}
	defer func() {
		proof.Say(t, "sealed words of the invented house", len(words), worldSeed, "none in %d cells of %d tables dumped with the page key, in its files, its log or a backup of %d MB", cells, tables, set>>20)
	}()

	// The search finds what is there.
	if planted := fmt.Append([]byte("before "), words[len(words)/2], " after"); len(hay.in("a planted cell", planted)) == 0 {
		t.Error("a planted word is not found: this test proves nothing")
	}
}

// dump looks at every cell of every table as whoever holds the page key reads it.
func dump(t *testing.T, d *db.DB, look func(where string, b []byte)) (cells, tables int) {
	t.Helper()
	err := d.View(t.Context(), func(tx *db.Tx) error {
		names, err := db.Select[string](t.Context(), tx, `SELECT name FROM sqlite_master WHERE type = 'table'`)
		if err != nil {
			return err
		}
		for _, table := range names {
			tables++
			rows, err := tx.Rows(t.Context(), `SELECT * FROM `+table)
			if err != nil {
				return err
			}
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			row, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range row {
				into[i] = &row[i]
			}
			for rows.Next() {
				if err := rows.Scan(into...); err != nil {
					return err
				}
				for i, cell := range row {
					text, ok := cell.([]byte)
					if !ok {
						text = fmt.Append(nil, cell)
					}
					cells++
					look(table+"."+columns[i], text)
				}
			}
			if err := rows.Err(); err != nil {
				return err
			}
			rows.Close()
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return cells, tables
}

// lookThrough looks at every file in and below dir.
func lookThrough(t *testing.T, dir string, look func(where string, b []byte)) (files int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		look(filepath.Base(path), b)
		look("the name of a file", []byte(path))
		files++
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// asDirector is the director of the demo, signed in.
func asDirector(t *testing.T, w *demo.World) context.Context {
	t.Helper()
	for _, p := range w.People {
		if p.Role != pana.Director {
			continue
		}
		cookie, _, err := w.House.SignIn(t.Context(), house.Entry{Name: p.Name, Passphrase: p.Passphrase, Address: "127.0.0.1"})
		if err != nil {
			t.Fatal(err)
		}
		ctx, _, err := w.House.Resume(t.Context(), cookie)
		if err != nil {
			t.Fatal(err)
		}
		return ctx
	}
	t.Fatal("the demo has no director")
	return nil
}

// sealedIn reads every word that the director and the psychologists of the demo
// can open, and bytes of every paper.
func sealedIn(t *testing.T, w *demo.World) (words []string) {
	t.Helper()
	seen := map[string]bool{}
	add := func(texts ...string) {
		for _, text := range texts {
			if text = strings.TrimSpace(text); len([]rune(text)) >= 6 && !seen[text] {
				seen[text] = true
				words = append(words, text)
			}
		}
	}
	set := w.House.Settings()
	set.Looks = 10000 // nobody reads a whole house on one day unasked
	if err := w.House.SetSettings(asDirector(t, w), set, w.House.SettingsVersion()); err != nil {
		t.Fatal(err)
	}
	files := casework.New(w.House)
	for _, p := range w.People {
		if p.Role != pana.Director && p.Role != pana.Psychologist {
			continue
		}
		cookie, _, err := w.House.SignIn(t.Context(), house.Entry{Name: p.Name, Passphrase: p.Passphrase, Address: "127.0.0.1"})
		if err != nil {
			t.Fatal(err)
		}
		ctx, _, err := w.House.Resume(t.Context(), cookie)
		if err != nil {
			t.Fatal(err)
		}
		for filter := (casework.Filter{In: casework.Everyone}); ; {
			page, err := files.List(ctx, filter)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range page.Rows {
				f, err := files.Open(ctx, row.Code)
				if err != nil {
					t.Fatal(err)
				}
				add(wordsOf(f)...)
				for _, d := range f.Papers {
					add(middleOf(t, ctx, files, row.Code, d.ID))
				}
			}
			if filter.After = page.More; page.More == "" {
				break
			}
		}
	}
	for _, p := range w.People {
		add(p.Passphrase)
	}
	return words
}

func wordsOf(f casework.File) []string {
	words := append([]string{f.Names.ToUse, f.Names.Full, f.Names.Contact, f.Names.Place, f.Facts.Told}, f.Names.Aliases...)
	for _, n := range append(f.Timeline, f.Strength...) {
		words = append(words, n.Text, n.Told)
	}
	for _, a := range f.Alerts {
		words = append(words, a.Text)
	}
	for _, p := range f.Persons {
		words = append(words, p.Name, p.Contact, p.Note)
	}
	for _, d := range f.Papers {
		words = append(words, d.Title, d.Number, d.Note)
	}
	for _, c := range f.Consents {
		words = append(words, c.Note)
	}
	for _, p := range f.Facts.Places {
		words = append(words, p.Words)
	}
	return words
}

// middleOf returns some bytes of a paper.
func middleOf(t *testing.T, ctx context.Context, files *casework.Casework, code string, id pana.DocumentID) string {
	t.Helper()
	p, err := files.ViewDocument(ctx, code, id)
	if err != nil {
		t.Fatal(err)
	}
	if p.Closed {
		return ""
	}
	var b bytes.Buffer
	if err := p.Stream(ctx, &b); err != nil {
		t.Fatal(err)
	}
	half := b.Bytes()[b.Len()/2:]
	return string(half[:min(len(half), 32)])
}

// A haystack knows many words in many writings, by their first eight bytes.
type haystack map[[8]byte][]writing

type writing struct{ how, text string }

func newHaystack(words []string) haystack {
	h := haystack{}
	for _, text := range words {
		h.add("as typed", text)
		h.add("in small letters", strings.ToLower(text))
		h.add("in capitals", strings.ToUpper(text))
		h.add("without its beginning", text[len(text)/3:])
		var little, big []byte
		for _, u := range utf16.Encode([]rune(text)) {
			little, big = append(little, byte(u), byte(u>>8)), append(big, byte(u>>8), byte(u))
		}
		h.add("in UTF-16", string(little))
		h.add("in UTF-16, the other way round", string(big))
		h.add("in hexadecimal", hex.EncodeToString([]byte(text)))
		for shift := range 3 {
			coded := strings.TrimRight(base64.StdEncoding.EncodeToString(append(make([]byte, shift), text...)), "=")
			h.add("in base64", coded[4:len(coded)-1])
		}
		if len(text) < 80 && !strings.ContainsAny(text, "0123456789@") {
			h.add("folded", strings.Join(casework.Fold(text), " "))
		}
	}
	return h
}

func (h haystack) add(how, text string) {
	if len(text) >= 10 {
		k := [8]byte([]byte(text))
		h[k] = append(h[k], writing{how, text})
	}
}

// in says which words stand in b, without saying them.
func (h haystack) in(where string, b []byte) (found []string) {
	for i := range len(b) - 7 {
		for _, w := range h[[8]byte(b[i:])] {
			if bytes.HasPrefix(b[i:], []byte(w.text)) {
				found = append(found, fmt.Sprintf("%s holds a sealed word %s, of %d bytes", where, w.how, len(w.text)))
			}
		}
	}
	return found
}
