package casework

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// A strength says how a name was found.
type strength int

const (
	byNothing strength = iota
	bySlip
	byPrefix
	byExact
)

func (s strength) String() string {
	return [...]string{"nothing", "a slip", "a prefix", "the whole word"}[s]
}

// meet returns the weakest match among the words of find in the index of name.
func meet(find, name string) strength {
	index := NameTokens(name)
	query := QueryTokens(find)
	if len(query) == 0 {
		return byNothing
	}
	in := func(t string) bool { return slices.Contains(index, t) }
	weakest := byExact
	for _, w := range query {
		switch {
		case slices.ContainsFunc(w.Exact, in):
		case slices.ContainsFunc(w.Prefix, in):
			weakest = min(weakest, byPrefix)
		case slices.ContainsFunc(w.Slip, in):
			weakest = min(weakest, bySlip)
		default:
			return byNothing
		}
	}
	return weakest
}

func TestFold(t *testing.T) {
	for _, tt := range []struct {
		sentence, name string
		want           []string
	}{
		{"nobody has to have a name", "", nil},
		{"punctuation is no word", " - ?! ʻ ", nil},
		{"words keep their order", "Баян Сейтова", []string{"baian", "saituva"}},
		{"a hyphen parts words", "Ай-Гүл", []string{"ai", "gul"}},
		{"an apostrophe does not", "Oʻk'tam", []string{"uktam"}},
		{"marks of direction fall away", "Nar\u202egiz\u200f", []string{"nargiz"}},
		{"digits are kept, doubled ones too", "Guest 77", []string{"guast", "77"}},
		{"other alphabets stand for themselves", "ლალი 李娜", []string{"ლალი", "李娜"}},
		{"bytes that are not UTF-8 fall away", "Nar\xffgiz", []string{"nargiz"}},
	} {
		if diff := cmp.Diff(tt.want, Fold(tt.name)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.sentence, diff)
		}
	}
}

// Every name of a family must find every other by the whole word.
func TestFamiliesMeet(t *testing.T) {
	for _, family := range [][]string{
		{"Айгуль", "Әйгүл", "Айгүл", "Aigul", "Aygul", "Ajgul", "Äigül", "AYGÜL", "aigoul"},
		{"Гульжан", "Гүлжан", "Gulzhan", "Güljan", "Guljan", "Gülcan"},
		{"Асель", "Әсел", "Asel", "Äsel", "Assel"},
		{"Жанар", "Zhanar", "Janar", "Žanar", "JANAR"},
		{"Джамиля", "Жәмила", "Jamila", "Jamilya", "Dzhamilya", "Cemile", "Ҷамила", "Žamila"},
		{"Юлия", "Юлія", "Yulia", "Yuliya", "Iuliia", "Julia", "Julija"},
		{"Дарья", "Дария", "Daria", "Dariya", "Dar'ya", "Darja", "Дар’я"},
		{"Фёдор", "Fyodor", "Fjodor", "Fёdor"},
		{"Фёдор", "Федор", "Fedor", "Fyodor"},
		{"Ксения", "Xenia", "Ksenia", "Kseniya", "Ксенія"},
		{"Рахат", "Raxat", "Rakhat", "Rahat"},
		{"Асхат", "Askhat", "Ashat", "Asxat"},
		{"Куаныш", "Қуаныш", "Kuanysh", "Quanyş", "Quwanış", "Kuanish"},
		{"Ганна", "Hanna", "Hana", "Ґанна"},
		{"Богдан", "Bohdan", "Bogdan"},
		{"Ўктам", "Oʻktam", "O'ktam", "O`ktam", "Уктам", "Uktam"},
		{"Ғулом", "Gʻulom", "G'ulom", "Ghulom", "Гулом"},
		{"Чолпон", "Cholpon", "Çolpon", "Čolpon", "Tcholpon"},
		{"Щербакова", "Shcherbakova", "ЩЕРБАКОВА", "Scherbakova"},
		{"Цветкова", "Tsvetkova", "Tzvetkova", "Tswetkova"},
		{"Мухаммед", "Мұхаммед", "Muhammad", "Mohammed", "Muxammed", "Mukhammed"},
		{"Елена", "Elena", "Yelena", "Jelena", "Єлена"},
		{"Сейтова Баян", "Seitova Bayan", "Seytova Baian", "Сейтова Баян"},
	} {
		for _, find := range family {
			for _, name := range family {
				if got := meet(find, name); got != byExact {
					t.Errorf("%q finds %q by %v, not by the whole word", find, name, got)
				}
				if r := RankNames(find, []string{name}); len(r) != 1 || r[0].Score < 0.95 {
					t.Errorf("%q ranks %q %v", find, name, r)
				}
			}
		}
	}
}

func TestSlipsMeet(t *testing.T) {
	for _, tt := range []struct{ sentence, find, name string }{
		{"a letter is missing", "Agul", "Айгүл"},
		{"a letter too many", "Aiguml", "Айгуль"},
		{"a wrong letter", "Гульшан", "Gulzhan"},
		{"two letters changed about", "Hzanar", "Zhanar"},
		{"two letters changed about, across alphabets", "Zhnaar", "Жанар"},
		{"half of a pair of letters is missing", "Zanar", "Жанар"},
		{"the first letter is wrong", "Болпан", "Шолпан"},
		{"the last letter is missing", "Periza", "Перизат"},
		{"a space too many", "Нур Али", "Нурали"},
		{"a space too few", "Nurali", "Нур-Али"},
		{"a slip in one word of two", "Seitowa Bayna", "Баян Сейтова"},
	} {
		if meet(tt.find, tt.name) == byNothing {
			t.Errorf("%s: %q does not find %q", tt.sentence, tt.find, tt.name)
		}
		if r := RankNames(tt.find, []string{tt.name}); len(r) != 1 {
			t.Errorf("%s: %q does not rank %q", tt.sentence, tt.find, tt.name)
		}
	}
}

func TestTwoLettersFind(t *testing.T) {
	for _, tt := range []struct {
		find, name string
		want       strength
	}{
		{"А", "Ан", byNothing},
		{"Ан", "Ан", byExact},
		{"Ан", "Анар", byPrefix},
		{"Zh", "Жанар", byPrefix},
		{"Жа", "Zhanar", byPrefix},
		{"Ди", "Диана", byPrefix},
		{"Мари", "Maria", byPrefix},
		{"Ye", "Елена", byPrefix},
		{"С Баян", "Баян Сейтова", byPrefix},
		{"Ай", "Баян", byNothing},
	} {
		if got := meet(tt.find, tt.name); got != tt.want {
			t.Errorf("%q finds %q by %v, want %v", tt.find, tt.name, got, tt.want)
		}
		if n := len(RankNames(tt.find, []string{tt.name})); tt.want != byNothing && n != 1 {
			t.Errorf("%q does not rank %q", tt.find, tt.name)
		}
	}
}

func TestAbsurdNamesStaySmall(t *testing.T) {
	for _, name := range []string{
		strings.Repeat("ә", 10_000),
		strings.Repeat("xjhcyo", 2_000),
		strings.Repeat("Жо xa ", 2_000),
		strings.Repeat("\u0301", 10_000),
		strings.Repeat("ﷺ", 3_000),
	} {
		if n := len(NameTokens(name)); n > nameTokens {
			t.Errorf("%.12q… has %d tokens", name, n)
		}
		query := QueryTokens(name)
		if len(query) > foldWords {
			t.Errorf("%.12q… is sought as %d words", name, len(query))
		}
		for _, w := range query {
			if n := len(w.Exact) + len(w.Prefix) + len(w.Slip); n > wordTokens+2*foldBranch {
				t.Errorf("%.12q… asks for %d tokens", name, n)
			}
		}
		RankNames(name, []string{name})
	}
}

func TestTokensAreFew(t *testing.T) {
	cyrillic, latin := readPairs(t)
	tokens, words := 0, 0
	for _, name := range slices.Concat(cyrillic, latin) {
		tokens += len(NameTokens(name))
		words += len(Fold(name))
	}
	if mean := float64(tokens) / float64(words); mean > 15 {
		t.Errorf("%.1f tokens for a word, want at most 15", mean)
	}
}

// Letters of one way of writing, for slips.
var slipLetters = map[string][]rune{
	"Cyrillic": []rune("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяўҳҷїєґ"),
	"Latin":    []rune("abcdefghijklmnopqrstuvwxyzäöüğşıçñž"),
}

// aName draws a made-up name of one to three words and its alphabet.
func aName(t *rapid.T) (name string, alphabet []rune) {
	script := rapid.SampledFrom([]string{"Cyrillic", "Latin"}).Draw(t, "script")
	syllables := strings.Fields("ай гүл жа нар шы ңғыс ель мұх тар ди ля ерл ан ксе ни цве щер фё дор ўк ғу схат зия бек жон юл ия")
	if script == "Latin" {
		syllables = strings.Fields("ay gul zha nar shy ngh ys xa dja ya yu li ia bek jon cho tsve kh or qu wan ış çi ğa je hor ck io th")
	}
	var words []string
	for range rapid.IntRange(1, 3).Draw(t, "words") {
		w := strings.Join(rapid.SliceOfN(rapid.SampledFrom(syllables), 2, 5).Draw(t, "syllables"), "")
		for len([]rune(w)) < 4 {
			w += string(slipLetters[script][1+len(w)%3])
		}
		words = append(words, w)
	}
	return strings.Join(words, " "), slipLetters[script]
}

// slip makes one slip in one word of name.
func slip(t *rapid.T, name string, alphabet []rune) string {
	words := strings.Fields(name)
	k := rapid.IntRange(0, len(words)-1).Draw(t, "word")
	w := []rune(words[k])
	i := rapid.IntRange(0, len(w)-2).Draw(t, "place")
	letter := rapid.SampledFrom(alphabet).Draw(t, "letter")
	switch rapid.SampledFrom([]string{"more", "less", "wrong", "about"}).Draw(t, "slip") {
	case "more":
		w = slices.Insert(w, i, letter)
	case "less":
		w = slices.Delete(w, i, i+1)
	case "wrong":
		w[i] = letter
	case "about":
		w[i], w[i+1] = w[i+1], w[i]
	}
	words[k] = string(w)
	return strings.Join(words, " ")
}

func TestEveryNameFindsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name, alphabet := aName(t)
		find := strings.Map(func(r rune) rune {
			if rapid.Bool().Draw(t, "capital") {
				return unicode.ToUpper(r)
			}
			return r
		}, name)
		if got := meet(find, name); got != byExact {
			t.Fatalf("%q finds %q by %v", find, name, got)
		}
		wrong := slip(t, find, alphabet)
		if meet(wrong, name) == byNothing {
			t.Fatalf("%q does not find %q", wrong, name)
		}
		if len(RankNames(wrong, []string{name})) != 1 {
			t.Fatalf("%q does not rank %q", wrong, name)
		}
		words := strings.Fields(name)
		slices.Reverse(words)
		if r := RankNames(strings.Join(words, " "), []string{"Өзге", name}); len(r) == 0 || r[0].Index != 1 || r[0].Score < 0.95 {
			t.Fatalf("turned about, %q ranks %v", name, r)
		}
	})
}

// Each beginning of two letters or more finds the name in its own alphabet.
func TestEveryBeginningFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name, _ := aName(t)
		w := []rune(strings.Fields(name)[0])
		find := string(w[:rapid.IntRange(2, len(w)).Draw(t, "letters")])
		if got := meet(find, name); got < byPrefix {
			t.Fatalf("%q finds %q by %v", find, name, got)
		}
	})
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "Баян Сейтова", "Oʻktam", "İI ıi", "\xff\x00", "xjhcyoskh", "ﷺ ǅ ŉ", "e\u0301\u0327"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, w := range Fold(s) {
			if w == "" {
				t.Errorf("Fold(%q) has an empty word", s)
			}
		}
		index := NameTokens(s)
		if len(index) > nameTokens || !slices.IsSorted(index) || len(slices.Compact(slices.Clone(index))) != len(index) {
			t.Errorf("NameTokens(%q) = %q", s, index)
		}
		if len(QueryTokens(s)) > 0 {
			if got := meet(s, s); got != byExact {
				t.Errorf("%q finds itself by %v", s, got)
			}
			if r := RankNames(s, []string{s}); len(r) != 1 || r[0].Score != 1 {
				t.Errorf("%q ranks itself %v", s, r)
			}
		}
	})
}
