// Package codes keeps the versioned code lists that records are coded with:
// data rather than code, labelled in every staff language, and replaceable by
// the house.
package codes

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"slices"
	"sync/atomic"

	"example.org/pana"
)

//go:embed lists
var embedded embed.FS

// shelf holds the lists in use, by name. It is replaced whole and never
// written to, so readers need no lock.
var shelf atomic.Pointer[map[string]*List]

func init() {
	all := map[string]*List{}
	err := fs.WalkDir(embedded, "lists", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := embedded.ReadFile(path)
		if err != nil {
			return err
		}
		l, err := Parse(text)
		if err != nil {
			return err
		}
		all[l.Name] = l
		return nil
	})
	if err != nil {
		panic(err) // the program was built with a broken list; the tests refuse that
	}
	shelf.Store(&all)
}

// Get returns the list called name, such as "htcds/gender" or "exit-mode".
// The list is shared: callers must not change it.
func Get(name string) (*List, bool) {
	l, ok := (*shelf.Load())[name]
	return l, ok
}

// Names lists every list in alphabetical order.
func Names() []string { return slices.Sorted(maps.Keys(*shelf.Load())) }

// Label returns the label of code in the list called name, or code itself when
// there is no such list.
func Label(name, lang, code string) string {
	l, ok := Get(name)
	if !ok {
		return code
	}
	return l.Label(lang, code)
}

// Check refuses a code that the list does not hold (codes.unknown) or holds
// only for old records (codes.retired), naming field. An empty code passes:
// nothing is ever required.
func Check(op, field, list, code string) error {
	if code == "" {
		return nil
	}
	l, ok := Get(list)
	if !ok {
		return &pana.Error{Op: op, Kind: pana.Internal, Field: field, Say: "codes.list.missing", With: map[string]any{"List": list}}
	}
	it, ok := l.Find(code)
	switch {
	case !ok:
		return pana.Refuse(op, field, "codes.unknown")
	case it.Retired:
		return pana.Refuse(op, field, "codes.retired")
	}
	return nil
}

// CheckAll checks each of codes as Check does and refuses one given twice
// (codes.twice). No codes at all pass.
func CheckAll(op, field, list string, codes []string) error {
	for i, code := range codes {
		if err := Check(op, field, list, code); err != nil {
			return err
		}
		if code != "" && slices.Contains(codes[:i], code) {
			return pana.Refuse(op, field, "codes.twice")
		}
	}
	return nil
}

// Use puts the house's own list in the place of the list with the same name,
// or beside the others when the name is new. Codes of the old list that the
// new one leaves out stay as retired items, so old records keep their labels.
// Using the same list again changes nothing.
func Use(l *List) error {
	for {
		old := shelf.Load()
		merged, err := l.keeping((*old)[l.Name])
		if err != nil {
			return err
		}
		next := maps.Clone(*old)
		next[l.Name] = merged
		if shelf.CompareAndSwap(old, &next) {
			return nil
		}
	}
}

// Parse reads a list from JSON. It refuses unknown fields and anything after
// the list, a list or item without a name or code, a code given twice, two items
// of one parent spelt alike, an item without an English label, an unknown
// weight, and a parent that does not stand before its child.
func Parse(text []byte) (*List, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	l := new(List)
	err := d.Decode(l)
	if err == nil && d.Decode(new(any)) != io.EOF {
		err = errors.New("more than one list")
	}
	if err != nil {
		return nil, &pana.Error{Op: "codes.Parse", Kind: pana.Invalid, Say: "codes.list.unreadable", Err: err}
	}
	if err := l.prepare(); err != nil {
		return nil, err
	}
	return l, nil
}
