package locale

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"example.org/pana"
)

// plain makes no-break spaces plain, so that rows can be read.
func plainly(s string) string { return strings.ReplaceAll(s, nbsp, " ") }

func TestDatesAreWrittenInFullWords(t *testing.T) {
	for lang, want := range map[Lang][4]string{
		EN: {"23 November 2026", "November 2026", "23 November", "Monday"},
		RU: {"23 ноября 2026 г.", "ноябрь 2026 г.", "23 ноября", "понедельник"},
		KK: {"2026 жылғы 23 қараша", "2026 жылғы қараша", "23 қараша", "дүйсенбі"},
		UZ: {"2026-yil 23-noyabr", "2026-yil noyabr", "23-noyabr", "dushanba"},
		UK: {"23 листопада 2026 р.", "листопад 2026 р.", "23 листопада", "понеділок"},
	} {
		r, d := For(lang, Words{}), pana.Date("2026-11-23")
		got := [4]string{plainly(r.Date(d)), plainly(r.Month(d)), r.DayMonth(d), r.Weekday(d.Time().Weekday())}
		if got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
		if got := r.ShortDate(d); got != "23.11.2026" {
			t.Errorf("%s: short %q", lang, got)
		}
		for _, none := range []pana.Date{"", "2026-02-30"} {
			for _, got := range []string{r.Date(none), r.Month(none), r.DayMonth(none), r.ShortDate(none)} {
				if got != r.Fuzzy(pana.Fuzzy{}) {
					t.Errorf("%s: %q is written %q", lang, none, got)
				}
			}
		}
	}
}

func TestMomentsAreWrittenInTheirOwnZone(t *testing.T) {
	at := time.Date(2026, 11, 23, 22, 12, 0, 0, time.UTC).In(time.FixedZone("house", 5*3600))
	if got := For(EN, Words{}).DateTime(at); got != "24 November 2026, 03:12" {
		t.Errorf("%q", got)
	}
}

func TestRememberedMomentsAreNeverMoreExactThanTheyAre(t *testing.T) {
	for _, row := range []struct {
		date       pana.Date
		precision  pana.Precision
		en, ru, kk string
		uz, uk     string
	}{
		{"1991-12-31", pana.Before, "before 1992", "до 1992 г.", "1992 жылға дейін", "1992-yilgacha", "до 1992 р."},
		{"1992-01-01", pana.Before, "before 1992", "до 1992 г.", "1992 жылға дейін", "1992-yilgacha", "до 1992 р."},
		{"2010-02-28", pana.Before, "before March 2010", "до марта 2010 г.", "2010 жылғы наурызға дейін", "2010-yil martgacha", "до березня 2010 р."},
		{"2010-03-05", pana.Before, "no later than 5 March 2010", "не позднее 5 марта 2010 г.", "2010 жылғы 5 наурыз немесе одан бұрын", "2010-yil 5-mart yoki undan oldin", "не пізніше 5 березня 2010 р."},
		{"1991-12-31", pana.After, "after 1991", "после 1991 г.", "1991 жылдан кейін", "1991-yildan keyin", "після 1991 р."},
		{"1992-01-01", pana.After, "after 1991", "после 1991 г.", "1991 жылдан кейін", "1991-yildan keyin", "після 1991 р."},
		{"2010-04-01", pana.After, "after March 2010", "после марта 2010 г.", "2010 жылғы наурыздан кейін", "2010-yil martdan keyin", "після березня 2010 р."},
		{"2010-03-05", pana.After, "no earlier than 5 March 2010", "не ранее 5 марта 2010 г.", "2010 жылғы 5 наурыз немесе одан кейін", "2010-yil 5-mart yoki undan keyin", "не раніше 5 березня 2010 р."},
		{"2010-10-05", pana.Season, "autumn 2010", "осень 2010 г.", "2010 жылғы күз", "2010-yil kuz", "осінь 2010 р."},
		{"2010-01-05", pana.Season, "winter 2009–2010", "зима 2009–2010 гг.", "2009–2010 жылғы қыс", "2009–2010-yil qish", "зима 2009–2010 рр."},
		{"1998-06-06", pana.About, "about 1998", "около 1998 г.", "шамамен 1998 жыл", "taxminan 1998-yil", "близько 1998 р."},
		{"1998-06-06", pana.Decade, "the 1990s", "1990-е годы", "1990-жылдар", "1990-yillar", "1990-ті роки"},
		{"1998-06-06", pana.Year, "1998", "1998 г.", "1998 жыл", "1998-yil", "1998 р."},
		{"1998-06-06", pana.Month, "June 1998", "июнь 1998 г.", "1998 жылғы маусым", "1998-yil iyun", "червень 1998 р."},
		{"1998-06-06", pana.Day, "6 June 1998", "6 июня 1998 г.", "1998 жылғы 6 маусым", "1998-yil 6-iyun", "6 червня 1998 р."},
		{"", pana.Unknown, "not known", "неизвестно", "белгісіз", "nomaʼlum", "невідомо"},
	} {
		f, err := pana.NewFuzzy(row.date, row.precision)
		if err != nil {
			t.Fatal(err)
		}
		for lang, want := range map[Lang]string{EN: row.en, RU: row.ru, KK: row.kk, UZ: row.uz, UK: row.uk} {
			if got := plainly(For(lang, Words{}).Fuzzy(f)); got != want {
				t.Errorf("%s %s %s: %q, want %q", row.date, row.precision, lang, got, want)
			}
		}
	}
}

func TestEndsThatDoNotFitThePrecisionAreBothWritten(t *testing.T) {
	r := For(EN, Words{})
	for f, want := range map[pana.Fuzzy]string{
		{Earliest: "1991-01-01", Latest: "1994-12-31", Precision: pana.Year}:  "between 1991 and 1994",
		{Earliest: "1991-03-05", Latest: "1991-04-02", Precision: pana.Day}:   "between 5 March 1991 and 2 April 1991",
		{Earliest: "1991-03-05", Latest: "1991-04-02"}:                        "between 5 March 1991 and 2 April 1991",
		{Earliest: "1990-01-01", Latest: "1999-12-31", Precision: pana.About}: "between 1990 and 1999",
	} {
		if got := r.Fuzzy(f); got != want {
			t.Errorf("%v: %q, want %q", f, got, want)
		}
	}
}

// Only a moment known to the day may show a day it was made from.
func TestADayIsWrittenOnlyWhenItIsKnown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := pana.Date("1950-01-01").AddDays(rapid.IntRange(0, 30000).Draw(t, "days"))
		p := rapid.SampledFrom([]pana.Precision{pana.Month, pana.Season, pana.Year, pana.Decade, pana.About}).Draw(t, "precision")
		lang := rapid.SampledFrom(ClientLangs()).Draw(t, "lang")
		f, err := pana.NewFuzzy(day, p)
		if err != nil {
			t.Fatal(err)
		}
		r := For(lang, Words{})
		if got := r.Fuzzy(f); strings.Contains(got, r.DayMonth(day)) || strings.Contains(got, string(day)) || got == "" {
			t.Fatalf("%s to the %s: %q", day, p, got)
		}
	})
}

func TestPeriodsSayWhichEndIsOpen(t *testing.T) {
	from, _ := pana.NewFuzzy("2009-11-03", pana.Month)
	until, _ := pana.NewFuzzy("2010-10-01", pana.Season)
	for name, row := range map[string]struct {
		p    pana.Period
		want string
	}{
		"both ends known":  {pana.Period{From: from, Until: until}, "November 2009 – autumn 2010"},
		"the end is open":  {pana.Period{From: from}, "November 2009 – end not known"},
		"the start is not": {pana.Period{Until: until}, "start not known – autumn 2010"},
		"nothing is known": {pana.Period{}, "not known"},
		"one moment":       {pana.Period{From: until, Until: until}, "autumn 2010"},
	} {
		if got := For(EN, Words{}).Period(row.p); got != row.want {
			t.Errorf("%s: %q, want %q", name, got, row.want)
		}
	}
}

func TestEveryCalendarIsFull(t *testing.T) {
	for lang, c := range calendars {
		words := slices.Concat(c.months[1:], c.ofMonth[1:], c.days[:], c.seasons[:],
			[]string{c.and, c.unknown, c.noStart, c.noEnd, aboutYear[lang], byThat[lang], fromThat[lang]})
		if slices.Contains(words, "") || strings.Count(c.betweens, "%s") != 2 {
			t.Errorf("%s lacks a word: %q", lang, words)
		}
	}
	if len(calendars) != len(ClientLangs()) {
		t.Errorf("%d calendars", len(calendars))
	}
}
