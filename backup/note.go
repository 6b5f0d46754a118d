package backup

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"

	"example.org/pana"
	"example.org/pana/erasure"
)

// noteFormat marks our notes among other files.
const noteFormat = "pana set"

// mostNote is longer than any note.
const mostNote = 1 << 20

// A note says which set its files are. It is signed by the house and holds
// nothing that counts or names anyone: whoever left is an id.
type note struct {
	Format   string         `json:"format"`
	Version  int            `json:"version"`
	Sequence int64          `json:"sequence"`
	At       int64          `json:"at"`            // microseconds
	House    []byte         `json:"house"`         // its public signing key
	Kit      []byte         `json:"kit,omitempty"` // digest of the recovery key its files open to
	Data     part           `json:"data"`
	Keys     part           `json:"keys"`
	Left     []pana.StaffID `json:"left"`             // who has left: an older set must not let her in again
	Erased   [][]byte       `json:"erased,omitempty"` // keyed hashes of who was erased: an older set must erase them again

	Notes []erasure.NotesGone `json:"notes,omitempty"` // until when the house's own notes went: an older set must let them go again
}

// A part is one file of a set.
type part struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
	Sum  []byte `json:"sum"` // SHA-256
}

var noteName = regexp.MustCompile(`^set-([0-9]{6,12})\.note$`)

func fileName(sequence int64, kind string) string { return fmt.Sprintf("set-%06d.%s", sequence, kind) }

// sign returns the note as it is written: its text, a line end, its signature.
func (n note) sign(key ed25519.PrivateKey) ([]byte, error) {
	text, err := json.Marshal(n)
	if err != nil {
		return nil, err
	}
	return slices.Concat(text, []byte("\n"), ed25519.Sign(key, text)), nil
}

// readNote reads a note and its signature. A text that is no note, was changed,
// or is of a later program is refused.
func readNote(b []byte) (note, error) {
	var n note
	text, signature, ok := bytes.Cut(b, []byte("\n"))
	if len(b) > mostNote || !ok || len(signature) != ed25519.SignatureSize {
		return n, invalid("backup.damaged", errors.New("no note"))
	}
	if err := json.Unmarshal(text, &n); err != nil || n.Format != noteFormat {
		return n, invalid("backup.damaged", errors.New("no note of ours"))
	}
	switch {
	case len(n.House) != ed25519.PublicKeySize || !ed25519.Verify(n.House, text, signature):
		return n, invalid("backup.damaged", errors.New("the signature of the note"))
	case n.Version > 2:
		return n, &pana.Error{Op: "backup.readNote", Kind: pana.Conflict, Say: "backup.newer"}
	case n.Sequence < 1 || n.Data.Name != fileName(n.Sequence, "data") || n.Keys.Name != fileName(n.Sequence, "keys"):
		return n, invalid("backup.damaged", errors.New("the note names other files"))
	}
	return n, nil
}

// notesIn reads every note of a folder, the oldest first. Files that are none of
// ours are left alone; a note that was changed is refused.
func notesIn(folder string) ([]note, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, invalid("backup.folder", plain(err))
	}
	var all []note
	for _, e := range entries {
		if !noteName.MatchString(e.Name()) || !e.Type().IsRegular() {
			continue
		}
		b, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			return nil, invalid("backup.folder", plain(err))
		}
		n, err := readNote(b)
		if err != nil {
			return nil, err
		}
		if e.Name() != fileName(n.Sequence, "note") {
			return nil, invalid("backup.damaged", errors.New("a note under another's name"))
		}
		all = append(all, n)
	}
	slices.SortFunc(all, func(a, b note) int { return int(a.Sequence - b.Sequence) })
	return all, nil
}

// check reads a file of a set once and compares it with what the note says.
func (p part) check(folder string) error {
	f, err := os.Open(filepath.Join(folder, p.Name))
	if err != nil {
		return invalid("backup.half", errors.New("a file is missing: "+strconv.Quote(filepath.Ext(p.Name))))
	}
	defer f.Close()
	sum := sha256.New()
	size, err := io.Copy(sum, f)
	if err != nil || size != p.Size || !bytes.Equal(sum.Sum(nil), p.Sum) {
		return invalid("backup.damaged", errors.New("a file is not what was written: "+filepath.Ext(p.Name)))
	}
	return nil
}

// plain keeps paths, which may carry a name, out of an error.
func plain(err error) error {
	if p, ok := errors.AsType[*os.PathError](err); ok {
		return p.Err
	}
	return err
}
