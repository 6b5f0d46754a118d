package pdf_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"example.org/pana/internal/pdf"
	"example.org/pana/internal/pdf/pdftest"
)

const mark = "Karlygash-43.2389N"

func TestOfAPDFOnlyWhatItsPagesShowIsKept(t *testing.T) {
	all := pdftest.Corpus(mark)
	if len(all) < 300 {
		t.Errorf("only %d files", len(all))
	}
	for name, file := range all {
		if !pdftest.Holds(file, mark) {
			if strings.HasPrefix(name, "an earlier version") {
				continue
			}
			t.Errorf("%s: the file says nothing, the test shows nothing", name)
			continue
		}
		out, pages, err := pdf.Clean(file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if pdftest.Holds(out, mark) {
			t.Errorf("%s is still said", name)
		}
		for _, key := range []string{"/Info", "/ID", "/Metadata", "/Producer", "/PieceInfo", "/JavaScript", "/EmbeddedFiles", "/URI"} {
			if bytes.Contains(out, []byte(key)) {
				t.Errorf("%s: %s is still there", name, key)
			}
		}
		if pages != 1 || strings.Count(pdftest.Says(out), "what is seen") != 1 || !bytes.Contains(out, []byte("/Im0 ")) {
			t.Errorf("%s: the page does not show what it showed", name)
		}
		again, _, err := pdf.Clean(out)
		if err != nil || pdftest.Holds(again, mark) {
			t.Errorf("%s cannot be read again: %v", name, err)
		}
	}
}

func TestALockedOrBrokenPDFIsRefused(t *testing.T) {
	if _, _, err := pdf.Clean(pdftest.Locked()); !errors.Is(err, pdf.ErrLocked) {
		t.Errorf("locked: %v", err)
	}
	for _, file := range []string{"", "%PDF-1.7\n", "%PDF-1.7\n" + strings.Repeat("x", 5000), "%PDF-1.7\ntrailer<</Root 1 0 R>>"} {
		if _, _, err := pdf.Clean([]byte(file)); !errors.Is(err, pdf.ErrDamaged) {
			t.Errorf("%.20q: %v", file, err)
		}
	}
}

func TestAPDFThatTurnsInCirclesEnds(t *testing.T) {
	for _, body := range []string{
		"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>endobj",
		"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj 2 0 R endobj",
		"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[" + strings.Repeat("[", 4000) + strings.Repeat("]", 4000) + "]>>endobj",
	} {
		if _, _, err := pdf.Clean([]byte("%PDF-1.4\n" + body + "\ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF")); !errors.Is(err, pdf.ErrDamaged) {
			t.Errorf("%.80s: %v", body, err)
		}
	}
}

func TestReadingAPDFWritesNothingOutsideTheHouse(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", home)
	for _, file := range pdftest.Corpus(mark) {
		pdf.Clean(file)
		break
	}
	if left, err := os.ReadDir(home); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

func FuzzClean(f *testing.F) {
	for _, file := range pdftest.Corpus(mark) {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		out, pages, err := pdf.Clean(file)
		if err != nil {
			if out != nil || !errors.Is(err, pdf.ErrLocked) && !errors.Is(err, pdf.ErrDamaged) {
				t.Fatalf("an odd refusal: %v", err)
			}
			return
		}
		if _, n, err := pdf.Clean(out); err != nil || n != pages {
			t.Fatalf("what was made of it has %d pages of %d: %v", n, pages, err)
		}
	})
}
