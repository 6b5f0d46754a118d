package locale

import (
	"slices"
	"testing"
)

func TestNumbersMoneyAndLists(t *testing.T) {
	r := For(KK, Words{})
	for got, want := range map[string]string{
		r.Number(0):               "0",
		r.Number(1992):            "1992",
		r.Number(12000):           "12 000",
		r.Number(-1234567):        "−1 234 567",
		r.Money(12000, "KZT"):     "12 000 ₸",
		r.Money(950, "UZS"):       "950 UZS",
		r.List(nil):               "",
		r.List([]string{"төсек"}): "төсек",
		r.List([]string{"нан", "шай", "көрпе"}):   "нан, шай және көрпе",
		For(RU, Words{}).List([]string{"а", "б"}): "а и б",
	} {
		if plainly(got) != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestKazakhLettersStandInTheirOwnPlaces(t *testing.T) {
	want := []string{"ақша", "әже", "бала", "гүл", "ғалым", "кілт", "қала", "нан", "ңа", "орын", "өмір", "ұл", "үй", "хат", "һа", "шай", "ыдыс", "іні"}
	got := slices.Clone(want)
	slices.Reverse(got)
	For(KK, Words{}).Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if r := For(RU, Words{}); !r.Less("ёлка", "жук") || !r.Less("Ёлка", "жук") || r.Less("б", "а") || r.Less("а", "а") {
		t.Error("the Russian alphabet is out of order")
	}
}

func TestNegotiateChoosesALanguageOfTheStaff(t *testing.T) {
	for header, want := range map[string]Lang{
		"kk-KZ,kk;q=0.9,ru;q=0.8":          KK,
		"ru-RU,ru;q=0.9,en;q=0.8":          RU,
		"en-US":                            EN,
		"uz-Latn-UZ,en;q=0.1":              RU,
		"fr-FR,fr;q=0.9,kk;q=0.2,ru;q=0.1": KK,
		"en;q=0.2,ru;q=0.7":                RU,
		"de":                               EN,
		"":                                 EN,
		"*":                                EN,
		"\x00;;;q=zz,":                     EN,
	} {
		if got := Negotiate(header); got != want {
			t.Errorf("%q gives %q, want %q", header, got, want)
		}
	}
}

func TestHundredthsAreWrittenWhereThereAreAny(t *testing.T) {
	for n, want := range map[int64]string{1_250_000: "12\u00a0500\u00a0₸", 1_250_050: "12\u00a0500,50\u00a0₸", 5: "0,05\u00a0₸", -5: "−0,05\u00a0₸", -150: "−1,50\u00a0₸", 0: "0\u00a0₸"} {
		if got := For(RU, Words{}).Minor(n, "KZT"); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
	if got := For(EN, Words{}).Minor(1_250_050, "USD"); got != "12\u00a0500.50\u00a0$" {
		t.Errorf("in English %q", got)
	}
}
