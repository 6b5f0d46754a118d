package pdf

import (
	"bytes"
	"testing"

	"example.org/pana/internal/pdf/pdftest"
)

// FuzzParts hands the parts of a file, as they stand inside it, to whoever makes them
// plain. Whatever was made plain is plain: making it so again changes nothing.
func FuzzParts(f *testing.F) {
	for _, file := range pdftest.Corpus("a mark") {
		f.Add(file)
		for _, part := range bytes.Split(file, []byte("stream")) {
			f.Add(bytes.Trim(part, "\r\n"))
		}
	}
	f.Add([]byte("BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"))
	f.Add([]byte("/Span <</ActualText (a mark)>> BDC (x) Tj EMC"))
	f.Fuzz(func(t *testing.T, in []byte) {
		for name, plain := range map[string]func([]byte) ([]byte, bool){"JPEG": plainJPEG, "JPX": plainJPX, "JBIG2": plainJBIG2,
			"profile": sure(plainProfile), "content": sure(plainContent), "program": sure(plainProgram)} {
			before := bytes.Clone(in)
			out, ok := plain(in)
			if !bytes.Equal(in, before) {
				t.Fatalf("%s: the part itself was changed", name)
			}
			if !ok || len(out) == 0 {
				continue
			}
			again, ok := plain(out)
			if name == "content" || name == "program" { // blanks between words mean nothing there
				out, again = bytes.Join(bytes.Fields(out), []byte(" ")), bytes.Join(bytes.Fields(again), []byte(" "))
			}
			if !ok || !bytes.Equal(out, again) {
				t.Fatalf("%s: made plain twice it is another:\n%.300q\n%.300q\n%.300q", name, in, out, again)
			}
		}
	})
}

func sure(plain func([]byte) []byte) func([]byte) ([]byte, bool) {
	return func(in []byte) ([]byte, bool) { return plain(in), true }
}
