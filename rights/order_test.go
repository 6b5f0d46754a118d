package rights_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/house/housetest"
	"example.org/pana/rights"
)

// with is what Saule types to hand something out together with Marat.
func with() rights.Handing {
	return rights.Handing{Pair: house.Pair{Passphrase: housetest.Passphrase("saule"),
		Second: house.Entry{Name: "marat", Passphrase: housetest.Passphrase("marat"), Address: "127.0.0.1"}}}
}

func order(fields ...string) rights.NewOrder {
	return rights.NewOrder{Recipient: "court", Court: "The city court, 17", Says: "Hand out the notes.", Fields: fields}
}

func TestAnOrderIsAnsweredByTwoPeopleEachTime(t *testing.T) {
	w := open(t)
	her := w.come("Madina", "dina", "gulnar", "bolat")
	w.note("dina", her.Client, casework.NewNote{Told: "I was at the farm.", Text: "She wept."})
	id, err := w.RecordOrder(w.As("bolat"), her.Client, order("note.told"))
	w.must(err)
	saule := w.As("saule")
	waits, err := w.Decisions(saule)
	w.must(err)
	if !slices.ContainsFunc(waits, func(d casework.Decision) bool { return d.Kind == "order" && d.Code == her.Code }) {
		t.Errorf("the order does not wait for the director: %+v", waits)
	}
	wrong := with()
	wrong.Pair.Second.Passphrase = "seven words that are not his at all"
	herself := with()
	herself.Pair.Second = house.Entry{Name: "saule", Passphrase: housetest.Passphrase("saule"), Address: "127.0.0.1"}
	worker := with()
	worker.Pair.Second = house.Entry{Name: "dina", Passphrase: housetest.Passphrase("dina"), Address: "127.0.0.1"}
	short := with()
	short.File, short.Words = true, "1234"
	bare := with()
	bare.File = true
	for _, c := range []struct {
		what string
		as   string
		h    rights.Handing
		want string
	}{
		{"nobody beside her", "saule", rights.Handing{}, "agree.second"},
		{"a wrong passphrase", "saule", wrong, "signin.wrong"},
		{"herself", "saule", herself, "two.other"},
		{"a worker", "saule", worker, "two.other"},
		{"the lawyer alone", "bolat", with(), "policy.refused"},
		{"words that are too short", "saule", short, "passphrase.short"},
		{"a file without words", "saule", bare, "passphrase.short"},
	} {
		if _, err := w.Export(w.As(c.as), her.Code, id, "en", c.h); say(err) != c.want {
			t.Errorf("%s: %q, want %q", c.what, say(err), c.want)
		}
	}
	if n := w.count(`SELECT COUNT(*) FROM disclosures`); n != 0 {
		t.Errorf("%d lines of what was refused", n)
	}
	w.Clock.Advance(20 * time.Minute) // the door has forgotten the wrong words
	x, err := w.Export(w.As("saule"), her.Code, id, "en", with())
	w.must(err)
	if text := all(x.Records); !strings.Contains(text, "I was at the farm.") || strings.Contains(text, "wept") || strings.Contains(text, "2026") {
		t.Errorf("handed out: %s", text)
	}
	list, err := w.Disclosures(w.As("saule"), her.Code)
	w.must(err)
	if len(list) != 1 || list[0].Basis != "order" || list[0].Told != rights.NotYet || list[0].Approved != w.Staff("marat") || !slices.Equal(list[0].Fields(), []string{"note.told"}) {
		t.Errorf("the register: %+v", list)
	}
	if _, err := w.Export(w.As("saule"), her.Code, id, "en", rights.Handing{}); say(err) != "agree.second" {
		t.Errorf("handed out again by one: %q", say(err))
	}
	again, err := w.Export(w.As("saule"), her.Code, id, "en", with())
	w.must(err)
	if all(again.Records) != all(x.Records) || w.count(`SELECT COUNT(*) FROM disclosures`) != 2 {
		t.Errorf("again: %s, %d lines", all(again.Records), w.count(`SELECT COUNT(*) FROM disclosures`))
	}
	words := rights.NewPassphrase("en")
	file, err := w.PackExport(x, words)
	w.must(err)
	key, err := age.NewScryptIdentity(words)
	w.must(err)
	in, err := age.Decrypt(bytes.NewReader(file), key)
	w.must(err)
	plain, err := io.ReadAll(in)
	w.must(err)
	box, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	w.must(err)
	f, err := box.Open("data.json")
	w.must(err)
	var data rights.Export
	w.must(json.NewDecoder(f).Decode(&data))
	if data.Format != rights.ExportFormat || len(data.Records) != 1 || len(data.Records[0].Values) != 1 {
		t.Errorf("the data: %+v", data)
	}
}

func TestAnOrderSaysWhoseItIsAndExactlyWhat(t *testing.T) {
	w := open(t)
	her := w.come("Madina", "dina", "bolat")
	for _, c := range []struct {
		what, field, want string
		n                 rights.NewOrder
	}{
		{"nobody's", "recipient", "rights.order.recipient", rights.NewOrder{Court: "x", Fields: []string{"note.told"}}},
		{"a doctor's", "recipient", "rights.order.recipient", rights.NewOrder{Recipient: "doctor", Court: "x", Fields: []string{"note.told"}}},
		{"no court", "court", "rights.order.court", rights.NewOrder{Recipient: "court", Fields: []string{"note.told"}}},
		{"nothing", "fields", "rights.order.fields", rights.NewOrder{Recipient: "court", Court: "x"}},
		{"a field of nothing", "fields", "codes.unknown", order("note.told", "bond.level")},
		{"tomorrow's", "on", "date.future", rights.NewOrder{Recipient: "court", Court: "x", Fields: []string{"note.told"}, On: "2030-01-01"}},
		{"not told and no reason", "why_not", "rights.told.why", rights.NewOrder{Recipient: "court", Court: "x", Fields: []string{"note.told"}, Told: rights.NotTold}},
	} {
		if _, err := w.RecordOrder(w.As("bolat"), her.Client, c.n); say(err) != c.want || field(err) != c.field {
			t.Errorf("%s: %q on %q", c.what, say(err), field(err))
		}
	}
	if _, err := w.RecordOrder(w.As("dina"), her.Client, order("note.told")); say(err) != "policy.refused" {
		t.Errorf("a worker: %q", say(err))
	}
}
