package db

import (
	"errors"
	"os"
	"syscall"
)

// sizeOf returns the size of the disk under dir, or 0.
func sizeOf(dir string) int64 {
	var s syscall.Statfs_t
	if syscall.Statfs(dir, &s) != nil {
		return 0
	}
	return int64(s.Blocks) * int64(s.Bsize)
}

// allocate has the disk set room aside for the bytes of f between from and to.
func allocate(f *os.File, from, to int64) error {
	err := syscall.Fallocate(int(f.Fd()), 0, from, to-from)
	if errors.Is(err, syscall.EOPNOTSUPP) || errors.Is(err, syscall.ENOSYS) {
		return scribble(f, from, to)
	}
	return err
}
