//go:build !release

package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"example.org/pana/demo"
)

// Who visits, and how often.
const (
	benchDirector = "Saule"
	benchWorker   = "Dina"
	benchNight    = "Timur"

	benchWarm    = 20  // visits before anything counts
	benchVisits  = 400 // of the file and of the list
	benchFinds   = 200
	benchForms   = 60
	benchSheets  = 10 // of ten years
	benchRounds  = 12 // of arrivals, after each of which the beds are freed
	benchArrives = 12 // in each round
)

// visit serves the world and measures the pages.
func (b *bench) visit(ctx context.Context, known benchKnown) (err error) {
	s, err := startServer(ctx, b.dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	if _, _, _, err = s.do(ctx, benchCall{path: "/sign-in", want: http.StatusOK}); err != nil {
		return err
	}
	b.report.single("start to first page", "s", time.Since(s.began).Seconds(), 1, "")
	time.Sleep(2 * time.Second)
	idle, err := memoryOf(s.cmd.Process.Pid, "VmRSS")
	if err != nil {
		return err
	}
	b.report.Memory.Idle = *rounded(idle)
	b.report.single("memory, idle", "MB", idle, 64, "served, nobody signed in since the start")
	took, err := s.signIn(ctx, benchDirector)
	if err != nil {
		return err
	}
	b.report.single("first sign-in", "s", took.Seconds(), 0, "a stopped house is started: the passphrase is stretched and the database opened")
	for _, who := range []string{benchWorker, benchNight} {
		if _, err := s.signIn(ctx, who); err != nil {
			return err
		}
	}
	if err := b.acts(ctx, s, known); err != nil {
		return err
	}
	most, err := memoryOf(s.cmd.Process.Pid, "VmHWM")
	if err != nil {
		return err
	}
	b.report.Memory.InUse = *rounded(most)
	b.report.single("memory, in use", "MB", most, 256, "the most there was, sign-ins and all")
	return b.firstPage(ctx, s)
}

func (b *bench) acts(ctx context.Context, s *benchServer, known benchKnown) error {
	codes := func(who string, i int) string { return known.codes[who][i%len(known.codes[who])] }
	err := b.measure(ctx, s, "first screen", 0, benchVisits/2, func(i int) benchCall {
		return benchCall{who: []string{benchNight, benchWorker, benchDirector}[i%3], path: "/today", want: http.StatusOK}
	})
	if err != nil {
		return err
	}
	for _, one := range []struct {
		act, path string
		budget    float64
		n         int
	}{
		{"first screen of who leads", "/today", 20, benchVisits / 4},
		{"this month of the ledger", known.month, 0, benchForms},
		{"report on one month", known.sheet, 0, benchForms},
		{"report on ten years", known.years, 1000, benchSheets},
	} {
		err = b.measure(ctx, s, one.act, one.budget, one.n, func(int) benchCall {
			return benchCall{who: benchDirector, path: one.path, want: http.StatusOK}
		})
		if err != nil {
			return err
		}
	}
	err = b.measure(ctx, s, "case page", 4, benchVisits, func(i int) benchCall {
		who := []string{benchWorker, benchDirector}[i%2]
		return benchCall{who: who, path: "/clients/" + codes(who, i), want: http.StatusOK}
	})
	if err != nil {
		return err
	}
	err = b.measure(ctx, s, "case page, 2,000 entries", 4, benchVisits/2, func(i int) benchCall {
		return benchCall{who: []string{benchWorker, benchDirector}[i%2], path: "/clients/" + known.long, want: http.StatusOK}
	})
	if err != nil {
		return err
	}
	err = b.measure(ctx, s, "plan page", 0, benchVisits/2, func(i int) benchCall {
		who := []string{benchWorker, benchDirector}[i%2]
		return benchCall{who: who, path: "/clients/" + known.own[i%len(known.own)] + "/plan", want: http.StatusOK}
	})
	if err != nil {
		return err
	}
	err = b.measure(ctx, s, "calendar", 0, benchVisits/2, func(i int) benchCall {
		return benchCall{who: []string{benchWorker, benchDirector}[i%2], path: "/calendar", want: http.StatusOK}
	})
	if err != nil {
		return err
	}
	err = b.measure(ctx, s, "form of 1,000 questions", 100, benchForms, func(int) benchCall {
		return benchCall{who: benchWorker, path: known.form, want: http.StatusOK}
	})
	if err != nil {
		return err
	}
	if len(known.words) > 0 {
		err = b.measure(ctx, s, "incoming call", 0, benchVisits/2, func(i int) benchCall {
			form := url.Values{"find": {known.words[i%len(known.words)]}}
			return benchCall{who: benchNight, path: "/calls/find", form: form, want: http.StatusOK}
		})
		if err != nil {
			return err
		}
	}
	err = b.measure(ctx, s, "list", 4, benchVisits, func(i int) benchCall {
		who := []string{benchDirector, benchWorker, benchNight}[i%3]
		narrowed := []string{"", "?stage=plan", "?in=closed", "?tag=foreign", "?mine=1", "?in=all"}[i/3%6]
		return benchCall{who: who, path: "/clients" + narrowed, want: http.StatusOK}
	})
	if err != nil {
		return err
	}
	r := rand.New(rand.NewPCG(3, 4))
	asked := make([]string, len(known.names))
	for i, name := range known.names {
		if asked[i] = demo.Respell(name); i%2 == 1 {
			asked[i] = slip(r, asked[i])
		}
	}
	err = b.measure(ctx, s, "name search", 5, len(asked), func(i int) benchCall {
		return benchCall{who: []string{benchDirector, benchWorker}[i/2%2], path: "/clients/find", form: url.Values{"find": {asked[i]}}, want: http.StatusOK}
	})
	if err != nil {
		return err
	}
	return b.arrivals(ctx, s)
}

// measure asks n times and adds the line.
func (b *bench) measure(ctx context.Context, s *benchServer, act string, budget float64, n int, next func(int) benchCall) error {
	for i := range min(benchWarm, n) {
		if _, _, _, err := s.do(ctx, next(n-1-i)); err != nil {
			return err
		}
	}
	before, err := cpuOf(s.cmd.Process.Pid)
	if err != nil {
		return err
	}
	var waits []time.Duration
	for i := range n {
		_, _, took, err := s.do(ctx, next(i))
		if err != nil {
			return err
		}
		waits = append(waits, took)
	}
	after, err := cpuOf(s.cmd.Process.Pid)
	b.report.many(act, after-before, waits, budget, "")
	return err
}

// arrivals lets people in until the beds run short, frees the beds, and begins
// again. Freeing is not counted.
func (b *bench) arrivals(ctx context.Context, s *benchServer) error {
	var cpu time.Duration
	var waits []time.Duration
	for round := range benchRounds + 1 {
		before, err := cpuOf(s.cmd.Process.Pid)
		if err != nil {
			return err
		}
		var came []string
		for i := range benchArrives {
			header, _, took, err := s.do(ctx, benchCall{who: benchNight, path: "/arrivals", want: http.StatusSeeOther, form: arrivalForm(i)})
			if err != nil {
				return err
			}
			came = append(came, path.Base(header.Get("Location")))
			if round > 0 { // the first round warms up
				waits = append(waits, took)
			}
		}
		after, err := cpuOf(s.cmd.Process.Pid)
		if err != nil {
			return err
		}
		if round > 0 {
			cpu += after - before
		}
		for _, code := range came {
			form := url.Values{"ended": {"planned"}}
			if _, _, _, err := s.do(ctx, benchCall{who: benchDirector, path: "/clients/" + code + "/bed/end", want: http.StatusSeeOther, form: form}); err != nil {
				return err
			}
		}
	}
	b.report.many("arrival", cpu, waits, 12, "")
	return nil
}

func arrivalForm(i int) url.Values {
	name := []string{"Гүлнұр Нұрболатова", "Ольга Сербекова", "Dilnoza Isakhanova"}[i%3]
	return url.Values{"name": {name}, "language": {[]string{"kk", "ru", "uz"}[i%3]}, "sex": {"female"}, "age_band": {"21-23"}, "children": {"0"},
		"danger": {"no"}, "injured": {[]string{"no", "yes"}[i%2]}, "police": {"not-now"}, "consent": {"yes"}}
}

// slip leaves one letter out of the longest word of a name, not its first.
func slip(r *rand.Rand, name string) string {
	words := strings.Fields(name)
	longest := 0
	for i, w := range words {
		if len(w) > len(words[longest]) {
			longest = i
		}
	}
	letters := []rune(words[longest])
	at := 1 + r.IntN(len(letters)-1)
	words[longest] = string(slices.Delete(letters, at, at+1))
	return strings.Join(words, " ")
}
