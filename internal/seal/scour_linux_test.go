//go:build !race

package seal

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// A program that has many goroutines put a word on their stacks, and ends them,
// holds it in its memory, and no more after Scour: but for one or two that were
// given to goroutines of the runtime that never end. (The race detector has stacks of
// its own, on which the word does not stay in the first place.)
func TestStacksOfTheEndedAreWrittenOver(t *testing.T) {
	if os.Getenv("PANA_SCOUR") != "" {
		runtime.GC() // the collector's own goroutines never end
		litter()
		fmt.Println("littered")
		fmt.Scanln()
		Scour()
		fmt.Println("scoured")
		fmt.Scanln()
		os.Exit(0)
	}
	c := exec.Command(os.Args[0], "-test.run", "^TestStacksOfTheEndedAreWrittenOver$")
	c.Env = append(os.Environ(), "PANA_SCOUR=1")
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	defer c.Wait()
	defer in.Close()
	for _, step := range []struct {
		said        string
		least, most int
	}{{"littered", 20, 400}, {"scoured", 0, 5}} {
		var said string
		if _, err := fmt.Fscanln(out, &said); err != nil || said != step.said {
			t.Fatal(said, err)
		}
		if n := countIn(t, c.Process.Pid, littered()); n < step.least || n > step.most {
			t.Errorf("%s, and the word is there %d times", step.said, n)
		}
		fmt.Fprintln(in)
	}
}

func littered() []byte {
	b := make([]byte, 24)
	for i := range b {
		b[i] = byte(7*i) ^ 0xa5
	}
	return b
}

// litter puts the word on many stacks at once, at several depths, and lets them end.
func litter() {
	var all sync.WaitGroup
	gate := make(chan struct{})
	for i := range 400 {
		all.Go(func() { drop(i%60, gate) })
	}
	close(gate)
	all.Wait()
}

//go:noinline
func drop(n int, gate chan struct{}) byte {
	var word [24]byte
	if n > 0 {
		return drop(n-1, gate) + word[n%24]
	}
	<-gate
	for i := range word {
		word[i] = byte(7*i) ^ 0xa5
	}
	return word[len(gate)]
}

// countIn counts a word in what another process may write to of its memory.
func countIn(t *testing.T, pid int, word []byte) (n int) {
	t.Helper()
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		t.Fatal(err)
	}
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		t.Skip("the memory of another process may not be read here:", err)
	}
	defer mem.Close()
	for line := range strings.Lines(string(maps)) {
		var from, to int64
		var may string
		if k, _ := fmt.Sscanf(line, "%x-%x %s", &from, &to, &may); k != 3 || !strings.HasPrefix(may, "rw") {
			continue
		}
		block := make([]byte, 1<<20)
		for at := from; at < to; at += int64(len(block)) - int64(len(word)) {
			k, _ := mem.ReadAt(block[:min(int64(len(block)), to-at)], at)
			n += bytes.Count(block[:k], word)
		}
	}
	return n
}
