package blank_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"image"
	"image/png"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/blank"
)

var known = []string{"person", "text", "recipient"}

// values are what the gaps are filled with.
func values(name string) string {
	return map[string]string{"person": "Invented Aigerim", "text": "First line\nsecond <line> & more", "recipient": "Police"}[name]
}

// letter writes a letter of paragraphs whose XML is given.
func letter(t testing.TB, paras ...string) []byte {
	t.Helper()
	file, err := blank.Write([]blank.Para{{Text: "BODY"}})
	if err != nil {
		t.Fatal(err)
	}
	return with(t, file, map[string]func(string) string{"word/document.xml": func(string) string {
		return `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="urn:r"><w:body>` + strings.Join(paras, "") + `</w:body></w:document>`
	}})
}

func para(pieces ...string) string {
	var b strings.Builder
	b.WriteString(`<w:p w:rsidR="00AA11BB">`)
	for _, p := range pieces {
		b.WriteString(`<w:r><w:rPr><w:b/></w:rPr><w:t>` + p + `</w:t></w:r><w:proofErr w:type="spellStart"/>`)
	}
	return b.String() + `</w:p>`
}

// with changes parts of a document, or adds them.
func with(t testing.TB, file []byte, change map[string]func(string) string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	write := func(name, content string) {
		f, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(f, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	left := maps.Clone(change)
	for _, f := range z.File {
		content := part(t, file, f.Name)
		if c, ok := left[f.Name]; ok {
			content = c(content)
			delete(left, f.Name)
		}
		write(f.Name, content)
	}
	for _, name := range slices.Sorted(maps.Keys(left)) {
		write(name, left[name](""))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func part(t testing.TB, file []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		return ""
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func is(s string) func(string) string { return func(string) string { return s } }

func TestALetterIsFilledInHoweverItsGapsAreTorn(t *testing.T) {
	for name, pieces := range map[string][]string{
		"whole":                  {"To {{recipient}} about {{person}}: {{text}}."},
		"torn in the middle":     {"To {{reci", "pient}} about {", "{person}", "}: {{text}}."},
		"each letter by itself":  strings.Split("To {{recipient}} about {{person}}: {{text}}.", ""),
		"spaces and large":       {"To {{ Recipient }} about {{PERSON}}: {{text }}."},
		"a gap begins the piece": {"To ", "{{recipient}}", " about ", "{{person}}", ": ", "{{text}}", "."},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := blank.Read(letter(t, para(pieces...)), known)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(b.Gaps(), []string{"person", "recipient", "text"}) {
				t.Errorf("it asks for %v", b.Gaps())
			}
			file, err := b.Fill(values)
			if err != nil {
				t.Fatal(err)
			}
			text, err := blank.Text(file)
			if err != nil {
				t.Fatal(err)
			}
			if want := "To Police about Invented Aigerim: First line\nsecond <line> & more.\n"; text != want {
				t.Errorf("it says %q", text)
			}
			lines, err := b.Draw(values)
			if err != nil || len(lines) != 1 || !lines[0].Strong {
				t.Fatalf("drawn as %v, %v", lines, err)
			}
			var drawn strings.Builder
			for _, s := range lines[0].Spans {
				drawn.WriteString(s.Text)
			}
			if drawn.String()+"\n" != text {
				t.Errorf("drawn as %q, written as %q", drawn.String(), text)
			}
		})
	}
}

func TestTablesBoxesHeadersAndFootersAreFilledInToo(t *testing.T) {
	file := with(t, letter(t, `<w:tbl><w:tr><w:tc>`+para("Who")+`</w:tc><w:tc>`+para("{{person}}")+`</w:tc></w:tr></w:tbl>`), map[string]func(string) string{
		"word/header1.xml": is(`<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + para("{{recipient}}") + `</w:hdr>`),
		"word/_rels/document.xml.rels": is(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="t/header" Target="header1.xml"/>` +
			`<Relationship Id="r2" Type="t/settings" Target="settings.xml"/></Relationships>`),
		"word/settings.xml":  is(`<w:settings xmlns:w="urn:w"><w:rsids/></w:settings>`),
		"docProps/core.xml":  is(`<p><creator>Somebody</creator></p>`),
		"customXml/item.xml": is(`<a>secret path</a>`),
	})
	b, err := blank.Read(file, known)
	if err != nil {
		t.Fatal(err)
	}
	out, err := b.Fill(values)
	if err != nil {
		t.Fatal(err)
	}
	text, err := blank.Text(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Police", "Invented Aigerim"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %q", want, text)
		}
	}
	for _, trace := range []string{"Somebody", "secret", "00AA11BB", "settings"} {
		if bytes.Contains(out, []byte(trace)) || strings.Contains(part(t, out, "word/document.xml")+part(t, out, "word/_rels/document.xml.rels"), trace) {
			t.Errorf("%q leaves with the letter", trace)
		}
	}
	lines, err := b.Draw(values)
	if err != nil || len(lines) != 2 || lines[0].Spans[0].Gap != "recipient" || len(lines[1].Cells) != 2 || lines[1].Cells[1][0].Text != "Invented Aigerim" {
		t.Errorf("drawn as %+v, %v", lines, err)
	}
}

func TestAPictureIsDrawnAnew(t *testing.T) {
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	file := with(t, letter(t, para("{{text}}")), map[string]func(string) string{"word/media/image1.png": is(picture.String() + "GPS after its end")})
	b, err := blank.Read(file, known)
	if err != nil {
		t.Fatal(err)
	}
	out, err := b.Fill(values)
	if err != nil {
		t.Fatal(err)
	}
	if got := part(t, out, "word/media/image1.png"); got == "" || strings.Contains(got, "GPS") {
		t.Errorf("the picture is %d bytes and carries what stood behind it", len(got))
	}
}

func TestWhatIsRefused(t *testing.T) {
	good := func(t testing.TB) []byte { return letter(t, para("{{text}}")) }
	for name, one := range map[string]struct {
		file func(testing.TB) []byte
		say  string
	}{
		"a gap that there is not": {func(t testing.TB) []byte { return letter(t, para("{{persn}}")) }, "blank.gap.unknown"},
		"a gap that never ends":   {func(t testing.TB) []byte { return letter(t, para("{{text}} {{person")) }, "blank.gap.open"},
		"no gap at all":           {func(t testing.TB) []byte { return letter(t, para("text")) }, "blank.gaps.none"},
		"a field that fetches": {func(t testing.TB) []byte {
			return letter(t, para("{{text}}"), `<w:p><w:r><w:fldChar/><w:instrText>INCLUDE</w:instrText><w:instrText>PICTURE "x"</w:instrText><w:fldChar/></w:r></w:p>`)
		}, "blank.field"},
		"a field of today": {func(t testing.TB) []byte {
			return letter(t, para("{{text}}"), `<w:p><w:fldSimple w:instr=" DATE "/></w:p>`)
		}, "blank.field"},
		"changes that were not settled": {func(t testing.TB) []byte { return letter(t, `<w:p><w:ins>`+para("{{text}}")+`</w:ins></w:p>`) }, "blank.changes"},
		"remarks": {func(t testing.TB) []byte {
			return with(t, good(t), map[string]func(string) string{"word/comments.xml": is(`<w:comments xmlns:w="urn:w"><w:comment/></w:comments>`)})
		}, "blank.remarks"},
		"a link": {func(t testing.TB) []byte {
			return with(t, good(t), map[string]func(string) string{"word/_rels/document.xml.rels": is(`<Relationships><Relationship Id="r" Type="t/hyperlink" Target="x" TargetMode="External"/></Relationships>`)})
		}, "blank.file.outside"},
		"a macro": {func(t testing.TB) []byte {
			return with(t, good(t), map[string]func(string) string{"word/vbaProject.bin": is("x")})
		}, "blank.file.macro"},
		"a program inside": {func(t testing.TB) []byte {
			return with(t, good(t), map[string]func(string) string{"word/embeddings/a.bin": is("x")})
		}, "blank.file.embedded"},
		"a picture of another kind": {func(t testing.TB) []byte {
			return with(t, good(t), map[string]func(string) string{"word/media/image1.emf": is("x")})
		}, "blank.picture"},
		"a workbook": {func(t testing.TB) []byte {
			return with(t, good(t), map[string]func(string) string{"[Content_Types].xml": func(s string) string { return strings.ReplaceAll(s, "wordprocessingml", "x") }})
		}, "blank.file.kind"},
		"a page of the web": {func(testing.TB) []byte { return []byte("<html>") }, "blank.file.kind"},
		"half a file":       {func(t testing.TB) []byte { f := good(t); return f[:len(f)/2] }, "blank.file.broken"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := blank.Read(one.file(t), known)
			var e *pana.Error
			if !errors.As(err, &e) || e.Say != one.say || e.Kind != pana.Invalid || e.Field != "file" {
				t.Errorf("refused with %v, not %s", err, one.say)
			}
			if one.say == "blank.gap.unknown" && (e.With["Like"] != "person" || e.With["Name"] != "persn") {
				t.Errorf("it says %v", e.With)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(letter(f, para("To {{recipient}}: ", "{{text}}")))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, file []byte) {
		b, err := blank.Read(file, known)
		if err != nil {
			if pana.KindOf(err) != pana.Invalid {
				t.Fatalf("refused as %v", err)
			}
			return
		}
		out, err := b.Fill(values)
		if err != nil {
			if pana.KindOf(err) != pana.Invalid {
				t.Fatalf("not filled in: %v", err)
			}
			return
		}
		if _, err := blank.Text(out); err != nil {
			t.Fatalf("what was filled in is no letter any more: %v", err)
		}
		if _, err := b.Draw(values); err != nil {
			t.Fatal(err)
		}
	})
}
