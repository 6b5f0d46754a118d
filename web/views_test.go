package web

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"example.org/pana/internal/locale"
)

// What a chapter puts on the calendar or before the director must have a name in
// every language: a kind without one would stand there in brackets.
func TestEveryKindOnTheCalendarAndInTheInboxHasAName(t *testing.T) {
	kind := regexp.MustCompile(`'([a-z-]+)' AS kind`)
	found := 0
	for _, chapter := range []string{"casework", "residence", "assessment", "plan", "therapy", "health", "legal", "learning", "followup", "forms"} {
		files, err := filepath.Glob("../" + chapter + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil || strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, m := range kind.FindAllSubmatch(text, -1) {
				found++
				for _, lang := range locale.Langs() {
					r := locale.For(lang, locale.Client)
					if k := string(m[1]); !r.Has("ahead."+k) && !r.Has("decision."+k) {
						t.Errorf("%s, %s: %q has no name", file, lang, k)
					}
				}
			}
		}
	}
	if found < 6 {
		t.Errorf("only %d kinds: the sources were not read", found)
	}
}
