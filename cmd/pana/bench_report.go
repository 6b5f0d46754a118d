//go:build !release

package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"example.org/pana/internal/locale"
)

// A benchReport is what a run found.
type benchReport struct {
	Clients int `json:"clients"`
	Memory  struct {
		Idle  float64 `json:"idle"`
		InUse float64 `json:"in_use"`
	} `json:"memory_mb"`
	Acts []benchAct `json:"acts"`

	tables []tableSize
	files  []fileSize
}

// A benchAct is one line of the report: an act of which many were measured, or
// one figure in a unit of its own.
type benchAct struct {
	Act      string   `json:"act"`
	Requests int      `json:"requests,omitempty"`
	CPU      *float64 `json:"cpu_ms,omitempty"` // of the server for one request, its collector included
	P50      *float64 `json:"p50_ms,omitempty"` // as the visitor waits
	P95      *float64 `json:"p95_ms,omitempty"`
	P99      *float64 `json:"p99_ms,omitempty"`
	Budget   *float64 `json:"budget_ms,omitempty"` // for cpu_ms

	Unit  string   `json:"unit,omitempty"`
	Value *float64 `json:"value,omitempty"`
	Limit *float64 `json:"budget,omitempty"` // for value
	Met   bool     `json:"met"`
	Note  string   `json:"note,omitempty"`
}

type tableSize struct {
	name string
	rows int
}

type fileSize struct {
	name  string
	bytes int64
}

func rounded(x float64) *float64 {
	x = math.Round(x*1000) / 1000
	return &x
}

// many adds an act that was done once for each of waits.
func (r *benchReport) many(act string, cpu time.Duration, waits []time.Duration, budget float64, note string) {
	slices.Sort(waits)
	at := func(share float64) *float64 {
		return rounded(waits[min(int(share*float64(len(waits))), len(waits)-1)].Seconds() * 1000)
	}
	each := cpu.Seconds() * 1000 / float64(len(waits))
	a := benchAct{Act: act, Requests: len(waits), CPU: rounded(each), P50: at(.5), P95: at(.95), P99: at(.99), Met: true, Note: note}
	if budget > 0 {
		a.Budget, a.Met = rounded(budget), each <= budget
	}
	r.Acts = append(r.Acts, a)
	say("%s: %.2f ms", act, each)
}

// single adds one figure. A budget of 0 is none; one below 0 is the least that
// is wanted.
func (r *benchReport) single(act, unit string, value, budget float64, note string) {
	a := benchAct{Act: act, Unit: unit, Value: rounded(value), Met: true, Note: note}
	switch {
	case budget > 0:
		a.Limit, a.Met = rounded(budget), value <= budget
	case budget < 0:
		a.Limit, a.Met = rounded(-budget), value >= -budget
	}
	r.Acts = append(r.Acts, a)
	say("%s: %.3g %s", act, value, unit)
}

// print writes the report for people.
func (r *benchReport) print(out io.Writer, t *locale.Reader) {
	fmt.Fprintln(out, t.T("bench.machine", "Cores", runtime.NumCPU(), "Go", runtime.Version(), "Kernel", kernel()))
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\n%s\t%s\t%s\tp50\tp95\tp99\t%s\t\n", t.T("bench.act"), t.T("bench.requests"), t.T("bench.cpu"), t.T("bench.budget"))
	var notes []string
	for _, a := range r.Acts {
		mark := t.T("bench.met")
		switch {
		case a.Budget == nil && a.Limit == nil:
			mark = ""
		case !a.Met:
			mark = t.T("bench.missed")
		}
		if a.Note != "" {
			notes = append(notes, a.Note)
			mark = strings.TrimSpace(mark + " (" + t.Number(len(notes)) + ")")
		}
		if a.CPU != nil {
			fmt.Fprintf(w, "%s\t%d\t%.2f ms\t%.1f\t%.1f\t%.1f\t%s\t%s\n", a.Act, a.Requests, *a.CPU, *a.P50, *a.P95, *a.P99, figure(a.Budget, "ms"), mark)
			continue
		}
		fmt.Fprintf(w, "%s\t\t%s\t\t\t\t%s\t%s\n", a.Act, figure(a.Value, a.Unit), figure(a.Limit, a.Unit), mark)
	}
	w.Flush()
	for i, n := range notes {
		fmt.Fprintf(out, "(%d) %s\n", i+1, n)
	}
	fmt.Fprintln(out)
	for _, s := range r.tables {
		fmt.Fprintf(w, "%s\t%d\n", s.name, s.rows)
	}
	for _, f := range r.files {
		fmt.Fprintf(w, "%s\t%.1f MB\n", f.name, float64(f.bytes)/(1<<20))
	}
	w.Flush()
}

func figure(x *float64, unit string) string {
	if x == nil {
		return ""
	}
	return fmt.Sprintf("%.4g %s", *x, unit)
}

func kernel() string {
	text, err := os.ReadFile("/proc/sys/kernel/osrelease")
	if err != nil {
		return runtime.GOOS
	}
	return strings.TrimSpace(string(text))
}

// weigh lists the files of the world.
func (r *benchReport) weigh(dir string) error {
	return filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		info, err := d.Info()
		name, _ := filepath.Rel(dir, path)
		if err == nil {
			r.files = append(r.files, fileSize{name, info.Size()})
			slices.SortFunc(r.files, func(a, b fileSize) int { return cmp.Compare(b.bytes, a.bytes) })
		}
		return err
	})
}
