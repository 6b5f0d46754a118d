package form_test

import (
	"testing"

	"example.org/pana"
	"example.org/pana/internal/form"
)

// A document is opened or refused in words, and what it unpacks to is bounded.
func FuzzOpenDocument(f *testing.F) {
	book, err := form.Write(form.Sheet{Name: "a", Rows: [][]string{{"a"}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(book)
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, file []byte) {
		d, err := form.OpenDocument(file)
		if err != nil {
			if pana.KindOf(err) != pana.Invalid {
				t.Fatalf("refused as %v", err)
			}
			return
		}
		for _, part := range d.Parts() {
			b, err := d.Bytes(part)
			if err == nil && len(b) > 6<<20 {
				t.Fatalf("%d bytes out of one part", len(b))
			}
		}
	})
}
