package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// partsOf lists the packages of the program as it is built with tags.
func partsOf(t *testing.T, tags string) []string {
	t.Helper()
	out, err := exec.Command("go", "list", "-deps", "-tags", tags, ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Fields(string(out))
}

func TestTheProgramOfAHouseHasNoInventedHouseInIt(t *testing.T) {
	const invented = "example.org/pana/demo"
	if !slices.Contains(partsOf(t, ""), invented) {
		t.Error("without the tag there is no demo to try")
	}
	released := partsOf(t, "release")
	for _, no := range []string{invented, "testing", "net/http/pprof", "expvar", "net/http/httptest"} {
		if slices.Contains(released, no) {
			t.Errorf("%s is part of the program of a house", no)
		}
	}
	if len(released) < 200 {
		t.Errorf("only %d packages were looked at", len(released))
	}
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(makefile), "build dist/pana- -tags release") {
		t.Error("make release builds without the tag")
	}
}

func TestTheProgramOfAHouseKnowsNoCommandsForTrying(t *testing.T) {
	program := filepath.Join(t.TempDir(), "pana")
	if out, err := exec.Command("go", "build", "-tags", "release", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, command := range []string{"demo", "bench"} {
		out, err := exec.Command(program, command).CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != exitUsage {
			t.Errorf("%s: %v\n%s", command, err, out)
		}
	}
	help, err := exec.Command(program, "--help").CombinedOutput()
	if err != nil || !strings.Contains(string(help), "backup") || strings.Contains(string(help), "demo [flags]") {
		t.Errorf("%v\n%s", err, help)
	}
}
