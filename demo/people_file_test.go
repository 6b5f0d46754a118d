package demo

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"example.org/pana"
)

func TestOnlyADemoIsEverReplaced(t *testing.T) {
	for _, c := range []struct {
		name  string
		files []string
		say   string // empty when it may
		left  []string
	}{
		{"an empty folder", nil, "", []string{peopleFile}},
		{"what an earlier demo left", []string{peopleFile, "house/pana.db", "front.json"}, "", []string{peopleFile}},
		{"an earlier demo beside something of somebody's", []string{peopleFile, "house/pana.db", "letter.txt"}, "", []string{peopleFile, "letter.txt"}},
		{"a house in earnest", []string{"house/pana.db", "front.json"}, "demo.folder", []string{"house/pana.db", "front.json"}},
		{"anything else", []string{"letter.txt"}, "demo.folder", []string{"letter.txt"}},
	} {
		dir := filepath.Join(t.TempDir(), "new")
		for _, f := range c.files {
			name := filepath.Join(dir, f)
			if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		err := Clear(dir)
		e, _ := errors.AsType[*pana.Error](err)
		if c.say == "" && err != nil || c.say != "" && (e == nil || e.Say != c.say) {
			t.Errorf("%s: %v", c.name, err)
		}
		for _, f := range c.left {
			if _, err := os.Stat(filepath.Join(dir, f)); err != nil {
				t.Errorf("%s: %s is gone", c.name, f)
			}
		}
		if _, err := os.Stat(filepath.Join(dir, "house")); c.say == "" && err == nil {
			t.Errorf("%s: the old house is still there", c.name)
		}
	}
}

func TestSignInsAreTheOwnersOnly(t *testing.T) {
	dir := t.TempDir()
	if err := WritePeople(dir, []Person{{pana.Director, "Somebody", "seven words"}}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(filepath.Join(dir, peopleFile)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}
