package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"example.org/pana/house/housetest"
	"example.org/pana/internal/proof"
	"example.org/pana/web"
)

// most is how much memory the program may ever hold while it is flooded.
const most = 512 // MB

// A flooded house is the real program with a client in it and three people who
// came in: one who works, one who leaves, one who stops the house.
type flooded struct {
	served
	code                   string
	dina, saule, timur     *http.Client
	turned, other, refused atomic.Int64 // 503, other faults of the server, connections refused or cut
	done                   atomic.Int64
}

func flood(t *testing.T) *flooded {
	t.Helper()
	w := housetest.Open(t, web.Schema())
	if w.Options().Dir == "" {
		t.Skip("this is about one process and its folder")
	}
	code := bringIn(t, w)
	if err := w.House.Close(); err != nil {
		t.Fatal(err)
	}
	f := &flooded{served: serveFolder(t, w.Options().Dir), code: code}
	f.dina, f.saule, f.timur = f.comeIn(t, "dina"), f.comeIn(t, "saule"), f.comeIn(t, "timur")
	return f
}

// once asks for the file page as Dina and counts what came of it.
func (f *flooded) once(c *http.Client) time.Duration {
	began := time.Now()
	a, err := c.Get(f.url + "/clients/" + f.code)
	if err != nil {
		f.refused.Add(1)
		return time.Since(began)
	}
	io.Copy(io.Discard, a.Body)
	a.Body.Close()
	switch {
	case a.StatusCode == http.StatusOK:
		f.done.Add(1)
	case a.StatusCode == http.StatusServiceUnavailable && a.Header.Get("Retry-After") != "":
		f.turned.Add(1)
	default:
		f.other.Add(1)
	}
	return time.Since(began)
}

// usual is how long nineteen of twenty pages take just now.
func (f *flooded) usual(n int) time.Duration {
	var took []time.Duration
	for range n {
		took = append(took, f.once(f.dina))
	}
	slices.Sort(took)
	return took[n*19/20]
}

// send posts a form and says how long the answer took, or fails.
func (f *flooded) send(t *testing.T, c *http.Client, path string) time.Duration {
	t.Helper()
	began := time.Now()
	a, err := c.PostForm(f.url+path, url.Values{})
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return 0
	}
	a.Body.Close()
	if a.StatusCode != http.StatusSeeOther {
		t.Errorf("%s: %s", path, a.Status)
	}
	return time.Since(began)
}

// peak is the most memory the program has held, in MB.
func (f *flooded) peak(t *testing.T) int {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", f.pid))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "VmHWM:")
	kb, _ := strconv.Atoi(strings.Fields(rest)[0])
	return kb / 1024
}

func (f *flooded) within(t *testing.T) {
	t.Helper()
	if mb := f.peak(t); mb == 0 || mb > most {
		t.Errorf("%d MB of memory, more than %d", mb, most)
	}
	if n := f.other.Load(); n > 0 {
		t.Errorf("%d answers were neither the page nor 503 with Retry-After", n)
	}
}

func TestFloodOfTenTimesWhatItCanServe(t *testing.T) {
	f := flood(t)
	quiet := f.usual(40)
	crowd, lasting := 150, time.Duration(proof.N(6, 300))*time.Second
	jar := f.dina.Jar
	end := make(chan struct{})
	var wg sync.WaitGroup
	for range crowd {
		c := &http.Client{Jar: jar, Transport: &http.Transport{}, Timeout: time.Minute, CheckRedirect: f.dina.CheckRedirect}
		wg.Go(func() {
			defer c.CloseIdleConnections()
			for {
				select {
				case <-end:
					return
				default:
					f.once(c)
				}
			}
		})
	}
	time.Sleep(lasting)
	out := f.send(t, f.saule, "/sign-out")
	time.Sleep(time.Second)
	lock := f.send(t, f.timur, "/lock")
	if out > 2*time.Second || lock > 2*time.Second {
		t.Errorf("under load it takes %v to leave and %v to stop the house", out, lock)
	}
	close(end)
	wg.Wait()
	// A stopped house leads to its door: those answers are not pages.
	f.other.Store(0)
	f.dina = f.comeIn(t, "dina")
	served, turned := f.done.Load(), f.turned.Load()
	if turned == 0 {
		t.Error("nobody was turned away: this is no flood")
	}
	time.Sleep(2 * time.Second)
	after := f.usual(40)
	if after > max(4*quiet, 300*time.Millisecond) {
		t.Errorf("afterwards a page takes %v, before it took %v", after, quiet)
	}
	f.within(t)
	proof.Say(t, "ten times the load", int(served+turned), 0,
		"%d pages served, %d turned away with 503 and Retry-After (%.0f offered for each served), %d connections cut; sign-out %v, lock %v; page before %v, after %v; %d MB",
		served, turned, float64(served+turned)/float64(max(served, 1)), f.refused.Load(), out.Round(time.Millisecond), lock.Round(time.Millisecond),
		quiet.Round(time.Millisecond), after.Round(time.Millisecond), f.peak(t))
}

func TestFloodOfSlowSenders(t *testing.T) {
	f := flood(t)
	n := proof.N(1000, 5000)
	allow(t, n+500)
	address := strings.TrimPrefix(f.url, "http://")
	var conns []net.Conn
	for i := range n {
		c, err := net.Dial("tcp", address)
		if err != nil {
			continue // refused is as good
		}
		conns = append(conns, c)
		// A third never ends its head, a third its form, a third reads nothing.
		switch i % 3 {
		case 0:
			io.WriteString(c, "GET / HTTP/1.1\r\nHost: localhost\r\n")
		case 1:
			io.WriteString(c, "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 900000\r\n\r\nname=a")
		case 2:
			io.WriteString(c, "GET /static/pana.css HTTP/1.1\r\nHost: localhost\r\n\r\n")
		}
	}
	defer func() {
		for _, c := range conns {
			c.Close()
		}
	}()
	stop := make(chan struct{})
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(3 * time.Second):
				for i, c := range conns {
					if i%3 < 2 {
						c.Write([]byte("x"))
					}
				}
			}
		}
	}()
	time.Sleep(time.Duration(proof.N(2, 30)) * time.Second)
	during := f.usual(60)
	in := f.comeInAgain(t)
	close(stop)
	if f.refused.Load() > 0 || f.turned.Load() > 0 {
		t.Errorf("%d pages refused and %d turned away while others send slowly", f.refused.Load(), f.turned.Load())
	}
	if during > 1500*time.Millisecond {
		t.Errorf("a page takes %v while others send slowly", during)
	}
	f.within(t)
	proof.Say(t, "slow senders", n, 0, "page %v (19 of 20), sign-in %v, %d MB", during.Round(time.Millisecond), in.Round(time.Millisecond), f.peak(t))
}

// comeInAgain is a sign-in with its form, and how long it took.
func (f *flooded) comeInAgain(t *testing.T) time.Duration {
	began := time.Now()
	f.comeIn(t, "saule")
	return time.Since(began)
}

// endless is a body without an end.
type endless struct{ sent atomic.Int64 }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	e.sent.Add(int64(len(p)))
	return len(p), nil
}

func TestFloodOfHugeBodies(t *testing.T) {
	f := flood(t)
	n := proof.N(12, 200)
	const ten = 10 << 30
	var largest int64
	for i := range n {
		path := []string{"/sign-in", "/clients/" + f.code + "/documents", "/import/htcds", "/clients/find"}[i%4]
		body := &endless{}
		r, err := http.NewRequest("POST", f.url+path, io.LimitReader(body, ten))
		if err != nil {
			t.Fatal(err)
		}
		r.ContentLength = -1 // in pieces, without saying how much
		if i%8 >= 4 {
			r.ContentLength = ten
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		a, err := f.dina.Do(r)
		if err == nil {
			if a.StatusCode < 400 || a.StatusCode >= 500 {
				t.Errorf("%s with ten gigabytes: %s", path, a.Status)
			}
			a.Body.Close()
		} else if !errors.Is(err, syscall.EPIPE) && !errors.Is(err, syscall.ECONNRESET) && !strings.Contains(err.Error(), "connection") {
			t.Errorf("%s: %v", path, err)
		}
		largest = max(largest, body.sent.Load())
	}
	// What the pipes between two programs hold is on top of what was taken.
	if largest > 80<<20 {
		t.Errorf("%d MB were taken of a body", largest>>20)
	}
	if left, err := os.ReadDir(os.TempDir()); err == nil {
		for _, e := range left {
			if strings.HasPrefix(e.Name(), "multipart-") {
				t.Errorf("%s was left", e.Name())
			}
		}
	}
	after := f.usual(20)
	f.within(t)
	proof.Say(t, "bodies of ten gigabytes", n, 0, "cut off after %d MB at most, page afterwards %v, %d MB", largest>>20, after.Round(time.Millisecond), f.peak(t))
}

func TestFloodOfGuessesAtTheDoor(t *testing.T) {
	f := flood(t)
	n := proof.N(300, 5000)
	var wg sync.WaitGroup
	gate := make(chan struct{}, 60)
	var tried, waited atomic.Int64
	for i := range n {
		gate <- struct{}{}
		wg.Go(func() {
			defer func() { <-gate }()
			c := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: time.Minute, CheckRedirect: f.dina.CheckRedirect}
			a, err := c.Post(f.url+"/sign-in", "application/x-www-form-urlencoded",
				bytes.NewBufferString(url.Values{"name": {fmt.Sprint("guess", i%7)}, "passphrase": {fmt.Sprint("word ", i)}}.Encode()))
			if err != nil {
				f.refused.Add(1)
				return
			}
			a.Body.Close()
			switch a.StatusCode {
			case http.StatusUnauthorized:
				tried.Add(1)
			case http.StatusForbidden, http.StatusServiceUnavailable:
				waited.Add(1)
			default:
				f.other.Add(1)
			}
		})
	}
	during := f.usual(20)
	wg.Wait()
	if tried.Load() > 60 {
		t.Errorf("%d of %d guesses were tried", tried.Load(), n)
	}
	f.within(t)
	proof.Say(t, "guesses at the door", n, 0, "%d tried, %d told to wait, page meanwhile %v, %d MB", tried.Load(), waited.Load(), during.Round(time.Millisecond), f.peak(t))
}

// allow lets this process have so many files open, or skips.
func allow(t *testing.T, n int) {
	t.Helper()
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Skip(err)
	}
	if limit.Cur < uint64(n) {
		limit.Cur = min(limit.Max, uint64(2*n))
		if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil || limit.Cur < uint64(n) {
			t.Skipf("only %d files may be open", limit.Cur)
		}
	}
}
