package locale

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"

	"example.org/pana"
)

func TestPluralsFollowTheCount(t *testing.T) {
	for _, row := range []struct {
		lang Lang
		n    any
		want string
	}{
		{EN, 1, "1 child"},
		{EN, 0, "0 children"},
		{RU, 1, "1 ребёнок"},
		{RU, 3, "3 ребёнка"},
		{RU, 11, "11 детей"},
		{RU, 21, "21 ребёнок"},
		{RU, int64(112), "112 детей"},
		{RU, 12345, "12\u00a0345 детей"},
		{KK, 5, "5 бала"},
		{RU, "several", "several детей"},
	} {
		if got := For(row.lang, Words{}).T("common.children", "N", row.n); got != row.want {
			t.Errorf("%s %v: %q, want %q", row.lang, row.n, got, row.want)
		}
	}
}

// The plural forms come from x/text; go-i18n carries its own copy of the CLDR
// rules, and the two must agree.
func TestPluralFormsAgreeWithAnotherCopyOfTheRules(t *testing.T) {
	names := map[plural.Form]string{plural.One: "one", plural.Few: "few", plural.Many: "many", plural.Other: "other"}
	for _, lang := range ClientLangs() {
		b := i18n.NewBundle(lang.tag())
		if err := b.AddMessages(lang.tag(), &i18n.Message{ID: "n", One: "one", Few: "few", Many: "many", Other: "other"}); err != nil {
			t.Fatal(err)
		}
		l := i18n.NewLocalizer(b, string(lang))
		for n := range 1200 {
			for _, n := range []int{n, n + 999_000, n + 12_000_000} {
				want := l.MustLocalize(&i18n.LocalizeConfig{MessageID: "n", PluralCount: n})
				if got := names[form(lang, n)]; got != want {
					t.Fatalf("%s %d: %q, want %q", lang, n, got, want)
				}
			}
		}
	}
}

func TestTheHousesOwnWordStandsInTheRightForm(t *testing.T) {
	for _, row := range []struct {
		lang  Lang
		words Words
		n     int
		want  string
	}{
		{EN, Words{}, 2, "2 clients"},
		{EN, Resident, 1, "1 resident"},
		{RU, Participant, 1, "1 участник"},
		{RU, Participant, 4, "4 участника"},
		{RU, Participant, 5, "5 участников"},
		{RU, Resident, 5, "5 проживающих"},
		{KK, Client, 5, "5 қызмет алушы"},
	} {
		if got := For(row.lang, row.words).T("common.clients", "N", row.n); got != row.want {
			t.Errorf("%q, want %q", got, row.want)
		}
	}
	if got := For(KK, Words{}).T("source.client"); got != "Қызмет алушының өз сөзі" {
		t.Errorf("a sentence that begins with the word: %q", got)
	}
}

func TestValuesAreWrittenInTheReadersWay(t *testing.T) {
	got := For(RU, Words{}).T("client.consent.until", "Day", pana.Date("2027-01-31"))
	if want := "Последний день: 31 января 2027\u00a0г."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := For(EN, Words{}).T("client.consent.until"); got != "Last day: …" {
		t.Errorf("a place nobody filled: %q", got)
	}
}

func TestAMissingKeyIsShownAndTold(t *testing.T) {
	var told string
	Missing = func(lang Lang, key string) { told = string(lang) + " " + key }
	defer func() { Missing = nil }()
	if got := For(KK, Words{}).T("no.such.key"); got != "[no.such.key]" || told != "kk no.such.key" {
		t.Errorf("%q, told %q", got, told)
	}
}

func TestClientsLanguagesFallBackOnRussianForStaffTexts(t *testing.T) {
	if got := For(UZ, Words{}).T("common.save"); got != "Сохранить" {
		t.Errorf("%q", got)
	}
	if got := For(UZ, Words{}).T("client.answer.yes"); got != "Ha" {
		t.Errorf("%q", got)
	}
	if got := For("fr", Words{}).Lang(); got != EN {
		t.Errorf("a language nobody speaks gives %q", got)
	}
}

func TestSayTellsWhatAnErrorMeans(t *testing.T) {
	r := For(EN, Words{})
	_, early := pana.ParseDate("1850-01-01")
	for name, row := range map[string]struct {
		err  error
		want string
	}{
		"an error with its limits":    {early, "The year must lie between 1900 and 2100."},
		"a wrapped error":             {fmt.Errorf("reading: %w", early), "The year must lie between 1900 and 2100."},
		"a kind without a sentence":   {&pana.Error{Kind: pana.NotFound}, "It is not here, or it is not open to you."},
		"a fault with a secret in it": {errors.New("disk of Botagoz"), "The fault is ours. What you saved before is safe. Try again in a moment."},
	} {
		if got := r.Say(row.err); got != row.want {
			t.Errorf("%s: %q, want %q", name, got, row.want)
		}
	}
}

func TestReadersAreSharedAndMayBeUsedAtOnce(t *testing.T) {
	if a, b := For(KK, Resident), For(KK, Resident); a != b {
		t.Error("the same house gets two readers")
	}
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			own := Resident
			own.EN.One.Nom = fmt.Sprint("guest", i)
			if got := For(EN, own).T("common.clients", "N", 1); got != "1 "+own.EN.One.Nom {
				t.Errorf("%q", got)
			}
			For(KK, Words{}).Sort([]string{"қала", "кала"})
		})
	}
	wg.Wait()
	if n := len(readers.m); n > 64 {
		t.Errorf("%d readers kept", n)
	}
}

func BenchmarkPage(b *testing.B) { // three hundred texts, a third of them filled
	r := For(RU, Client)
	b.ReportAllocs()
	for b.Loop() {
		r := For(RU, Client)
		for range 100 {
			_ = r.T("common.save")
			_ = r.T("error.internal.text")
			_ = r.T("common.beds", "N", 7)
		}
	}
	_ = strings.Clone(r.T("common.save"))
}
