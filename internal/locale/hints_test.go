package locale

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWordsThatCouldHurtGetAHintInWhateverEndingTheyAreWritten(t *testing.T) {
	for text, want := range map[string]string{
		"She chose to go with him.":                  "chose",
		"Refused to talk today; LIED about her age.": "refused lied",
		"He called her a prostitute.":                "prostitute",
		"She sold herself for the debt.":             "sold-herself",
		"Она сама выбрала такую жизнь.":              "chose",
		"От еды отказалась, потом отказывается и от врача.": "refused",
		"Проститутку привезли ночью":                        "prostitute",
		"Продавала себя у трассы":                           "sold-herself",
		"Кажется, она врёт.":                                "lied",
		"Нелегалка, документов нет":                         "illegal",
		"Өз еркімен барған":                                 "chose",
		"Тамақтан бас тартты":                               "refused",
		"Өтірік айтып тұр":                                  "lied",
		"Жезөкшелікпен айналысқан":                          "prostitute",
		"Анасы маскүнем":                                    "addict",
		"Девочки поссорились на кухне":                      "girl",

		"She decided to stay.":                "",
		"She does not want the doctor today.": "",
		"Решила остаться, от врача пока воздержалась.":                      "",
		"Выборка книг, девять полок, врачи приехали.":                       "",
		"Қызы келді, қызғылт көйлек киген.":                                 "",
		"Таңертең тұрды, таңдай қатты.":                                     "",
		"Her choices at lunch: soup or salad. The liaison officer called.":  "",
		"Врач сказал, что враг здоровья — сырость. Врата храма открыты.":    "",
		"Girlish laughter, chosen-like words, and a boy called Refusenikov": "",
	} {
		var got []string
		for _, h := range Hints(text) {
			got = append(got, h.Code)
			if !strings.Contains(text, h.Word) || h.Word == "" {
				t.Errorf("%q: the hint is about %q, which does not stand there", text, h.Word)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: hints %v, want %q", text, got, want)
		}
	}
}

func TestEveryHintHasWordsInEveryLanguageAndASentence(t *testing.T) {
	book, err := parseHints(hintWords)
	if err != nil || len(book) == 0 {
		t.Fatalf("the hints cannot be read: %v", err)
	}
	if len(HintCodes()) < 8 {
		t.Errorf("only %d hints", len(HintCodes()))
	}
	for _, lang := range Langs() {
		r := For(lang, Words{})
		for _, code := range HintCodes() {
			if !r.Has("hint." + code) {
				t.Errorf("hint.%s has no text in %s", code, lang)
			}
		}
	}
}

// No sentence of a hint needs a hint itself.
func TestWhatIsSaidInsteadHurtsNobody(t *testing.T) {
	for _, lang := range Langs() {
		r := For(lang, Words{})
		for _, code := range HintCodes() {
			for _, h := range Hints(r.T("hint." + code)) {
				t.Errorf("hint.%s in %s says %q", code, lang, h.Word)
			}
		}
	}
}

func TestAFewHintsAreEnoughAndEachIsGivenOnce(t *testing.T) {
	many := strings.Repeat("chose refused lied girl victim junkie prostitute ", 50)
	hints := Hints(many, many)
	seen := map[string]bool{}
	for _, h := range hints {
		if seen[h.Code] {
			t.Errorf("%s twice", h.Code)
		}
		seen[h.Code] = true
	}
	if len(hints) != mostHints {
		t.Errorf("%d hints, want %d", len(hints), mostHints)
	}
}

func FuzzHints(f *testing.F) {
	for _, s := range []string{"", "chose", "Сама выбрала", "бас тартты", "sold\u0301 herself", "ё", "\xff\xfe chose", "-'’-", strings.Repeat("ы", 70_000), "İ chose"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, h := range Hints(s) {
			if h.Word == "" || !strings.Contains(s, h.Word) && utf8.ValidString(s) {
				t.Errorf("%q: a hint about %q", s, h.Word)
			}
			if h.Code == "" {
				t.Errorf("%q: a hint without a code", s)
			}
		}
	})
}
