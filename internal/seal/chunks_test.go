package seal

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"testing"
)

func chunksOf(t testing.TB, k Key, p Place, plain []byte) [][]byte {
	t.Helper()
	var chunks [][]byte
	size, err := SealChunks(k, p, bytes.NewReader(plain), func(n int, c []byte) error {
		if n != len(chunks) {
			t.Fatalf("chunk %d came after %d", n, len(chunks))
		}
		chunks = append(chunks, bytes.Clone(c))
		return nil
	})
	must(t, err)
	if size != int64(len(plain)) {
		t.Fatalf("size %d, want %d", size, len(plain))
	}
	return chunks
}

func openChunks(k Key, p Place, chunks [][]byte) ([]byte, error) {
	var out bytes.Buffer
	err := OpenChunks(k, p, func(n int) ([]byte, bool, error) {
		if n < len(chunks) {
			return chunks[n], true, nil
		}
		return nil, false, nil
	}, &out)
	return out.Bytes(), err
}

func noise(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(rand.Uint32())
	}
	return b
}

func TestAFileOfAnySizeComesBackWhole(t *testing.T) {
	k, p := newKey(), Place{"documents", "1", "file", madina}
	for _, size := range []int{0, 1, ChunkBytes - 1, ChunkBytes, ChunkBytes + 1, 3 * ChunkBytes, 3*ChunkBytes + 7} {
		plain := noise(size)
		chunks := chunksOf(t, k, p, plain)
		if want := max(1, (size+ChunkBytes-1)/ChunkBytes); len(chunks) != want {
			t.Errorf("%d bytes became %d chunks, want %d", size, len(chunks), want)
		}
		got, err := openChunks(k, p, chunks)
		if err != nil || !bytes.Equal(got, plain) {
			t.Errorf("%d bytes came back as %d, %v", size, len(got), err)
		}
	}
}

func TestChunksThatWereTouchedAreRefused(t *testing.T) {
	k, p := newKey(), Place{"documents", "1", "file", madina}
	chunks := chunksOf(t, k, p, noise(3*ChunkBytes+9))
	again := chunksOf(t, k, p, noise(3*ChunkBytes+9))
	flipped := bytes.Clone(chunks[2])
	flipped[100] ^= 1
	for what, c := range map[string][][]byte{
		"none at all":             {},
		"the last one cut off":    chunks[:3],
		"only the first":          chunks[:1],
		"the first one missing":   chunks[1:],
		"two in the wrong order":  {chunks[0], chunks[2], chunks[1], chunks[3]},
		"one twice":               {chunks[0], chunks[1], chunks[1], chunks[2], chunks[3]},
		"one of another writing":  {chunks[0], again[1], chunks[2], chunks[3]},
		"one more after the last": append(slices.Clone(chunks), chunks[3]),
		"a changed byte":          {chunks[0], chunks[1], flipped, chunks[3]},
		"a chunk cut short":       {chunks[0], chunks[1], chunks[2], chunks[3][:20]},
		"an empty chunk":          {chunks[0], {}, chunks[2], chunks[3]},
	} {
		if _, err := openChunks(k, p, c); say(err) != "seal.damaged" {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := openChunks(k, Place{"documents", "2", "file", madina}, chunks); say(err) != "seal.damaged" {
		t.Errorf("moved to another row: %v", err)
	}
	if _, err := openChunks(newKey(), p, chunks); say(err) != "seal.damaged" {
		t.Errorf("another key: %v", err)
	}
}

func TestTroubleWhileSealingAFileIsReported(t *testing.T) {
	full, broken := errors.New("disk full"), errors.New("stick pulled")
	_, err := SealChunks(newKey(), Place{}, bytes.NewReader(noise(10)), func(int, []byte) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("a put that failed: %v", err)
	}
	_, err = SealChunks(newKey(), Place{}, io.MultiReader(bytes.NewReader(noise(ChunkBytes)), failing{broken}), func(int, []byte) error { return nil })
	if !errors.Is(err, broken) {
		t.Errorf("a reader that failed: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func FuzzOpenChunks(f *testing.F) {
	k := Key{9}
	f.Add([]byte{1}, []byte{})
	SealChunks(k, Place{}, bytes.NewReader([]byte("a")), func(_ int, c []byte) error { f.Add(bytes.Clone(c), []byte{}); return nil })
	f.Fuzz(func(t *testing.T, a, b []byte) {
		if _, err := openChunks(k, Place{Row: "another"}, [][]byte{a, b}); say(err) != "seal.damaged" {
			t.Errorf("forged chunks: %v", err)
		}
	})
}
