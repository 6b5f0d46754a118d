package casework

import (
	"bytes"
	"encoding/binary"
	"testing"
	"time"

	"example.org/pana"
)

// Erlan's cousin is named as an exploiter in a file that Erlan must not know of.
// He writes the name into a file of his own clients and looks.
func TestTheWatchListDoesNotAnswerWhoeverIsKeptFromTheFile(t *testing.T) {
	w := open(t)
	hidden, his := cared(w), w.come("dina", called("Zarina"))
	w.assign(his, "erlan", pana.SocialWorker)
	if _, err := w.AddPerson(w.As("dina"), hidden.Client, NewPerson{Role: PossibleExploiter, Name: "Rustem Dosov"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddPerson(w.As("erlan"), his.Client, NewPerson{Role: "other-kin", Name: "Rustem Dosov"}); err != nil {
		t.Fatal(err)
	}
	watched := func(name string) bool {
		t.Helper()
		list, err := w.Persons(w.As(name), his.Code)
		if err != nil || len(list) != 1 || !list[0].Awaiting {
			t.Fatalf("%s sees %+v, %v", name, list, err)
		}
		return list[0].Watched
	}
	if !watched("erlan") {
		t.Fatal("without a conflict he is warned")
	}
	if err := w.SetConflict(w.As("saule"), hidden.Client, w.Staff("erlan")); err != nil {
		t.Fatal(err)
	}
	if watched("erlan") {
		t.Error("the watch list tells him that a file names his cousin")
	}
	if !watched("saule") || !w.watched("Rustem Dosov") {
		t.Error("everyone else is no longer warned")
	}
	w.Clock.Advance(time.Second)
	if err := w.LiftConflict(w.As("saule"), hidden.Client, w.Staff("erlan")); err != nil {
		t.Fatal(err)
	}
	if !watched("erlan") {
		t.Error("after lifting he is not warned")
	}
}

func TestAConflictSetLaterKeepsTheChildrenAwayToo(t *testing.T) {
	w := open(t)
	a := cared(w)
	w.assign(a, "erlan", pana.SocialWorker)
	child, err := w.AddChild(w.As("dina"), a.Client, NewChild{Names: Names{ToUse: "Aruzhan"}})
	if err != nil {
		t.Fatal(err)
	}
	if names, _ := w.opens("erlan", child); !names {
		t.Fatal("before the conflict his keys open the child's names")
	}
	for range 2 {
		if err := w.SetConflict(w.As("dina"), a.Client, w.Staff("erlan")); err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(time.Second)
	}
	_, err = w.Open(w.As("erlan"), child.Code)
	is(t, err, pana.NotFound, "client.absent")
	if got := w.finds("erlan", "Aruzhan"); got != nil {
		t.Errorf("he finds %v", got)
	}
	if names, _ := w.opens("erlan", child); names {
		t.Error("his keys still open the child's names")
	}
	if n := count(t, w, `SELECT count(*) FROM trail WHERE act = 'conflict.set' AND client_id = $1`, child.Client); n != 1 {
		t.Errorf("%d lines about the child's file", n)
	}
	if n := count(t, w, `SELECT count(*) FROM assignments WHERE until = '' AND staff_id = $1`, w.Staff("erlan")); n != 0 {
		t.Error("he is still assigned")
	}
	// Lifted for the parent, the child's file stays closed until it is lifted there.
	if err := w.LiftConflict(w.As("saule"), a.Client, w.Staff("erlan")); err != nil {
		t.Fatal(err)
	}
	_, err = w.Open(w.As("erlan"), child.Code)
	is(t, err, pana.NotFound, "client.absent")
	if err := w.LiftConflict(w.As("saule"), child.Client, w.Staff("erlan")); err != nil {
		t.Fatal(err)
	}
	if got := w.finds("erlan", "Aruzhan"); len(got) != 1 {
		t.Errorf("after lifting he finds %v", got)
	}
}

// Thirty megapixels of sixteen bits a colour take as much room as sixty.
func TestADeepPictureCountsTwice(t *testing.T) {
	head := func(depth byte) []byte {
		b := binary.BigEndian.AppendUint32(nil, 6000)
		b = binary.BigEndian.AppendUint32(b, 5000)
		b = append(b, depth, 6, 0, 0, 0)
		return append([]byte("\x89PNG\r\n\x1a\n"), append(chunk("IHDR", b), chunk("IDAT", []byte{0})...)...)
	}
	for depth, want := range map[byte]string{8: "document.damaged", 16: "document.large"} {
		_, err := readSheet("test", bytes.NewReader(head(depth)), nil)
		is(t, err, pana.Invalid, want)
	}
}
