package template

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"example.org/pana"
	"example.org/pana/forms"
	xlsform "example.org/pana/internal/form"
	"example.org/pana/policy"
	"example.org/pana/web/look"
)

// partsOfForms is the page of the forms of a file.
var partsOfForms = []filePart{{"forms.client", "/forms", policy.AnswerForm}}

// AnswerPrefix is how the name of a field begins that answers a question of a
// form; what follows is its path.
const AnswerPrefix = "q."

// formManyChoices is from how many choices on a list opens instead of lying open.
const formManyChoices = 9

// AnsweredData is what the page of one answered form shows.
type AnsweredData struct {
	forms.One
	By      string
	Zone    *time.Location
	Typed   map[string][]string // laid over the answers, when a page was refused
	Judged  bool                // say what is not right yet
	Differs []string            // paths in which an older page and the record differ

	Items []xlsform.Item
	diffs []look.Diff
}

// Show works out what the page shows: the answers in the reader's language, what
// is wrong with them, and what someone else changed in the meantime.
func (d *AnsweredData) Show(f *Frame) {
	if d.Answers == nil {
		return
	}
	lang := string(f.R.Lang())
	theirs := map[string]string{}
	for _, path := range d.Differs {
		if it, ok := d.Answers.Asked(path, lang); ok {
			theirs[path] = formAnswerText(*f, it)
		}
	}
	if d.Typed != nil {
		d.Answers.Fill(d.Typed, d.Answers.Now())
	}
	for _, path := range d.Differs {
		if it, ok := d.Answers.Asked(path, lang); ok {
			d.diffs = append(d.diffs, look.Diff{Label: it.Label, Yours: formAnswerText(*f, it), Theirs: theirs[path]})
		}
	}
	if d.Judged {
		for _, fault := range d.Answers.Faults(lang) {
			f.Faults = append(f.Faults, look.Fault{Field: AnswerPrefix + fault.Path, Text: cmp.Or(fault.Own, f.R.T(fault.Say, formPairs(fault.With)...))})
		}
	}
	d.Items = d.Answers.Page(lang, d.Judged)
}

func formPairs(with map[string]any) []any {
	var all []any
	for k, v := range with {
		all = append(all, k, v)
	}
	return all
}

// formAnswerText is an answer as people read it.
func formAnswerText(f Frame, it xlsform.Item) string {
	if it.Value == "" {
		return f.R.T("forms.unanswered")
	}
	text := cmp.Or(it.Shown, it.Value)
	switch it.Kind {
	case xlsform.Date:
		if d, err := pana.ParseDate(it.Value); err == nil {
			return f.R.Date(d)
		}
	case xlsform.DateTime:
		if day, clock, ok := strings.Cut(it.Value, "T"); ok {
			if d, err := pana.ParseDate(day); err == nil {
				return f.R.Date(d) + ", " + clock
			}
		}
	case xlsform.Acknowledge:
		return f.R.T("forms.acknowledge")
	}
	return text
}

// writtenAnswer is an answer as its field shows it.
func writtenAnswer(it xlsform.Item) string {
	switch it.Kind {
	case xlsform.Date:
		if d, err := pana.ParseDate(it.Value); err == nil {
			return look.Written(d)
		}
	case xlsform.DateTime:
		if day, clock, ok := strings.Cut(it.Value, "T"); ok {
			if d, err := pana.ParseDate(day); err == nil {
				return look.Written(d) + " " + clock
			}
		}
	}
	return it.Value
}

// FormAnchor leads to the group or repeat of a form in its page.
func FormAnchor(path string) string {
	if path == "" {
		return ""
	}
	return "#" + formAnchorOf(path)
}

func formAnchorOf(path string) string {
	if i := strings.LastIndexByte(path, '['); i >= 0 && strings.HasSuffix(path, "]") {
		path = path[:i] // a part that is gone leads to its repeat
	}
	return "part-" + strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_':
			return r
		}
		return '-'
	}, path)
}

// formBlocks sets questions that stand beside each other together, and each group
// or repeat apart.
func formBlocks(items []xlsform.Item) [][]xlsform.Item {
	var all [][]xlsform.Item
	for _, it := range items {
		apart := it.Kind == xlsform.Group || it.Kind == xlsform.Repeat
		if n := len(all); !apart && n > 0 && !formHolds(all[n-1][0]) {
			all[n-1] = append(all[n-1], it)
			continue
		}
		all = append(all, []xlsform.Item{it})
	}
	return all
}

func formHolds(it xlsform.Item) bool { return it.Kind == xlsform.Group || it.Kind == xlsform.Repeat }

func formFaultText(f Frame, it xlsform.Item) string {
	if it.Fault == "" && it.FaultSay == "" {
		return ""
	}
	return cmp.Or(it.Fault, f.R.T(it.FaultSay, formPairs(it.With)...))
}

// formHint is what stands below a question: the form's own hint, and what the
// question expects.
func formHint(f Frame, it xlsform.Item) string {
	hint := joined(it.Hint, it.Guidance)
	switch {
	case it.Kind == xlsform.Range:
		hint = joined(hint, f.R.T("forms.range", "Least", it.Least, "Most", it.Most, "Step", it.Step))
	case it.Kind == xlsform.DateTime:
		hint = joined(hint, f.R.T("forms.date-time.hint"))
	}
	if it.Required {
		hint = joined(hint, f.R.T("forms.required"))
	}
	return hint
}

// formChoices are the choices, and the way back to none once one was made.
func formChoices(f Frame, it xlsform.Item) []look.Option {
	options := make([]look.Option, 0, len(it.Choices)+1)
	chosen := false
	for _, c := range it.Choices {
		options = append(options, look.Option{Value: c.Name, Text: c.Label, Chosen: c.Chosen})
		chosen = chosen || c.Chosen
	}
	if chosen && it.Kind == xlsform.SelectOne {
		options = append(options, look.Option{Value: "", Text: f.R.T("forms.unanswered")})
	}
	return options
}

// formRankChoices are the choices for one place of a ranking.
func formRankChoices(it xlsform.Item, place int) []look.Option {
	var options []look.Option
	ranked := strings.Fields(it.Value)
	for _, c := range it.Choices {
		options = append(options, look.Option{Value: c.Name, Text: c.Label, Chosen: place < len(ranked) && ranked[place] == c.Name})
	}
	return options
}

// formQuiet is what a list says of a form below its title.
func formQuiet(f Frame, k forms.Kept) string {
	version := ""
	if k.Form.Version != "" {
		version = f.R.T("forms.line", "Version", k.Form.Version)
	}
	return joined(version, f.R.T("forms.questions", "N", k.Form.Questions()), f.R.T("compartment."+string(k.Compartment)))
}

func formLines(f Frame, shelf []forms.Kept, keep func(forms.Kept) bool) []look.Line {
	var lines []look.Line
	for _, k := range shelf {
		if !keep(k) {
			continue
		}
		l := look.Line{Title: k.Form.Title(string(f.R.Lang())), Quiet: formQuiet(f, k), URL: "/forms/" + string(k.ID), Icon: "paper"}
		if k.Retired != "" {
			l.Tag = f.R.T("forms.retired")
		}
		lines = append(lines, l)
	}
	return lines
}

// formWarnings are what a form does without, in the reader's language.
func formWarnings(f Frame, k forms.Kept) []string {
	var all []string
	for _, w := range k.Form.Warnings {
		if s := f.R.T(w.Say, formPairs(w.With)...); !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

func formFacts(f Frame, k forms.Kept) []look.Fact {
	facts := []look.Fact{{Label: f.R.T("forms.asks"), Value: f.R.T("forms.questions", "N", k.Form.Questions())},
		{Label: f.R.T("forms.belongs"), Value: f.R.T("compartment." + string(k.Compartment))}}
	if k.Form.Version != "" {
		facts = append(facts, look.Fact{Label: f.R.T("forms.version"), Value: k.Form.Version})
	}
	var languages []string
	for _, l := range k.Form.Languages() {
		languages = append(languages, l.Name)
	}
	if len(languages) > 0 {
		facts = append(facts, look.Fact{Label: f.R.T("forms.languages"), Value: f.R.List(languages)})
	}
	return facts
}
