package house

import (
	"fmt"
	"os"
	"syscall"
)

// deviceThere asks the system for the disk that a file lies on. Files in memory lie
// on none.
func deviceThere(info os.FileInfo) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return true
	}
	dev := uint64(s.Dev)
	major := (dev>>8)&0xfff | (dev>>32)&^uint64(0xfff)
	minor := dev&0xff | (dev>>12)&^uint64(0xff)
	if major == 0 {
		return true
	}
	_, err := os.Stat(fmt.Sprintf("/sys/dev/block/%d:%d", major, minor))
	return err == nil || !known()
}

// known reports whether the system tells of its disks at all.
func known() bool {
	_, err := os.Stat("/sys/dev/block")
	return err == nil
}
