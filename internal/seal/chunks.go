package seal

import (
	"bytes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"

	"golang.org/x/crypto/chacha20poly1305"
)

// ChunkBytes is how much of a file one sealed chunk holds.
const ChunkBytes = 64 << 10

// streamBytes is the length of a stream's own random name, which stands at the
// head of its first chunk after the version.
const streamBytes = 16

// SealChunks seals what r holds for p, in chunks of 64 KiB, and hands each to
// put in order. The last one is marked, so a file cut short does not open, and
// chunks belong to this one writing, so they cannot be mixed with those of another.
// An empty file is one empty chunk. Put must not keep chunk. Size is what r held.
func SealChunks(k Key, p Place, r io.Reader, put func(n int, chunk []byte) error) (size int64, err error) {
	head := make([]byte, 1+streamBytes)
	head[0] = version
	rand.Read(head[1:])
	aead := k.stream(p, head[1:])
	defer wipe(aead)
	now, next := make([]byte, ChunkBytes), make([]byte, ChunkBytes)
	defer clear(now)
	defer clear(next)
	have, err := fill(r, now)
	out := make([]byte, 0, len(head)+ChunkBytes+tagBytes)
	for n := 0; err == nil; n++ {
		var more int
		if have == ChunkBytes {
			if more, err = fill(r, next); err != nil {
				break
			}
		}
		out = out[:0]
		if n == 0 {
			out = append(out, head...)
		}
		out = aead.Seal(out, chunkNonce(n, more == 0), now[:have], nil)
		if err = put(n, out); err != nil {
			break
		}
		size += int64(have)
		if more == 0 {
			return size, nil
		}
		now, next, have = next, now, more
	}
	return size, err
}

// OpenChunks opens what SealChunks sealed for p and writes it to w. Get returns
// chunk n, or false after the last. A missing, foreign, changed or misplaced
// chunk is an Internal error "seal.damaged"; what was written until then is good
// as far as it goes, but it is not the whole file.
func OpenChunks(k Key, p Place, get func(n int) (chunk []byte, ok bool, err error), w io.Writer) error {
	first, ok, err := get(0)
	if err != nil {
		return err
	}
	if !ok || len(first) < 1+streamBytes || first[0] != version {
		return damaged("seal.OpenChunks", nil)
	}
	aead := k.stream(p, first[1:1+streamBytes])
	defer wipe(aead)
	// A copy: get may hand out the same space again for the next chunk.
	chunk := bytes.Clone(first[1+streamBytes:])
	for n := 0; ; n++ {
		next, more, err := get(n + 1)
		if err != nil {
			return err
		}
		plain, err := aead.Open(nil, chunkNonce(n, !more), chunk, nil)
		if err != nil {
			return damaged("seal.OpenChunks", nil)
		}
		_, err = w.Write(plain)
		clear(plain)
		if err != nil || !more {
			return err
		}
		chunk = append(chunk[:0], next...)
	}
}

// stream returns the cipher of one writing of one file.
func (k Key) stream(p Place, name []byte) cipher.AEAD {
	b, _ := hkdf.Key(sha256.New, k[:], name, "pana/1 chunks"+string(p.bytes(0)), chacha20poly1305.KeySize)
	defer clear(b)
	aead, _ := chacha20poly1305.New(b)
	return aead
}

func chunkNonce(n int, last bool) []byte {
	var b [chacha20poly1305.NonceSize]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	if last {
		b[len(b)-1] = 1
	}
	return b[:]
}

// fill reads until b is full or r is empty.
func fill(r io.Reader, b []byte) (int, error) {
	n, err := io.ReadFull(r, b)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return n, err
}
