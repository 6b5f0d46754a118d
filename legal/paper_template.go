package legal

import (
	"bytes"
	"embed"
	"encoding/json"
	"io"
	"io/fs"
	"slices"

	"example.org/pana"
	"example.org/pana/internal/codes"
)

//go:embed templates/*.json
var embedded embed.FS

// A Template is how a paper is usually restored: the steps to begin from. None
// of it is the law's: what offices ask changes, and nobody has checked it for
// this house unless Checked says so.
type Template struct {
	Code     string            `json:"code"`
	Version  string            `json:"version"`
	Kind     string            `json:"kind"`    // of the paper, code list document-kind
	Country  string            `json:"country"` // whose paper it is; empty is any
	Labels   map[string]string `json:"labels"`
	Checked  bool              `json:"checked"`
	Source   string            `json:"source"`
	Fee      map[string]string `json:"fee,omitempty"`
	Validity Span              `json:"validity"`
	Steps    []TemplateStep    `json:"steps"`
}

// A TemplateStep is one step of a Template.
type TemplateStep struct {
	Code     string            `json:"code"`
	Labels   map[string]string `json:"labels"`
	Hint     map[string]string `json:"hint,omitempty"`
	Office   string            `json:"office,omitempty"`   // code list organisation-kind
	Needs    pana.Purpose      `json:"needs,omitempty"`    // the consent without which nobody is asked
	Waits    bool              `json:"waits,omitempty"`    // an answer is waited for
	Days     Span              `json:"days"`               // how long that usually takes, as told
	Receives bool              `json:"receives,omitempty"` // the paper itself is handed over
}

// A Span is from so many days to so many; both 0 is not known.
type Span struct {
	Least int `json:"least"`
	Most  int `json:"most"`
}

// Known reports whether anything is known of s.
func (s Span) Known() bool { return s.Most > 0 }

// mostTemplate is how many bytes the text of a template has.
const mostTemplate = 64 << 10

var templates = func() []Template {
	var all []Template
	names, _ := fs.Glob(embedded, "templates/*.json")
	for _, name := range names {
		text, err := embedded.ReadFile(name)
		if err == nil {
			var t Template
			if t, err = ParseTemplate(text); err == nil {
				all = append(all, t)
				continue
			}
		}
		panic(err) // the program was built with a broken template; the tests refuse that
	}
	return all
}()

// Templates lists the ways in which papers are restored.
func Templates() []Template { return slices.Clone(templates) }

// FindTemplate returns one of them.
func FindTemplate(code string) (Template, bool) {
	i := slices.IndexFunc(templates, func(t Template) bool { return t.Code == code })
	if i < 0 {
		return Template{}, false
	}
	return templates[i], true
}

// ParseTemplate reads a template. It refuses what is no template, codes that no
// list holds, a step that stands twice, and a label that is missing in English.
func ParseTemplate(text []byte) (Template, error) {
	const op = "legal.ParseTemplate"
	var t Template
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if len(text) > mostTemplate || d.Decode(&t) != nil || t.Code == "" || len(t.Steps) == 0 || t.Labels["en"] == "" {
		return Template{}, pana.Refuse(op, "template", "paper.template.unreadable")
	}
	if _, err := d.Token(); err != io.EOF {
		return Template{}, pana.Refuse(op, "template", "paper.template.unreadable")
	}
	if err := codes.Check(op, "kind", "document-kind", t.Kind); err != nil {
		return Template{}, err
	}
	if err := codes.Check(op, "country", "country", t.Country); err != nil {
		return Template{}, err
	}
	seen := map[string]bool{}
	for _, s := range t.Steps {
		if s.Code == "" || s.Code == ownStep || seen[s.Code] || s.Labels["en"] == "" || s.Needs != "" && !slices.Contains(needed, s.Needs) || !s.Days.fair() {
			return Template{}, pana.Refuse(op, "steps", "paper.template.unreadable")
		}
		seen[s.Code] = true
		if err := codes.Check(op, "office", "organisation-kind", s.Office); err != nil {
			return Template{}, err
		}
	}
	if !t.Validity.fair() {
		return Template{}, pana.Refuse(op, "validity", "paper.template.unreadable")
	}
	return t, nil
}

func (s Span) fair() bool { return s.Least >= 0 && s.Most >= s.Least && s.Most <= 3650 }

// Step returns a step of t, and false for one that it no longer has.
func (t Template) Step(code string) (TemplateStep, bool) {
	i := slices.IndexFunc(t.Steps, func(s TemplateStep) bool { return s.Code == code })
	if i < 0 {
		return TemplateStep{}, false
	}
	return t.Steps[i], true
}

// In returns what labels say in lang, failing that in English.
func In(labels map[string]string, lang string) string {
	if s := labels[lang]; s != "" {
		return s
	}
	return labels["en"]
}
