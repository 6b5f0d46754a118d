package db

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"maps"
	"os"

	"example.org/pana"
)

// Sizes in SQLite's log: its head, and the head of each page in it.
const (
	logHead   = 32
	frameHead = 24
	frameSize = frameHead + pageSize
)

// A frame is one page in the log.
type frame []byte

func (f frame) page() int64    { return int64(binary.BigEndian.Uint32(f)) }
func (f frame) size() int64    { return int64(binary.BigEndian.Uint32(f[4:])) } // pages of the file after a transaction
func (f frame) commit() bool   { return f.size() != 0 }                         // the last of a transaction
func (f frame) salts() [8]byte { return [8]byte(f[8:16]) }

// age goes up by one with every log that is begun anew.
func (f frame) age() int64 { return int64(binary.BigEndian.Uint32(f[8:])) }

// follows reports whether f is whole and was written behind before.
func (f frame) follows(l *walLog, before frame) bool {
	x, y := l.sum(binary.BigEndian.Uint32(before[16:]), binary.BigEndian.Uint32(before[20:]), f[:8])
	x, y = l.sum(x, y, f[frameHead:])
	return f.salts() == before.salts() && x == binary.BigEndian.Uint32(f[16:]) && y == binary.BigEndian.Uint32(f[20:])
}

// A walLog is SQLite's log beside a file.
type walLog struct {
	blocks
	n      int64 // frames
	head   []byte
	headed bool // the head is what SQLite wrote
}

// probeLog looks through the log beside file before SQLite does. SQLite ends at
// the first page of the log that is not whole and drops the rest, which is right
// after a power cut and silent after damage. Here the two are told apart: a
// transaction begins only when the one before it is on the disk, so a bad page
// with the ends of two transactions at or behind it is damage. That of the last transaction
// alone nobody can tell from a cut.
//
// It reports whether the log holds anything. Sure says that the key opens the
// file, so that noise in the log is not a wrong key.
func probeLog(file string, pages blocks, sure bool) (holds bool, err error) {
	f, err := os.Open(file + "-wal")
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, refuseFile(pana.Invalid, "db.folder", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return false, refuseFile(pana.Invalid, "db.folder", err)
	}
	l := walLog{blocks: blocks{f, pages.c}, n: (info.Size()/pageSize*pageSize - logHead) / frameSize}
	if info.Size() < pageSize || l.n < 1 {
		return false, nil
	}
	if err := l.readHead(); err != nil {
		return false, err
	}
	if !l.headed {
		if differs, err := l.differs(pages); err != nil || sure && differs {
			return false, refuseFile(pana.Internal, "db.damaged", errors.Join(errors.New("head of the log unreadable"), err))
		}
		return false, nil
	}
	whole, err := l.whole()
	if err != nil {
		return false, err
	}
	if broken, err := l.brokenAt(whole); err != nil || broken {
		return false, refuseFile(pana.Internal, "db.damaged", errors.Join(errors.New("log broken in the middle"), err))
	}
	return whole > 0, nil
}

// brokenAt reports whether two transactions end at or after the first bad frame.
// The end of one is written twice, to fill its block; the second counts for nothing.
func (l *walLog) brokenAt(bad int64) (bool, error) {
	ends, before := 0, frame(nil)
	for i := max(bad-1, 0); i < l.n; i++ {
		f, err := l.frame(i)
		if err != nil {
			return false, err
		}
		end := f.commit() && f.salts() == [8]byte(l.head[16:24])
		if end && before != nil && before.page() == f.page() {
			before = nil
			continue
		}
		before = nil
		if end {
			before = f
			if i >= bad {
				ends++
			}
		}
		if ends == 2 {
			return true, nil
		}
	}
	return false, nil
}

func (l *walLog) readHead() error {
	b, err := l.at(0)
	if err != nil {
		return err
	}
	l.head = b[:logHead]
	x, y := l.sum(0, 0, l.head[:24])
	l.headed = binary.BigEndian.Uint32(l.head) == 0x377f0682 &&
		x == binary.BigEndian.Uint32(l.head[24:]) && y == binary.BigEndian.Uint32(l.head[28:])
	return nil
}

// frame reads frame i.
func (l *walLog) frame(i int64) (frame, error) {
	from := logHead + i*frameSize
	var raw []byte
	for b := from / pageSize; b*pageSize < from+frameSize; b++ {
		block, err := l.at(b)
		if err != nil {
			return nil, err
		}
		raw = append(raw, block...)
	}
	return raw[from%pageSize:][:frameSize], nil
}

// sum goes on with SQLite's checksum of the log.
func (*walLog) sum(x, y uint32, p []byte) (uint32, uint32) {
	for ; len(p) >= 8; p = p[8:] {
		x += binary.LittleEndian.Uint32(p) + y
		y += binary.LittleEndian.Uint32(p[4:]) + x
	}
	return x, y
}

// whole is how many frames from the beginning fit their checksums.
func (l *walLog) whole() (int64, error) {
	x, y := binary.BigEndian.Uint32(l.head[24:]), binary.BigEndian.Uint32(l.head[28:])
	for i := range l.n {
		f, err := l.frame(i)
		if err != nil {
			return i, err
		}
		x, y = l.sum(x, y, f[:8])
		x, y = l.sum(x, y, f[frameHead:])
		if f.salts() != [8]byte(l.head[16:24]) || x != binary.BigEndian.Uint32(f[16:]) || y != binary.BigEndian.Uint32(f[20:]) {
			return i, nil
		}
	}
	return l.n, nil
}

// differs reports whether a log without a head holds what the file does not. A
// log is begun anew only once all of it is in the file, so after a cut in that
// moment the two are alike. The first transaction of the new log, cut in the
// middle, may have spoiled any of its beginning; so only the last stretch of
// whole frames counts, and only if more than one transaction ends in it.
func (l *walLog) differs(pages blocks) (bool, error) {
	newest, last := map[int64]int64{}, map[int64]int64{}
	var size, ends, age int64
	broken := true
	before, err := l.frame(0)
	if err != nil {
		return false, err
	}
	for i := int64(1); i < l.n; i++ {
		f, err := l.frame(i)
		if err != nil {
			return false, err
		}
		follows := f.follows(l, before)
		padding := follows && before.commit() && before.page() == f.page()
		before = f
		switch {
		case !follows:
			broken = true
			continue
		case padding || f.age() < age: // or left over from an earlier log
			continue
		case broken || f.age() > age:
			broken, age, ends = false, f.age(), 0
			clear(newest)
			clear(last)
		}
		last[f.page()] = i
		if f.commit() {
			maps.Copy(newest, last)
			clear(last)
			size = f.size()
			ends++
		}
	}
	if ends < 2 {
		return false, nil
	}
	for page, at := range newest {
		if page > size {
			continue // the file has become shorter
		}
		f, err := l.frame(at)
		if err != nil {
			return false, err
		}
		in, err := pages.at(page - 1)
		if err != nil || !bytes.Equal(in[:pageSize-sumBytes], f[frameHead:frameSize-sumBytes]) {
			return true, nil
		}
	}
	return false, nil
}
