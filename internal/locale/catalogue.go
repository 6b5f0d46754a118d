package locale

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
)

//go:embed messages/*.json
var files embed.FS

// A catalogue holds every message of every language. A file that cannot be
// read is left out and named in faults: the house opens all the same, with keys
// in brackets where texts are gone, and the tests fail.
type catalogue struct {
	langs  map[Lang]map[string]*message
	areas  map[string]map[Lang]bool
	faults []error
}

func (c *catalogue) of(lang Lang) map[string]*message { return c.langs[lang] }

// books returns the embedded texts, read once.
var books = sync.OnceValue(func() *catalogue {
	sub, err := fs.Sub(files, "messages")
	if err != nil {
		panic(err) // the folder is named in the embed line above
	}
	return read(sub)
})

// read gathers the files named area.lang.json at the top of dir.
func read(dir fs.FS) *catalogue {
	c := &catalogue{langs: map[Lang]map[string]*message{}, areas: map[string]map[Lang]bool{}}
	names, err := fs.Glob(dir, "*.json")
	if err != nil {
		c.faults = append(c.faults, err)
	}
	for _, name := range names {
		area, ext, ok := strings.Cut(strings.TrimSuffix(path.Base(name), ".json"), ".")
		lang := Lang(ext)
		if !ok || !lang.Known() {
			c.faults = append(c.faults, fmt.Errorf("%s: not named area.lang.json", name))
			continue
		}
		data, err := fs.ReadFile(dir, name)
		if err == nil {
			err = c.add(area, lang, data)
		}
		if err != nil {
			c.faults = append(c.faults, fmt.Errorf("%s: %w", name, err))
		}
	}
	return c
}

// add reads one file: key to text, or key to an object of plural forms. The key
// "review" marks every text of the file as unchecked that does not say otherwise.
// It refuses a key that is there already, in this file or another.
func (c *catalogue) add(area string, lang Lang, data []byte) error {
	if c.areas[area] == nil {
		c.areas[area] = map[Lang]bool{}
	}
	c.areas[area][lang] = true
	if c.langs[lang] == nil {
		c.langs[lang] = map[string]*message{}
	}
	book := c.langs[lang]
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return fmt.Errorf("not an object of texts: %v", err)
	}
	var review bool
	var unsaid []*message // texts that do not say whether they were checked
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		var raw json.RawMessage
		if err := d.Decode(&raw); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		if key == "review" {
			if err := json.Unmarshal(raw, &review); err != nil {
				return fmt.Errorf("review: %w", err)
			}
			continue
		}
		m, said, err := parse(raw)
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		if !said {
			unsaid = append(unsaid, m)
		}
		if old := book[key]; old != nil {
			return fmt.Errorf("%s: already said in area %s", key, old.area)
		}
		m.key, m.area = key, area
		book[key] = m
	}
	for _, m := range unsaid {
		m.review = review
	}
	_, err := d.Token()
	return err
}

// parse reads the value of one key; said tells whether it speaks of review.
func parse(raw json.RawMessage) (m *message, said bool, err error) {
	m = &message{}
	var text string
	if json.Unmarshal(raw, &text) == nil {
		m.forms[plural.Other], err = compile(text)
		return m, false, err
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil {
		return nil, false, fmt.Errorf("neither a text nor an object: %w", err)
	}
	for name, value := range object {
		if name == "review" {
			said = true
			if err := json.Unmarshal(value, &m.review); err != nil {
				return nil, false, fmt.Errorf("review: %w", err)
			}
			continue
		}
		form, ok := formNames[name]
		if !ok {
			return nil, false, fmt.Errorf("unknown part %q", name)
		}
		if err := json.Unmarshal(value, &text); err != nil {
			return nil, false, fmt.Errorf("%s: %w", name, err)
		}
		p, err := compile(text)
		if err != nil {
			return nil, false, err
		}
		m.forms[form] = p
		m.plural = m.plural || form != plural.Other
	}
	return m, said, nil
}

var formNames = map[string]plural.Form{"one": plural.One, "few": plural.Few, "many": plural.Many, "other": plural.Other}
