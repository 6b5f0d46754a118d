package main

import (
	"os"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// mayMount reports whether this process may make a small disk.
func mayMount(t *testing.T) bool {
	dir, err := os.MkdirTemp("", "pana-disk-")
	if err != nil {
		return false
	}
	defer os.Remove(dir)
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Log("no small disk can be made here, so a full one is not tried:", err)
		return false
	}
	return syscall.Unmount(dir, syscall.MNT_DETACH) == nil
}

func tmpfs(ts *testscript.TestScript, neg bool, args []string) {
	only(ts, neg, args, 2)
	dir := ts.MkAbs(args[0])
	if _, err := os.Stat(dir); err == nil {
		ts.Check(syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size="+args[1]))
		return
	}
	ts.Check(os.MkdirAll(dir, 0o700))
	ts.Check(syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+args[1]))
	ts.Defer(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
}
