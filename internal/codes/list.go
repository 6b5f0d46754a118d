package codes

import (
	"slices"
	"strings"
	"unicode"

	"example.org/pana"
)

// A List is one versioned code list. Make one with Parse.
type List struct {
	Name    string   `json:"name"`
	Version string   `json:"version"`
	Source  string   `json:"source"`
	Licence string   `json:"licence"`
	Review  []string `json:"review,omitempty"` // languages whose labels no native reader has checked
	Items   []Item   `json:"items"`

	byCode map[string]int // code, exactly as written
	byText map[string]int // folded code, English label and variants
}

// An Item is one code of a list with its words.
type Item struct {
	Code     string            `json:"code"`
	Parent   string            `json:"parent,omitempty"`   // the broader code in the same list
	Labels   map[string]string `json:"labels"`             // by language: en, ru, kk
	Note     map[string]string `json:"note,omitempty"`     // what the code covers, by language
	Weight   string            `json:"weight,omitempty"`   // strong, medium or weak, for indicators
	Maps     map[string]string `json:"maps,omitempty"`     // the same thing in another standard: "htcds", "ctdc", "iso3166-3"
	Variants []string          `json:"variants,omitempty"` // other spellings found in published files
	Retired  bool              `json:"retired,omitempty"`  // read in old records, no longer offered
}

// Find returns the item with exactly this code.
func (l *List) Find(code string) (Item, bool) {
	i, ok := l.byCode[code]
	if !ok {
		return Item{}, false
	}
	return l.Items[i], true
}

// Has reports whether the list knows code, retired or not.
func (l *List) Has(code string) bool {
	_, ok := l.byCode[code]
	return ok
}

// Label returns the label of code in lang; failing that in English; failing
// that the code itself.
func (l *List) Label(lang, code string) string {
	i, ok := l.byCode[code]
	if !ok {
		return code
	}
	if s := l.Items[i].Labels[lang]; s != "" {
		return s
	}
	return l.Items[i].Labels["en"]
}

// Match finds the code that text means: a code, an English label or a
// published variant, whatever its case, spaces and punctuation. It never
// guesses: what it does not know, or what two items share, it does not match.
func (l *List) Match(text string) (code string, ok bool) {
	if l.Has(text) {
		return text, true
	}
	key := fold(text)
	if key == "" {
		return "", false
	}
	i, ok := l.byText[key]
	if !ok || i == ambiguous {
		return "", false
	}
	return l.Items[i].Code, true
}

// Offered returns the items a form offers: all that are not retired.
func (l *List) Offered() []Item {
	return slices.DeleteFunc(slices.Clone(l.Items), func(it Item) bool { return it.Retired })
}

// Under returns the items whose parent is code; with an empty code, the top of
// the list.
func (l *List) Under(code string) []Item {
	return slices.DeleteFunc(slices.Clone(l.Items), func(it Item) bool { return it.Parent != code })
}

// To returns what another standard calls code, or "" when it has no such word.
func (l *List) To(standard, code string) string {
	i, ok := l.byCode[code]
	if !ok {
		return ""
	}
	return l.Items[i].Maps[standard]
}

// prepare checks the list and builds its indexes.
func (l *List) prepare() error {
	if l.Name == "" || len(l.Items) == 0 {
		return l.refuse("codes.list.name", "")
	}
	l.byCode = make(map[string]int, len(l.Items))
	l.byText = make(map[string]int, 2*len(l.Items))
	for i, it := range l.Items {
		if it.Code == "" || it.Code != strings.TrimSpace(it.Code) {
			return l.refuse("codes.list.code", it.Code)
		}
		if _, twice := l.byCode[it.Code]; twice {
			return l.refuse("codes.list.twice", it.Code)
		}
		if it.Labels["en"] == "" {
			return l.refuse("codes.list.label", it.Code)
		}
		if !slices.Contains([]string{"", "strong", "medium", "weak"}, it.Weight) {
			return l.refuse("codes.list.weight", it.Code)
		}
		if it.Parent != "" && !l.Has(it.Parent) { // parents come first, so nothing is its own ancestor
			return l.refuse("codes.list.parent", it.Code)
		}
		l.byCode[it.Code] = i
	}
	// Retired items come last: their words may have passed to a newer code.
	for _, retired := range []bool{false, true} {
		for i, it := range l.Items {
			if it.Retired != retired {
				continue
			}
			for _, s := range append([]string{it.Code, it.Labels["en"]}, it.Variants...) {
				if err := l.spell(i, s); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// ambiguous marks a spelling that two items share.
const ambiguous = -1

// spell lets text mean item i. Two items of one parent may not be spelt alike;
// items of different parents may, and then the spelling means neither.
func (l *List) spell(i int, text string) error {
	key := fold(text)
	if key == "" {
		return nil
	}
	it := l.Items[i]
	j, taken := l.byText[key]
	switch {
	case !taken:
		l.byText[key] = i
	case j == i || it.Retired:
	case j != ambiguous && l.Items[j].Parent == it.Parent:
		return l.refuse("codes.list.twice", it.Code)
	default:
		l.byText[key] = ambiguous
	}
	return nil
}

func (l *List) refuse(say, code string) error {
	return &pana.Error{Op: "codes.Parse", Kind: pana.Invalid, Say: say, With: map[string]any{"List": l.Name, "Code": code}}
}

// keeping returns l with the items of old that l lacks, retired.
func (l *List) keeping(old *List) (*List, error) {
	merged := *l
	merged.Items = slices.Clone(l.Items)
	if old != nil {
		have := map[string]bool{}
		for _, it := range l.Items {
			have[it.Code] = true
		}
		for _, it := range old.Items {
			if have[it.Code] {
				continue
			}
			it.Retired = true
			merged.Items = append(merged.Items, it)
		}
	}
	return &merged, merged.prepare()
}

// fold brings spellings of one thing together: letters and digits only, in
// lower case. "DebtBondage " and "Debt bondage" fold to the same text.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
