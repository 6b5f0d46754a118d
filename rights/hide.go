package rights

import (
	"context"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
)

// A veil takes the names and numbers of other people out of free words: those
// around the client, those who work here, the house and its sites. It knows a name
// however it is spelled, in Cyrillic or Latin letters, and with an ending.
type veil struct {
	mark    string // what stands in the place of a name
	names   map[string]bool
	phrases []*regexp.Regexp // names of the house, whose words are ordinary ones
	numbers []string         // the last digits of telephone numbers
}

const (
	shortestStem = 3 // letters of a name that an ending may follow
	longestTail  = 4 // letters of an ending
	tailDigits   = 7 // of a telephone number that tell whose it is
)

// aPhone is what could be a telephone number.
var aPhone = regexp.MustCompile(`\+?\d[\d\s().-]{4,}\d`)

func (v *veil) name(name string) {
	for _, word := range casework.Fold(name) {
		if utf8.RuneCountInString(word) > 2 {
			v.names[word] = true
		}
	}
}

// phrase hides several words that stand together.
func (v *veil) phrase(words string) {
	if words = strings.TrimSpace(words); utf8.RuneCountInString(words) > 2 {
		v.phrases = append(v.phrases, regexp.MustCompile(`(?i)`+regexp.QuoteMeta(words)))
	}
}

func (v *veil) except(name string) {
	for _, word := range casework.Fold(name) {
		delete(v.names, word)
	}
}

func (v *veil) number(contact string) {
	if digits := digitsOf(contact); len(digits) >= tailDigits {
		v.numbers = append(v.numbers, digits[len(digits)-tailDigits:])
	}
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// hide returns text without the names and numbers that the veil knows.
func (v *veil) hide(text string) string {
	if len(v.numbers) > 0 {
		text = aPhone.ReplaceAllStringFunc(text, func(number string) string {
			digits := digitsOf(number)
			for _, known := range v.numbers {
				if strings.HasSuffix(digits, known) {
					return v.mark
				}
			}
			return number
		})
	}
	for _, phrase := range v.phrases {
		text = phrase.ReplaceAllLiteralString(text, v.mark)
	}
	var b strings.Builder
	start := -1
	end := func(at int) {
		if start >= 0 {
			if word := text[start:at]; v.knows(word) {
				b.WriteString(v.mark)
			} else {
				b.WriteString(word)
			}
			start = -1
		}
	}
	for i, r := range text {
		switch inWord := unicode.IsLetter(r) || unicode.IsMark(r) || strings.ContainsRune("'’ʻʼ", r); {
		case inWord && start < 0:
			start = i
		case !inWord:
			end(i)
			b.WriteRune(r)
		}
	}
	end(len(text))
	return b.String()
}

// knows reports whether a word is a name of the veil, or one with an ending.
func (v *veil) knows(word string) bool {
	folded := strings.Join(casework.Fold(word), "")
	if folded == "" || v.names[folded] {
		return folded != ""
	}
	first, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(first) {
		return false // a name with an ending stands with a capital letter; a word that begins alike does not
	}
	for name := range v.names {
		stem := strings.TrimRight(name, "aeiou")
		if len(stem) >= shortestStem && strings.HasPrefix(folded, stem) && len(folded)-len(stem) <= longestTail {
			return true
		}
	}
	return false
}

// veilOf gathers whom the words of a file should not name, as far as the reader
// knows them.
func veilOf(ctx context.Context, h *house.House, r *casework.Reading, mark string) (*veil, error) {
	v := &veil{mark: mark, names: map[string]bool{}}
	persons, err := r.Persons()
	if err != nil {
		return nil, err
	}
	for _, p := range persons {
		v.name(p.Name)
		v.number(p.Contact)
	}
	members, err := h.Roster(ctx, r.Tx)
	if err != nil {
		return nil, err
	}
	for _, m := range members {
		v.name(m.Name)
	}
	v.phrase(h.Settings().Name)
	for _, site := range h.SiteList() {
		v.phrase(site.Name)
	}
	said, err := r.Words([]string{string(r.Subject.Client)}, Parts()[0])
	if err != nil {
		return nil, err
	}
	v.except(said.Of("clients", string(r.Subject.Client), casework.FieldNames)) // her own is hers
	return v, nil
}

// officesOf are the names of organisations by their ids.
func officesOf(ctx context.Context, tx *db.Tx, files *casework.Casework) (map[string]string, error) {
	partners, err := files.Partners(ctx, tx)
	names := make(map[string]string, len(partners))
	for _, p := range partners {
		names[string(p.ID)] = p.Name
	}
	return names, err
}
