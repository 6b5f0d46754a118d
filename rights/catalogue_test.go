package rights

import (
	"slices"
	"testing"

	"example.org/pana/internal/codes"
	"example.org/pana/internal/locale"
)

func TestEveryFieldHasAPlainNameInEveryLanguageThatClientsRead(t *testing.T) {
	fields := 0
	for _, lang := range locale.ClientLangs() {
		r := locale.For(lang, locale.Client)
		for _, k := range catalogue {
			if !r.Has("client-copy.kind." + k.name) {
				t.Errorf("%s: the kind %s has no name", lang, k.name)
			}
			seen := map[string]bool{}
			for _, f := range k.fields {
				fields++
				if !r.Has("client-copy.field." + f.label) {
					t.Errorf("%s: %s has no name", lang, k.ref(f))
				}
				if seen[f.label] {
					t.Errorf("two fields are called %s", k.ref(f))
				}
				seen[f.label] = true
				if _, ok := codes.Get(f.arg); !ok && slices.Contains([]form{asCode, asCodes}, f.form) {
					t.Errorf("%s: there is no list %q", k.ref(f), f.arg)
				}
				if !slices.Contains([]form{asWord, asWords, asCode, asCodes, asKey, asDay, asMoment, asFuzzy, asNumber, asYes, asPlain, asOffice, asListed}, f.form) {
					t.Errorf("%s is written as %q", k.ref(f), f.form)
				}
			}
		}
	}
	if fields < 1000 {
		t.Errorf("only %d names", fields)
	}
}

func TestAReferenceFindsItsField(t *testing.T) {
	k, f, ok := find("note.told")
	if !ok || k.table != "notes" || f.form != asWord || k.ref(f) != "note.told" {
		t.Errorf("note.told is %+v of %+v", f, k)
	}
	for _, none := range []string{"", "note", "note.", "note.nothing", "nothing.told"} {
		if _, _, ok := find(none); ok {
			t.Errorf("%q is a field", none)
		}
	}
}
