package casework

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
)

func TestANameIsFoundAcrossScriptsAndWithASlip(t *testing.T) {
	w := open(t)
	gul := w.come("dina", called("Әйгүл", "Gulya")).Code
	w.come("dina", called("Тамара"))
	pair := w.come("timur", NewClient{Names: Names{Full: "Gulnara Saparova"}}).Code
	for _, test := range []struct{ find, want string }{
		{"Aigul", gul}, {"Айгуль", gul}, {"aygul", gul}, {"Ajgul", gul}, {"Aigl", gul}, {"Ai", gul}, {"гуля", gul},
		{"Сапарова Гульнара", pair}, {"gulnara saparowa", pair}, {"Saparova", pair},
	} {
		if got := w.finds("dina", test.find); !slices.Contains(got, test.want) {
			t.Errorf("%q finds %v, want %s", test.find, got, test.want)
		}
	}
	for _, find := range []string{"", "g", "Bronislaw", "7"} {
		if got := w.finds("dina", find); len(got) > 0 && find != "7" {
			t.Errorf("%q finds %v", find, got)
		}
	}
	_, err := w.Find(w.As("dina"), "a\u202e")
	if e, ok := err.(*pana.Error); !ok || e.Field != "find" {
		t.Errorf("a name written backwards: %v", err)
	}
	for _, name := range []string{"vera", "lena", "arman", "oleg"} {
		_, err := w.Find(w.As(name), "Aigul")
		is(t, err, pana.Forbidden, "policy.refused")
	}
	if n := count(t, w, `SELECT count(*) FROM trail WHERE act = 'client.find'`); n != 13 {
		t.Errorf("%d lines for 13 searches", n)
	}
}

func TestACodeIsFoundInAnyCaseAndByItsNumber(t *testing.T) {
	w := open(t)
	a := w.come("dina", called("Madina"))
	p := strings.Split(a.Code, "-")
	for _, find := range []string{a.Code, strings.ToLower(a.Code), p[2], p[1] + "-" + p[2], p[1] + p[2], p[0] + " " + p[1] + " " + p[2], p[2][:2]} {
		if got := w.finds("dina", find); !slices.Contains(got, a.Code) {
			t.Errorf("%q does not find %s but %v", find, a.Code, got)
		}
	}
	if got := w.finds("timur", a.Code); got != nil {
		t.Errorf("night duty finds a code hidden from it: %v", got)
	}
}

func TestWholeNamesComeBeforeLikeOnes(t *testing.T) {
	w := open(t)
	like := w.come("dina", called("Madine")).Code
	same := w.come("dina", called("Madina")).Code
	if diff := cmp.Diff([]string{same, like}, w.finds("dina", "Мадина")); diff != "" {
		t.Errorf("order: %s", diff)
	}
}

func TestReadCode(t *testing.T) {
	for _, test := range []struct {
		text string
		want codePart
		ok   bool
	}{
		{"kz-26-417", codePart{"KZ", "26", "417"}, true},
		{"26-417", codePart{"", "26", "417"}, true},
		{" 417 ", codePart{"", "", "417"}, true},
		{"KZ 417", codePart{"KZ", "", "417"}, true},
		{"Madina", codePart{}, false},
		{"KZ-", codePart{}, false},
		{"417; DROP TABLE", codePart{}, false},
	} {
		if got, ok := readCode(test.text); got != test.want || ok != test.ok {
			t.Errorf("readCode(%q) = %v, %v", test.text, got, ok)
		}
	}
	for digits, want := range map[string]string{"41": "42", "499": "5", "99": "", "0": "1"} {
		if got := after(digits); got != want {
			t.Errorf("after(%q) = %q, want %q", digits, got, want)
		}
	}
}

func FuzzReadCode(f *testing.F) {
	f.Add("KZ-26-417")
	f.Add("26 417")
	f.Fuzz(func(t *testing.T, text string) {
		p, ok := readCode(text)
		if ok && (p.number == "" || strings.ContainsAny(p.number+p.year+p.prefix, "%_'\x00")) {
			t.Errorf("readCode(%q) = %+v", text, p)
		}
	})
}
