//go:build !windows

package db

import "syscall"

// errnoFull reports whether the system refused for want of room: disk, quota or file size.
func errnoFull(e syscall.Errno) bool {
	return e == syscall.ENOSPC || e == syscall.EDQUOT || e == syscall.EFBIG
}
