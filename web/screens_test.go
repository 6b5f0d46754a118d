package web_test

import (
	"bufio"
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/pana/house/housetest"
	"example.org/pana/internal/proof"
)

// listening serves s on an address of this machine, with every limit of a real one.
func (s *served) listening() (address string) {
	s.t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		s.t.Fatal(err)
	}
	srv := s.web.HTTP(ln.Addr().String())
	go srv.Serve(ln)
	s.t.Cleanup(func() { srv.Close() })
	return ln.Addr().String()
}

// screen opens what an open page listens to, and says when it was told why.
func screen(ctx context.Context, t *testing.T, address string, c *http.Cookie, told func(why string)) (opened bool) {
	t.Helper()
	r, err := http.NewRequestWithContext(ctx, "GET", "http://"+address+"/over", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.AddCookie(c)
	// A transport of its own: every screen is another machine.
	w, err := (&http.Client{Transport: &http.Transport{}}).Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if w.StatusCode != http.StatusOK || w.Header.Get("Content-Type") != "text/event-stream" {
		w.Body.Close()
		return false
	}
	lines := bufio.NewScanner(w.Body)
	lines.Scan() // it listens now
	go func() {
		defer w.Body.Close()
		for lines.Scan() {
			if why, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				told(why)
			}
		}
	}()
	return true
}

// More screens than any house has, all behind one address, and more than one
// address may otherwise keep open: none is load, and all go dark within a second.
func TestStoppingTheHouseBlanksEveryScreenWithinASecond(t *testing.T) {
	t.Parallel()
	s := serveHouse(t)
	s.signIn("saule")
	address := s.listening()
	var mu sync.Mutex
	var last time.Time
	told, open := map[string]int{}, 0
	for _, name := range housetest.Names() {
		for range 16 {
			if !screen(t.Context(), t, address, s.signIn(name), func(why string) {
				mu.Lock()
				defer mu.Unlock()
				told[why]++
				last = time.Now()
			}) {
				t.Fatalf("no screen for %s after %d", name, open)
			}
			open++
		}
	}
	// Others are served as on any other day.
	r, _ := http.NewRequest("GET", "http://"+address+"/today", nil)
	r.AddCookie(s.signIn("dina"))
	w, err := http.DefaultClient.Do(r)
	if err != nil || w.StatusCode != http.StatusOK {
		t.Fatalf("Today beside %d open screens: %v, %v", open, w, err)
	}
	w.Body.Close()
	began := time.Now()
	status(t, s.post("saule", "/lock", nil), http.StatusSeeOther)
	for time.Since(began) < 5*time.Second {
		mu.Lock()
		n := told["stopped"]
		mu.Unlock()
		if n == open {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	mu.Lock()
	defer mu.Unlock()
	if told["stopped"] != open || len(told) != 1 {
		t.Fatalf("of %d screens told: %v", open, told)
	}
	// A machine with other work may be slow; half a minute would be no stop.
	if after := last.Sub(began); after > 5*time.Second {
		t.Errorf("the last went dark after %v", after)
	} else {
		proof.Say(t, "screens that go dark when the house is stopped", open, 0, "the last after %v", after.Round(time.Millisecond))
	}
}

func TestOnlyTheScreensOfAnEndedSessionGoDark(t *testing.T) {
	t.Parallel()
	s := serveHouse(t)
	s.signIn("saule")
	address := s.listening()
	told := make(chan string, 10)
	for _, name := range []string{"dina", "erlan"} {
		if !screen(t.Context(), t, address, s.signIn(name), func(why string) { told <- name + " " + why }) {
			t.Fatal("no screen for " + name)
		}
	}
	if err := s.House.EndStaff(s.As("saule"), s.Staff("erlan")); err != nil {
		t.Fatal(err)
	}
	select {
	case got := <-told:
		if got != "erlan ended" {
			t.Errorf("told: %s", got)
		}
	case <-time.After(5 * time.Second):
		t.Fatal("his screen still shows what it showed")
	}
	select {
	case got := <-told:
		t.Errorf("told too: %s", got)
	case <-time.After(1500 * time.Millisecond):
	}
	// A screen that comes later is told at once, and so is one without a sign-in.
	for _, c := range []*http.Cookie{s.keys["erlan"], {Name: "pana", Value: "nothing"}} {
		if !screen(t.Context(), t, address, c, func(why string) { told <- why }) {
			t.Fatal("no answer")
		}
		if got := <-told; got != "ended" {
			t.Errorf("told %q", got)
		}
	}
}

func TestWaitingIsNoSignOfLifeAndReadingIs(t *testing.T) {
	t.Parallel()
	s := serveHouse(t)
	s.signIn("saule")
	address := s.listening()
	idle := time.Duration(s.House.Settings().IdleMinutes) * time.Minute
	told := make(chan string, 1)
	screen(t.Context(), t, address, s.signIn("dina"), func(why string) { told <- why })
	s.signIn("erlan")
	s.Clock.Advance(idle - time.Second)
	status(t, s.post("erlan", "/here", nil), http.StatusNoContent)
	s.Clock.Advance(time.Second)
	select {
	case why := <-told:
		if why != "ended" {
			t.Errorf("told %q", why)
		}
	case <-time.After(5 * time.Second):
		t.Error("a page nobody touched still shows what it showed")
	}
	status(t, s.get("erlan", "/today"), http.StatusOK)
}

func TestOneSignInOpensOnlySoManyScreens(t *testing.T) {
	t.Parallel()
	s := serveHouse(t)
	cookie, address := s.signIn("saule"), s.listening()
	ctx, leave := context.WithCancel(t.Context())
	open := 0
	for range 25 {
		if screen(ctx, t, address, cookie, func(string) {}) {
			open++
		}
	}
	if open != 20 {
		t.Errorf("%d screens of one sign-in", open)
	}
	leave()
	for began := time.Now(); !screen(t.Context(), t, address, cookie, func(string) {}); time.Sleep(10 * time.Millisecond) {
		if time.Since(began) > 5*time.Second {
			t.Fatal("those that were closed still count")
		}
	}
}

// What is never turned away must not be turned away by those who wait.
func TestAPageThatWaitsHoldsNoPlace(t *testing.T) {
	t.Parallel()
	s := serveHouse(t)
	w := s.as("saule", httptest.NewRequest("GET", "/over", nil))
	status(t, w, http.StatusOK) // no connection to hold: it ends without a word
	if strings.Contains(w.Body.String(), "over") {
		t.Errorf("told %q", w.Body)
	}
}
