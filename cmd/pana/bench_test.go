package main

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestTheReportIsWhatScriptsRelyOn(t *testing.T) {
	r := benchReport{Clients: 100}
	r.Memory.Idle, r.Memory.InUse = 36, 100
	r.many("case page", 90*time.Millisecond, []time.Duration{3 * time.Millisecond, time.Millisecond, 2 * time.Millisecond}, 4, "")
	r.single("import of HTCDS rows", "rows/s", 1500, -2000, "")
	r.single("first sign-in", "s", .25, 0, "a stopped house is started")
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"clients":100,"memory_mb":{"idle":36,"in_use":100},"acts":[` +
		`{"act":"case page","requests":3,"cpu_ms":30,"p50_ms":2,"p95_ms":3,"p99_ms":3,"budget_ms":4,"met":false},` +
		`{"act":"import of HTCDS rows","unit":"rows/s","value":1500,"budget":2000,"met":false},` +
		`{"act":"first sign-in","unit":"s","value":0.25,"met":true,"note":"a stopped house is started"}]}`
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Error(diff)
	}
	var out strings.Builder
	r.print(&out, reader())
	for _, part := range []string{"case page", "30.00 ms", "1500 rows/s", "(1) a stopped house is started"} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("the table does not say %q:\n%s", part, out.String())
		}
	}
}

func TestASlipLeavesOneLetterOut(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, name := range []string{"Гүлнұр Нұрболатова", "Anna Bekkhanova", "Ли"} {
		got := slip(r, name)
		if utf8.RuneCountInString(got) != utf8.RuneCountInString(name)-1 || []rune(got)[0] != []rune(name)[0] {
			t.Errorf("slip(%q) = %q", name, got)
		}
	}
}

func TestAFontIsNeededForTheLettersOfThePage(t *testing.T) {
	for _, test := range []struct {
		name, face, text string
		want             bool
	}{
		{"Latin letters on a Latin page", "unicode-range: U+0000-00FF, U+2013", "<p>Sign in</p>", true},
		{"Cyrillic letters on a Latin page", "unicode-range: U+0400-045F", "<p>Sign in</p>", false},
		{"Kazakh letters on a Kazakh page", "unicode-range: U+04??", "<p>Кіру ұ</p>", true},
		{"letters without a range", "src: url(a.woff2)", "", true},
	} {
		if got := needed(test.face, test.text); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestAProcessHasAMemoryAndAProcessor(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells")
	}
	if mb, err := memoryOf(os.Getpid(), "VmRSS"); err != nil || mb < 1 {
		t.Errorf("memory: %v MB, %v", mb, err)
	}
	if _, err := cpuOf(os.Getpid()); err != nil {
		t.Error(err)
	}
	if _, err := memoryOf(os.Getpid(), "VmNothing"); err == nil {
		t.Error("a figure that is not there was read")
	}
}
