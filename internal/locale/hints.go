package locale

import (
	_ "embed"
	"encoding/json"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A Hint is a word in a note that could hurt, or say more than was seen. The message
// hint.CODE says gently what could stand there instead.
type Hint struct {
	Code string
	Word string // as it was written
}

// mostHinted is how much of a text is looked at, in bytes, and mostHints how many
// hints it gets: more would be a lecture.
const (
	mostHinted = 64 << 10
	mostHints  = 4
)

//go:embed hints/words.json
var hintWords []byte

// A hintPattern is one way of writing a word or a few in a row. A token that ends
// in * stands for every word that begins so: Russian and Kazakh have many endings.
type hintPattern struct {
	code   string
	tokens []string
}

// hintBook holds the patterns by the first letter of their first token.
var hintBook = sync.OnceValue(func() map[rune][]hintPattern {
	book, err := parseHints(hintWords)
	if err != nil {
		return nil // a house without hints is a house all the same; a test finds it
	}
	return book
})

func parseHints(data []byte) (map[rune][]hintPattern, error) {
	var file struct {
		Hints []struct {
			Code       string
			EN, RU, KK []string
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, err
	}
	book := map[rune][]hintPattern{}
	for _, h := range file.Hints {
		for _, patterns := range [][]string{h.EN, h.RU, h.KK} {
			for _, text := range patterns {
				p := hintPattern{h.Code, strings.Fields(foldHint(text))}
				first, _ := utf8.DecodeRuneInString(p.tokens[0])
				book[first] = append(book[first], p)
			}
		}
	}
	return book, nil
}

// HintCodes lists the codes of all hints, in the order of the file.
func HintCodes() []string {
	var file struct{ Hints []struct{ Code string } }
	if json.Unmarshal(hintWords, &file) != nil {
		return nil
	}
	var all []string
	for _, h := range file.Hints {
		all = append(all, h.Code)
	}
	return all
}

// Hints returns the words of texts, in any language of the staff, for which there is
// a gentler or a truer way to say it: each code once, in the order in which they
// stand. It never changes a text and holds nothing up.
func Hints(texts ...string) []Hint {
	var found []Hint
	seen := map[string]bool{}
	for _, text := range texts {
		for _, h := range hintsIn(text) {
			if !seen[h.Code] && len(found) < mostHints {
				seen[h.Code] = true
				found = append(found, h)
			}
		}
	}
	return found
}

// A hintToken is a word of a text, folded, and where it stands.
type hintToken struct {
	text       string
	start, end int
}

func hintsIn(text string) []Hint {
	if len(text) > mostHinted {
		text = strings.ToValidUTF8(text[:mostHinted], "")
	}
	tokens := hintTokens(text)
	book := hintBook()
	var found []Hint
	for i := 0; i < len(tokens); i++ {
		first, _ := utf8.DecodeRuneInString(tokens[i].text)
		for _, p := range book[first] {
			if p.at(tokens[i:]) {
				last := tokens[i+len(p.tokens)-1]
				found = append(found, Hint{p.code, text[tokens[i].start:last.end]})
				i += len(p.tokens) - 1
				break
			}
		}
	}
	return found
}

// at reports whether the tokens begin with the pattern.
func (p hintPattern) at(tokens []hintToken) bool {
	if len(tokens) < len(p.tokens) {
		return false
	}
	for i, want := range p.tokens {
		if stem, open := strings.CutSuffix(want, "*"); open {
			if !strings.HasPrefix(tokens[i].text, stem) {
				return false
			}
		} else if tokens[i].text != want {
			return false
		}
	}
	return true
}

// hintTokens cuts a text into words: letters, with hyphens and apostrophes inside.
func hintTokens(text string) []hintToken {
	var tokens []hintToken
	start := -1
	end := func(at int) {
		if start >= 0 {
			if word := strings.Trim(foldHint(text[start:at]), "-'’"); word != "" {
				tokens = append(tokens, hintToken{word, start, at})
			}
			start = -1
		}
	}
	for i, r := range text {
		letter := unicode.IsLetter(r) || unicode.IsMark(r) || start >= 0 && (r == '-' || r == '\'' || r == '’')
		switch {
		case letter && start < 0:
			start = i
		case !letter:
			end(i)
		}
	}
	end(len(text))
	return tokens
}

// foldHint writes a word as patterns are compared: small, and with е for ё.
func foldHint(s string) string { return strings.ReplaceAll(strings.ToLower(s), "ё", "е") }
