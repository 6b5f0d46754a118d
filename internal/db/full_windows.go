package db

import "syscall"

// errnoFull reports whether the system refused for want of room.
func errnoFull(e syscall.Errno) bool {
	const handleDiskFull, diskFull, quota = 39, 112, 1295
	return e == handleDiskFull || e == diskFull || e == quota
}
