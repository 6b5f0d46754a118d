package db

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	"lukechampine.com/adiantum"
	"lukechampine.com/adiantum/hbsh"

	"example.org/pana"
)

// probe looks through file as probeFile does. What it refuses it has looked at
// twice, with nothing written meanwhile: another program that is just writing here
// leaves moments in which its file and log do not hold together.
func probe(ctx context.Context, file string, key *[32]byte, existing bool) (summed bool, err error) {
	var last stamp
	for patience := time.Now().Add(busyWait); ; {
		if summed, err = probeFile(file, key, existing); err == nil || pana.KindOf(err) == pana.Invalid {
			return summed, err
		}
		now := stampOf(file)
		if now == last || time.Now().After(patience) {
			return summed, err
		}
		last = now
		select {
		case <-ctx.Done():
			return summed, err
		case <-time.After(tick):
		}
	}
}

// tick is longer than the steps in which systems count when a file was written.
const tick = 20 * time.Millisecond

// A stamp is how long a file and its log are, and when they were last written.
type stamp [4]int64

func stampOf(file string) (s stamp) {
	for i, name := range []string{file, file + "-wal"} {
		s[2*i] = -1
		if info, err := os.Stat(name); err == nil {
			s[2*i], s[2*i+1] = info.Size(), info.ModTime().UnixNano()
		}
	}
	return s
}

// probeFile reads the first pages of file and its log without changing them, to
// tell a wrong key from damage: SQLite itself cannot, since either looks like
// noise to it. It reports whether the pages carry checksums.
func probeFile(file string, key *[32]byte, existing bool) (summed bool, err error) {
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		if existing {
			return false, refuseFile(pana.Internal, "db.damaged", err)
		}
		return false, nil
	}
	if err != nil {
		return false, refuseFile(pana.Invalid, "db.folder", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return false, refuseFile(pana.Invalid, "db.folder", err)
	}
	if info.Size() == 0 {
		if existing {
			return false, refuseFile(pana.Internal, "db.damaged", errors.New("empty file"))
		}
		return false, nil // a first start that was cut short
	}
	if info.Size() < pageSize {
		return false, refuseFile(pana.Internal, "db.damaged", errors.New("file ends inside its first page"))
	}
	k := append([]byte(nil), key[:]...)
	defer clear(k)
	pages := blocks{f, adiantum.New(k)}
	first, others, err := pages.look(info.Size() / pageSize)
	if err != nil {
		return false, err
	}
	log, err := probeLog(file, pages, first != nil)
	switch {
	case err != nil:
		return false, err
	case info.Size()%pageSize != 0 && !log: // with one, a cut while the file grew
		return false, refuseFile(pana.Internal, "db.damaged", errors.New("file ends inside a page"))
	case first != nil:
		return first[20] == sumBytes, nil
	case log:
		return true, nil // cut while the first page was folded in: the log has it whole
	case others:
		return false, refuseFile(pana.Internal, "db.damaged", errors.New("first page unreadable"))
	}
	return false, refuseFile(pana.Forbidden, "db.key", nil)
}

// blocks are a file's blocks as they are under the cipher.
type blocks struct {
	f io.ReaderAt
	c *hbsh.HBSH
}

// at returns block i.
func (b blocks) at(i int64) ([]byte, error) {
	block := make([]byte, pageSize)
	if _, err := b.f.ReadAt(block, i*pageSize); err != nil {
		return nil, err
	}
	var tweak [8]byte
	binary.LittleEndian.PutUint64(tweak[:], uint64(i*pageSize))
	return b.c.Decrypt(block, tweak[:]), nil
}

// look returns the first page of a file of n pages if it opens, and, if it does
// not, whether any of the next pages does.
func (b blocks) look(n int64) (first []byte, others bool, err error) {
	p, err := b.at(0)
	if err != nil {
		return nil, false, err
	}
	if bytes.HasPrefix(p, []byte("SQLite format 3\x00")) {
		return p, false, nil
	}
	for i := int64(1); i < min(n, 64); i++ {
		if p, err = b.at(i); err != nil {
			return nil, false, err
		}
		if treePage(p) {
			return nil, true, nil
		}
	}
	return nil, false, nil
}

// treePage reports whether p looks like a page of a b-tree. Noise does so less
// than once in ten thousand pages.
func treePage(p []byte) bool {
	switch p[0] {
	case 2, 5, 10, 13:
	default:
		return false
	}
	cells := binary.BigEndian.Uint16(p[3:])
	start := binary.BigEndian.Uint16(p[5:])
	return p[7] <= 60 && binary.BigEndian.Uint16(p[1:]) < pageSize && cells < pageSize/4 && start <= pageSize
}
