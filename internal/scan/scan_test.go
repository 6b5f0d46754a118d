package scan_test

import (
	"bytes"
	"context"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/scan"
	"example.org/pana/internal/scan/scantest"
)

func say(err error) string {
	e, _ := err.(*pana.Error)
	if e == nil {
		return ""
	}
	return e.Say
}

func at(t *testing.T, where string, silent bool) *scan.Scanner {
	t.Helper()
	s, err := scan.At(where, silent)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAFileInWhichTheScannerFindsSomethingIsRefused(t *testing.T) {
	server := scantest.Serve(t, scantest.Finds)
	s := at(t, server.Address, false)
	large := bytes.Repeat([]byte("page "), 1<<19) // many pieces
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"nothing in it":    {[]byte("a letter"), ""},
		"large":            {large, ""},
		"harm":             {[]byte("a letter " + scantest.Harm), "scan.found"},
		"harm at the end":  {append(bytes.Clone(large), scantest.Harm...), "scan.found"},
		"an empty file":    {nil, ""},
		"its own protocol": {[]byte("stream: OK\x00zINSTREAM\x00\x00\x00\x00\x00"), ""},
	} {
		if err := s.Pass(t.Context(), c.file); say(err) != c.want || (err == nil) != (c.want == "") {
			t.Errorf("%s: %v", name, err)
		}
		if got := server.Last(); !bytes.Equal(got, c.file) {
			t.Errorf("%s: %d bytes came, %d were sent", name, len(got), len(c.file))
		}
	}
	var none *scan.Scanner
	if err := none.Pass(t.Context(), []byte(scantest.Harm)); err != nil {
		t.Errorf("a house without a scanner: %v", err)
	}
}

func TestAScannerThatDoesNotAnswerKeepsNothingUnlessTheHouseWantsThat(t *testing.T) {
	for name, answer := range map[string]scantest.Answer{"hangs up": scantest.HangsUp, "is too small": scantest.TooLarge, "speaks otherwise": scantest.Odd,
		"never ends": scantest.Endless} {
		where := scantest.Serve(t, answer).Address
		if err := at(t, where, false).Pass(t.Context(), []byte("a letter")); say(err) != "scan.silent" {
			t.Errorf("%s: %v", name, err)
		}
		if err := at(t, where, true).Pass(t.Context(), []byte("a letter")); err != nil {
			t.Errorf("%s, and the house wants it kept: %v", name, err)
		}
	}
	gone := t.TempDir() + "/nobody"
	if err := at(t, gone, false).Pass(t.Context(), []byte("a letter")); say(err) != "scan.silent" {
		t.Errorf("nobody there: %v", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := at(t, gone, true).Pass(ended, []byte("a letter")); err == nil {
		t.Error("a request that ended was kept")
	}
}

func TestAScannerIsOnThisMachine(t *testing.T) {
	for _, where := range []string{"", "clamd.ctl", "192.0.2.7:3310", "scanner.example:3310", "0.0.0.0:3310", "[2001:db8::1]:3310", "127.0.0.1"} {
		if _, err := scan.At(where, false); say(err) != "scan.where" {
			t.Errorf("%q: %v", where, err)
		}
	}
	for _, where := range []string{"127.0.0.1:3310", "[::1]:3310", t.TempDir() + "/clamd.ctl"} {
		at(t, where, false)
	}
}
