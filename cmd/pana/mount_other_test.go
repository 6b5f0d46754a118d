//go:build !linux

package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func mayMount(t *testing.T) bool { t.Log("a full disk is tried on Linux only"); return false }

func tmpfs(ts *testscript.TestScript, neg bool, args []string) { ts.Fatalf("on Linux only") }
