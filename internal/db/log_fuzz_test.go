package db

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"testing"

	"lukechampine.com/adiantum"
	"lukechampine.com/adiantum/hbsh"

	"example.org/pana"
)

// logOf is a log of n frames as the engine writes it, each the end of a transaction.
func logOf(n int) []byte {
	var l walLog
	b := make([]byte, logHead)
	binary.BigEndian.PutUint32(b, 0x377f0682)
	copy(b[16:], "eightbyt")
	x, y := l.sum(0, 0, b[:24])
	binary.BigEndian.PutUint32(b[24:], x)
	binary.BigEndian.PutUint32(b[28:], y)
	for i := range n {
		f := make([]byte, frameSize)
		binary.BigEndian.PutUint32(f, uint32(i+1))
		binary.BigEndian.PutUint32(f[4:], uint32(n))
		copy(f[8:], "eightbyt")
		f[frameHead] = byte(i)
		x, y = l.sum(x, y, f[:8])
		x, y = l.sum(x, y, f[frameHead:])
		binary.BigEndian.PutUint32(f[16:], x)
		binary.BigEndian.PutUint32(f[20:], y)
		b = append(b, f...)
	}
	return b
}

// hidden is text under the cipher, block by block, filled up to whole ones.
func hidden(c *hbsh.HBSH, text []byte) []byte {
	text = append(bytes.Clone(text), make([]byte, (pageSize-len(text)%pageSize)%pageSize)...)
	for at := 0; at < len(text); at += pageSize {
		var tweak [8]byte
		binary.LittleEndian.PutUint64(tweak[:], uint64(at))
		c.Encrypt(text[at:at+pageSize], tweak[:])
	}
	return text
}

// FuzzLog reads logs that somebody with the key could have written. A whole one holds
// something; of a changed one either the house is refused as damaged, or no more than
// its frames are taken.
func FuzzLog(f *testing.F) {
	f.Add([]byte{})
	f.Add(logOf(1))
	f.Add(logOf(3))
	cut := logOf(3)
	cut[logHead+frameSize+frameHead+100] ^= 1
	f.Add(cut)
	headless := logOf(2)
	clear(headless[:logHead])
	f.Add(headless)
	key := [32]byte{9}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 64*pageSize {
			return
		}
		file, c := filepath.Join(dir, "log"), adiantum.New(key[:])
		if err := os.WriteFile(file+"-wal", hidden(c, text), 0o600); err != nil {
			t.Fatal(err)
		}
		pages := blocks{bytes.NewReader(make([]byte, 4*pageSize)), c}
		holds, err := probeLog(file, pages, true)
		if err != nil && !(pana.KindOf(err) == pana.Internal && !holds) {
			t.Fatalf("an odd refusal: %v", err)
		}
		for n := 1; n <= 3; n++ {
			if bytes.Equal(text, logOf(n)) && (!holds || err != nil) {
				t.Fatalf("a whole log of %d holds %v: %v", n, holds, err)
			}
		}
	})
}
