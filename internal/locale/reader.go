package locale

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"example.org/pana"
)

// A Reader speaks to one person: her language, and the house's own word for
// the people in its care. It may be used by many goroutines at once.
type Reader struct {
	lang  Lang
	noun  *Noun
	plain map[string]string
	rich  map[string]*message
}

type readerKey struct {
	lang  Lang
	words Words
}

var readers = struct {
	sync.RWMutex
	m map[readerKey]*Reader
}{m: map[readerKey]*Reader{}}

// For returns the reader of lang in a house with these words. It is cheap: the
// same readers are handed out again. A language the program does not speak
// gives English.
func For(lang Lang, words Words) *Reader {
	if !lang.Known() {
		lang = EN
	}
	key := readerKey{lang, words}
	readers.RLock()
	r := readers.m[key]
	readers.RUnlock()
	if r != nil {
		return r
	}
	r = newReader(lang, words)
	readers.Lock()
	defer readers.Unlock()
	if len(readers.m) >= 64 { // a setup page trying out words must not grow it for ever
		clear(readers.m)
	}
	readers.m[key] = r
	return r
}

func newReader(lang Lang, words Words) *Reader {
	noun := *words.In(lang)
	if noun == (Noun{}) {
		noun = *Client.In(lang)
	}
	r := &Reader{lang: lang, noun: &noun, plain: map[string]string{}, rich: map[string]*message{}}
	for key, m := range books().of(lang) {
		m = m.with(&noun)
		if text, ok := m.plain(); ok {
			r.plain[key] = text
		} else {
			r.rich[key] = m
		}
	}
	return r
}

// Lang returns the language spoken, for the lang attribute of a page.
func (r *Reader) Lang() Lang { return r.lang }

// Word returns a form of the house's own word, as "gen" or "Noms"; see Cases.
func (r *Reader) Word(form string) string {
	text, _ := r.noun.Form(form)
	return text
}

// T returns the text of key. Args are pairs of a name and a value for its
// places; the value of N, or of Count, chooses the plural form. Dates, moments,
// whole numbers and lists of text are written in the reader's way.
//
//	r.T("residence.beds.free", "N", 3)
//
// A missing key comes back in brackets and is told to Missing; in Uzbek and
// Ukrainian, which hold only what clients read, the Russian text stands in.
func (r *Reader) T(key string, args ...any) string {
	if text, ok := r.plain[key]; ok {
		return text
	}
	m, ok := r.rich[key]
	if !ok {
		if r.lang == UZ || r.lang == UK {
			return For(RU, Words{}).T(key, args...)
		}
		if Missing != nil {
			Missing(r.lang, key)
		}
		return "[" + key + "]"
	}
	value := func(name string) any {
		for i := 0; i+1 < len(args); i += 2 {
			if args[i] == name {
				return args[i+1]
			}
		}
		return nil
	}
	return r.fill(m, value)
}

// Has reports whether key has a text, for codes that come from data.
func (r *Reader) Has(key string) bool {
	if _, ok := r.plain[key]; ok {
		return true
	}
	_, ok := r.rich[key]
	return ok
}

// Say returns what a person is told about err: the message of the nearest
// pana.Error, or the sentence for its kind. Faults of ours show no detail.
func (r *Reader) Say(err error) string {
	e, ok := errors.AsType[*pana.Error](err)
	if !ok {
		return r.T("error.internal.text")
	}
	if m, ok := r.rich[e.Say]; ok {
		return r.fill(m, func(name string) any { return e.With[name] })
	}
	if e.Say == "" {
		return r.T("error." + KindKey(e.Kind) + ".text")
	}
	return r.T(e.Say)
}

// KindKey returns the name of kind in message keys: "not-found".
func KindKey(kind pana.Kind) string { return strings.ReplaceAll(kind.String(), " ", "-") }

func (r *Reader) fill(m *message, value func(name string) any) string {
	n, counted := count(value("N"))
	if !counted {
		n, counted = count(value("Count"))
	}
	var b strings.Builder
	for _, x := range m.pattern(r.lang, n, counted) {
		b.WriteString(x.text)
		if x.name != "" {
			b.WriteString(r.show(value(x.name)))
		}
	}
	return b.String()
}

// show writes a value in the reader's way.
func (r *Reader) show(v any) string {
	switch v := v.(type) {
	case nil:
		return "…" // a place nobody filled
	case string:
		return v
	case pana.Date:
		return r.Date(v)
	case pana.Fuzzy:
		return r.Fuzzy(v)
	case pana.Period:
		return r.Period(v)
	case time.Time:
		return r.DateTime(v)
	case []string:
		return r.List(v)
	}
	if n, ok := count(v); ok {
		return r.Number(n)
	}
	return fmt.Sprint(v)
}

func count(v any) (int, bool) {
	switch v := v.(type) {
	case int:
		return v, true
	case int64:
		return int(v), true
	case int32:
		return int(v), true
	case uint:
		return int(v), true
	case uint64:
		return int(v), true
	}
	return 0, false
}
