package report_test

import (
	"bytes"
	"slices"
	"testing"

	"example.org/pana/house/housetest"
	"example.org/pana/internal/layout"
	"example.org/pana/internal/locale"
	"example.org/pana/report"
)

func TestMoneyIsShownAsTheReaderWritesItAndKeptAsANumber(t *testing.T) {
	w := open(t)
	for range 3 {
		w.comes(woman)
	}
	c := w.choice(report.CityAct)
	w.december()
	d, err := w.Draft(w.As("saule"), c)
	housetest.Done(t, "a draft", err)
	texts := func(sheets []layout.Sheet) (all []string) {
		for _, s := range sheets {
			for _, row := range s.Rows {
				for _, cell := range row {
					all = append(all, cell.Text)
				}
			}
		}
		return all
	}
	for lang, want := range map[locale.Lang]string{locale.KK: "135\u00a0000\u00a0₸", locale.RU: "135\u00a0000\u00a0₸", locale.EN: "135\u00a0000\u00a0₸"} {
		sheets, err := w.DraftSheets(d, locale.For(lang, locale.Client))
		housetest.Done(t, "drawn", err)
		if got := texts(sheets); !slices.Contains(got, want) || slices.Contains(got, "135000") {
			t.Errorf("%s reads %q", lang, got)
		}
	}
	f := w.approves("saule", c)
	sheets, err := w.Reports.Sheets(f, nil)
	housetest.Done(t, "paper", err)
	if got := texts(sheets); !slices.Contains(got, "135\u00a0000\u00a0₸") {
		t.Errorf("the paper says %q", got)
	}
	if !bytes.Contains(w.CSV(f), []byte(`"135000.00"`)) {
		t.Errorf("programs read %s", w.CSV(f))
	}
}

func TestEveryNumberOfASheetIsShownAsItsReaderWritesIt(t *testing.T) {
	one := func(n int64, decimals int) layout.Value { return layout.Value{Number: n, Decimals: decimals} }
	for _, test := range []struct {
		figure string
		value  layout.Value
		ru, en string
	}{
		{"money.total", one(742_550, 2), "7425,50\u00a0€", "7425.50\u00a0€"},
		{"days.tariff", one(1_200_000, 2), "12\u00a0000\u00a0€", "12\u00a0000\u00a0€"},
		{"days", one(25, 1), "2,5", "2.5"},
		{"hours", one(1_234_525, 2), "12\u00a0345,25", "12\u00a0345.25"},
		{"people", one(12_345, 0), "12\u00a0345", "12\u00a0345"},
		{"since", layout.Value{Text: "01.11.2026"}, "", ""},
	} {
		for lang, want := range map[locale.Lang]string{locale.RU: test.ru, locale.KK: test.ru, locale.EN: test.en} {
			v := report.Shown(layout.Values{One: map[string]layout.Value{"pana." + test.figure: test.value}}, locale.For(lang, locale.Client), "EUR")
			if got := v.One["pana."+test.figure].Shown; got != want {
				t.Errorf("%s in %s is shown as %q, want %q", test.figure, lang, got, want)
			}
		}
	}
	list := map[string][]layout.Value{"pana.list.money": {one(50, 2)}, "pana.list.days": {one(15, 1)}}
	v := report.Shown(layout.Values{List: list}, locale.For(locale.RU, locale.Client), "KZT")
	if got := v.List["pana.list.money"][0].Shown + " " + v.List["pana.list.days"][0].Shown; got != "0,50\u00a0₸ 1,5" {
		t.Errorf("a list is shown as %q", got)
	}
}
