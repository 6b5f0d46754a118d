package seal

import (
	"crypto/cipher"
	"unsafe"
)

// wipe overwrites the copy of its key with which a cipher of x/crypto begins, and
// which nothing else would overwrite once the cipher is done with. It leans on
// the shape of chacha20poly1305's ciphers, a struct that begins with the key: the
// search of the running program's memory (cmd/pana) fails if that changes.
func wipe(c cipher.AEAD) { clear((*Key)((*[2]unsafe.Pointer)(unsafe.Pointer(&c))[1])[:]) }
