package db

import (
	"crypto/rand"
	"encoding/hex"
	"sync"

	"github.com/ncruces/go-sqlite3/util/vfsutil"
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
func Over(base vfs.VFS) vfs.VFS { return over{vfscipher.Wrap(disk{base}, keyring{}), base} }

type over struct {
	vfs.VFS
	base vfs.VFS
}

func (o over) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	return vfsutil.WrapOpenFilename(o.VFS, name, flags)
}

// A lentKey is a page key that files are opened with by its number. The number
// travels through SQLite in place of the key, so that the key itself rests in
// one place, where it can be wiped.
type lentKey struct {
	number [16]byte
	key    []byte
	doubts
}

var lent sync.Map // [16]byte -> *lentKey

func lend(key *[32]byte) *lentKey {
	k := &lentKey{key: make([]byte, len(key))}
	copy(k.key, key[:])
	rand.Read(k.number[:])
	lent.Store(k.number, k)
	return k
}

// lentBy returns the key with a number in hexadecimal.
func lentBy(number string) (*lentKey, bool) {
	b, err := hex.DecodeString(number)
	if err != nil || len(b) != 16 {
		return nil, false
	}
	k, ok := lent.Load([16]byte(b))
	if !ok {
		return nil, false
	}
	return k.(*lentKey), true
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
