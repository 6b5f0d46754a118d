package scan_test

import (
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/scan"
	"example.org/pana/internal/scan/scantest"
)

// FuzzAnswer has a scanner say anything: a file passes only after the one answer that
// says so.
func FuzzAnswer(f *testing.F) {
	for _, answer := range []scantest.Answer{scantest.Finds, scantest.HangsUp, scantest.TooLarge, scantest.Odd} {
		f.Add(answer([]byte("a file")))
		f.Add(answer([]byte(scantest.Harm)))
	}
	f.Add("stream: OK FOUND\x00")
	f.Add("stream: stream: OK\x00")
	f.Add("\x00stream: OK\x00")
	var say string
	s := scantest.Serve(f, func([]byte) string { return say })
	scanner, err := scan.At(s.Address, false)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, answer string) {
		say = answer
		err := scanner.Pass(t.Context(), []byte("a file"))
		fine := strings.TrimSpace(strings.TrimRight(answer, "\x00")) == "stream: OK"
		if fine != (err == nil) {
			t.Fatalf("%q: %v", answer, err)
		}
		if err != nil && pana.KindOf(err) != pana.Invalid {
			t.Fatalf("an odd refusal: %v", err)
		}
	})
}
