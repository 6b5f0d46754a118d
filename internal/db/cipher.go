package db

import (
	"crypto/rand"
	"encoding/hex"
	"sync"

	"github.com/ncruces/go-sqlite3/vfs"
	vfscipher "github.com/ncruces/go-sqlite3/vfs/adiantum"
	"lukechampine.com/adiantum"
	"lukechampine.com/adiantum/hbsh"
)

// vfsName is SQLite's encrypting file layer: database, log and journal.
const vfsName = "pana"

func init() { vfs.Register(vfsName, Over(vfs.Find(""))) }

// Over returns the encrypting file layer over the files of base. What every
// database is opened through is Over the system's files.
func Over(base vfs.VFS) vfs.VFS { return vfscipher.Wrap(disk{base}, keyring{}) }

// A lentKey is a page key that files are opened with by its number. The number
// travels through SQLite in place of the key, so that the key itself rests in
// one place, where it can be wiped.
type lentKey struct {
	number [16]byte
	key    []byte
}

var lent sync.Map // [16]byte -> *lentKey

func lend(key *[32]byte) *lentKey {
	k := &lentKey{key: make([]byte, len(key))}
	copy(k.key, key[:])
	rand.Read(k.number[:])
	lent.Store(k.number, k)
	return k
}

func (k *lentKey) hex() string { return hex.EncodeToString(k.number[:]) }

// wipe zeroes the key. Files still open with it become unreadable.
func (k *lentKey) wipe() {
	lent.Delete(k.number)
	clear(k.key)
}

// keyring gives the file layer its ciphers.
type keyring struct{}

// HBSH returns the cipher of a lent key, or of a 32-byte key made for a
// temporary file, or nil, which the file layer reports as a bad key.
func (keyring) HBSH(key []byte) *hbsh.HBSH {
	switch len(key) {
	case 16:
		if k, ok := lent.Load([16]byte(key)); ok {
			return adiantum.New(k.(*lentKey).key)
		}
	case 32:
		return adiantum.New(key)
	}
	return nil
}

// KDF makes the key of a temporary file. Keys are never made from a text.
func (keyring) KDF(string) []byte {
	key := make([]byte, 32)
	rand.Read(key)
	return key
}
