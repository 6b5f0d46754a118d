// Package proof runs the proofs that are too long for every change: torture,
// matrix, canary and flood. Each has a short form, which runs with every change,
// and a long one, whose figures go to docs/design/proof.md.
//
// A proof is a test whose name begins with Torture, Matrix, Canary or Flood;
// make runs them apart from the others and prints what Say has said.
package proof

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"
)

// Long reports whether the long form is asked for: PANA_LONG is set.
func Long() bool { return os.Getenv("PANA_LONG") != "" }

// N returns how many rounds a proof has: short, or long in its long form. A
// number in PANA_ROUNDS overrules both.
func N(short, long int) int {
	if n, err := strconv.Atoi(os.Getenv("PANA_ROUNDS")); err == nil && n > 0 {
		return n
	}
	if Long() {
		return long
	}
	return short
}

// Seed returns where chance begins: the moment, or the number in PANA_SEED, so
// that a run that failed can be run once more as it was.
func Seed(t testing.TB) (seed uint64, chance *rand.Rand) {
	t.Helper()
	seed = uint64(time.Now().UnixNano())
	if s := os.Getenv("PANA_SEED"); s != "" {
		var err error
		if seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			t.Fatalf("PANA_SEED is no number: %v", err)
		}
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("run it once more as it was: PANA_SEED=%d go test -run '^%s$'", seed, t.Name())
		}
	})
	return seed, rand.New(rand.NewPCG(seed, 0))
}

// Say prints the closing line of a proof that holds: what was done, how often,
// from which seed, and what came of it. A proof that failed prints nothing here.
func Say(t testing.TB, what string, n int, seed uint64, result string, args ...any) {
	t.Helper()
	if t.Failed() {
		return
	}
	fmt.Printf("proof: %s | N=%d | seed=%d | %s\n", what, n, seed, fmt.Sprintf(result, args...))
}
