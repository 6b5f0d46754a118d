package backup

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"testing"

	"example.org/pana"
)

func FuzzReadNote(f *testing.F) {
	public, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		f.Fatal(err)
	}
	good := note{Format: noteFormat, Version: 1, Sequence: 7, House: public,
		Data: part{Name: fileName(7, "data"), Size: 3, Sum: []byte("x")}, Keys: part{Name: fileName(7, "keys")}}
	text, err := good.sign(key)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte("{}\n"))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		n, err := readNote(b)
		if err != nil {
			if _, ok := errors.AsType[*pana.Error](err); !ok {
				t.Fatalf("a refusal that says nothing: %v", err)
			}
			return
		}
		if n.Data.Name != fileName(n.Sequence, "data") || n.Sequence < 1 {
			t.Errorf("a note leads to other files: %+v", n)
		}
	})
}

func FuzzReadRows(f *testing.F) {
	f.Add([]byte(`{"format":"pana rows","migrations":["0001_x.sql"],"tables":[{"name":"t","columns":["a","b"]}]}` + "\n" +
		`[0,"x",{"b":"AAEC"}]` + "\n" + `[0,null,-5]` + "\n" + `{"rows":2}` + "\n"))
	f.Add([]byte("{}\n"))
	f.Add([]byte("[]\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		in, err := readRows(bytes.NewReader(b))
		for n := 0; err == nil && n < 1000; n++ {
			var at int
			var values []any
			var end bool
			if at, values, _, end, err = in.next(); err != nil || end {
				break
			}
			if len(values) != len(in.head.Tables[at].Columns) {
				t.Fatal("a row of another width")
			}
		}
		if _, ok := errors.AsType[*pana.Error](err); err != nil && !ok {
			t.Fatalf("a refusal that says nothing: %v", err)
		}
	})
}
