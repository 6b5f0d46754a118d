package housetest

import (
	"errors"
	"slices"
	"testing"

	"example.org/pana"
)

// Done stops the test when an act that should be done was not.
func Done(t testing.TB, what string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// Refused holds that an act was refused, in this way and these words.
func Refused(t testing.TB, err error, kind pana.Kind, say string) {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != kind || e.Say != say {
		t.Errorf("got %v, want %s %s", err, kind, say)
	}
}

// Stale holds that an act was refused because its page was older than the record,
// which differs from it in fields.
func Stale(t testing.TB, err error, fields ...string) {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Say != "db.stale" {
		t.Errorf("got %v, want a stale page", err)
		return
	}
	if got, _ := e.With["Fields"].([]string); !slices.Equal(got, fields) {
		t.Errorf("the page differs in %v, want %v", got, fields)
	}
}
