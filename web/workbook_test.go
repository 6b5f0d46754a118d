package web_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/pana/internal/locale"
)

// survey is a workbook with these rows under the usual heading.
func survey(t *testing.T, rows ...[]string) []byte {
	t.Helper()
	return xlsx(t, map[string][][]string{"survey": append([][]string{{"type", "name", "label", "relevant", "calculation"}}, rows...)})
}

// with is a workbook in which parts are replaced or added.
func with(t *testing.T, book []byte, parts map[string]string) []byte {
	t.Helper()
	whole, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range whole.File {
		if _, replaced := parts[f.Name]; !replaced {
			if err := z.Copy(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, text := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A workbook that means harm, or that cannot be meant, is refused by the page it
// is brought to, in the reader's language, at its cell where there is one, within
// little memory, and nothing of it is kept.
func TestAWorkbookThatMeansHarmIsRefusedByThePage(t *testing.T) {
	d := openDesk(t)
	good := survey(t, []string{"text", "a", "A"})
	const first = "xl/worksheets/sheet1.xml"
	cells := func(text string) []byte {
		return with(t, good, map[string]string{first: `<worksheet><sheetData>` + text + `</sheetData></worksheet>`})
	}
	var long [][]string
	for i := range 10_000 {
		long = append(long, []string{"text", fmt.Sprintf("q%d", i), "Q"})
	}
	for _, c := range []struct {
		name string
		file []byte
		at   string // as the sentence has it
	}{
		{"a zip bomb", with(t, good, map[string]string{first: "<worksheet>" + strings.Repeat("0", 60<<20)}), ""},
		{"a bomb that nobody would read", with(t, good, map[string]string{"xl/media/image1.png": strings.Repeat("0", 60<<20)}), ""},
		{"every cell there is", cells(`</sheetData><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`), "survey"},
		{"a formula", cells(`<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>`), "survey!A1"},
		{"a macro", with(t, good, map[string]string{"xl/vbaProject.bin": "x"}), ""},
		{"a link to another workbook", with(t, good, map[string]string{"xl/externalLinks/externalLink1.xml": "<externalLink/>"}), ""},
		{"a cycle", survey(t, []string{"calculate", "a", "", "", "${b} + 1"}, []string{"calculate", "b", "", "", "${a} + 1"}), "survey!E"},
		{"a function nobody knows", survey(t, []string{"text", "a", "A", "summon('x') = 1"}), "survey!D2"},
		{"a question that is not there", survey(t, []string{"text", "a", "A", "${b} = 1"}), "survey!D2"},
		{"ten thousand questions", survey(t, long...), "survey!"},
		{"a type whose small letters are longer", survey(t, []string{"select_one \u0130\u0130\u0130", "a", "A"}), "survey!A2"},
	} {
		for _, lang := range locale.Langs() {
			if err := d.House.SetLanguage(d.As("saule"), lang); err != nil {
				t.Fatal(err)
			}
			what := c.name + " in " + string(lang)
			before, allocated := d.rows(looks...), allocatedSoFar()
			w := d.as("saule", sheet("/forms/new", map[string]string{"compartment": "care"}, "form.xlsx", bytes.NewReader(c.file)))
			grown := allocatedSoFar() - allocated
			if w.Code != 422 {
				t.Errorf("%s: status %d", what, w.Code)
			}
			fitting(t, what, w)
			text := html.UnescapeString(w.Body.String())
			if !strings.Contains(text, c.at) {
				t.Errorf("%s: the page does not name %s", what, c.at)
			}
			if key := unsaidKey.FindString(text); key != "" {
				t.Errorf("%s: the page shows the key %s", what, key)
			}
			if diff := cmp.Diff(before, d.rows(looks...)); diff != "" {
				t.Errorf("%s: something was kept:\n%s", what, diff)
			}
			if grown > 160<<20 {
				t.Errorf("%s: %d MB of memory were taken", what, grown>>20)
			}
		}
	}
	if w := d.as("saule", sheet("/forms/new", map[string]string{"compartment": "care"}, "form.xlsx", bytes.NewReader(good))); w.Code != 303 {
		t.Errorf("a good one: status %d", w.Code)
	}
}
