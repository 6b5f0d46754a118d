package trail

import (
	"bytes"
	"testing"
)

func FuzzStateOfRows(f *testing.F) {
	f.Add(state{"notes": {{1}, {2}}, "alerts": {{3}}}.encode())
	f.Add([]byte{})
	f.Add([]byte{5, 'n', 'o', 't', 'e', 's', 255, 255, 255, 255})
	f.Fuzz(func(t *testing.T, b []byte) {
		s, whole := decode(b)
		if !whole {
			return
		}
		again, ok := decode(s.encode())
		if !ok || !bytes.Equal(again.encode(), s.encode()) {
			t.Error("what was read is not what is written")
		}
	})
}

func TestRowsOfBeforeStayWhereAnActOnlyAddedSome(t *testing.T) {
	s := state{"notes": {{1}, {2}}}
	s.takes("notes", []sum{{3}, {1}}, true) // 2 was edited: it stays as it was
	if got := s["notes"]; len(got) != 3 || got[1] != (sum{2}) {
		t.Errorf("an edit became true: %v", got)
	}
	s.takes("notes", []sum{{3}, {1}}, false)
	if got := s["notes"]; len(got) != 2 {
		t.Errorf("after an act that changes rows: %v", got)
	}
}

func TestWhatALineWroteIsReadAsTheLeastOfIt(t *testing.T) {
	got := tablesIn("notes+ alerts words+ words")
	if !got["notes"] || got["alerts"] || got["words"] || len(got) != 3 {
		t.Errorf("%v", got)
	}
}
