package trail

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// signer is the name beside the signature of a checkpoint. It is the same for
// every house: a checkpoint on paper says nothing of whose it is.
const signer = "pana"

// A Checkpoint is what the house says of its trail at one size. Printed, or with
// somebody outside, it shows later whether the trail of then is still the same.
type Checkpoint struct {
	Size int64
	Root [sha256.Size]byte
}

// Text is the checkpoint for the eye and the ear: the size, and the root in
// sixteen groups of four.
func (c Checkpoint) Text() string {
	digits := hex.EncodeToString(c.Root[:])
	groups := []string{strconv.FormatInt(c.Size, 10)}
	for i := 0; i < len(digits); i += 4 {
		groups = append(groups, digits[i:i+4])
	}
	return strings.Join(groups, " ")
}

// ReadCheckpoint reads what Text wrote, as a person types it from paper. It
// refuses anything else with "verify.checkpoint".
func ReadCheckpoint(text string) (c Checkpoint, err error) {
	refuse := pana.Refuse("trail.ReadCheckpoint", "checkpoint", "verify.checkpoint")
	parts := strings.Fields(strings.ToLower(text))
	if len(text) > 400 || len(parts) < 2 {
		return c, refuse
	}
	if c.Size, err = strconv.ParseInt(parts[0], 10, 64); err != nil || c.Size < 0 {
		return Checkpoint{}, refuse
	}
	b, err := hex.DecodeString(strings.Join(parts[1:], ""))
	if err != nil || len(b) != len(c.Root) {
		return Checkpoint{}, refuse
	}
	copy(c.Root[:], b)
	return c, nil
}

// Sign lays what waits, signs the tree as it stands and keeps the checkpoint.
// Signing the same size once more changes nothing.
func Sign(ctx context.Context, d *db.DB, rows *Rows, key ed25519.PrivateKey) (c Checkpoint, err error) {
	if _, err := Lay(ctx, d, rows); err != nil {
		return c, err
	}
	err = d.Update(ctx, func(tx *db.Tx) error {
		if c.Size, err = treeSize(ctx, tx); err != nil {
			return err
		}
		if c.Root, err = Root(ctx, tx, c.Size); err != nil {
			return err
		}
		text, err := note.Sign(&note.Note{Text: fmt.Sprintf("pana trail\n%d\n%s\n", c.Size, hex.EncodeToString(c.Root[:]))}, pen{key})
		if err != nil {
			return damaged(err.Error())
		}
		return insertCheckpoint(ctx, tx, c.Size, db.Micros(tx.Now), string(text))
	})
	return c, err
}

// open reads a kept checkpoint and checks its signature.
func open(text string, key ed25519.PublicKey) (c Checkpoint, err error) {
	name, err := note.NewEd25519VerifierKey(signer, key)
	if err != nil {
		return c, err
	}
	verifier, err := note.NewVerifier(name)
	if err != nil {
		return c, err
	}
	n, err := note.Open([]byte(text), note.VerifierList(verifier))
	if err != nil {
		return c, err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != "pana trail" {
		return c, errors.New("no checkpoint")
	}
	return ReadCheckpoint(lines[1] + " " + lines[2])
}

// A pen signs notes with the house's key.
type pen struct{ key ed25519.PrivateKey }

func (p pen) Name() string { return signer }

func (p pen) KeyHash() uint32 {
	name, err := note.NewEd25519VerifierKey(signer, p.key.Public().(ed25519.PublicKey))
	if err != nil {
		return 0
	}
	v, err := note.NewVerifier(name)
	if err != nil {
		return 0
	}
	return v.KeyHash()
}

func (p pen) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(p.key, msg), nil }
