package web_test

import (
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"example.org/pana/house/housetest"
	"example.org/pana/internal/locale"
	"example.org/pana/web"
)

// A client came by a request, and the director is named in a conflict of
// interest with her. Neither the desk nor the trail of the house tells him that
// there was a request.
func TestTheRequestOfAHiddenClientLeavesNoLineInTheTrail(t *testing.T) {
	s := openShelter(t)
	ask := func() string {
		w := s.post("dina", "/requests", url.Values{"told": {"came to the door of a school"}})
		status(t, w, http.StatusSeeOther)
		return strings.TrimSuffix(w.Header().Get("Location"), "?done=saved")
	}
	request, other := ask(), ask()
	status(t, s.get("dina", request), http.StatusOK) // her words are opened: a line too
	lines := func(who, act string) int {
		t.Helper()
		page := s.get(who, "/house/trail")
		status(t, page, http.StatusOK)
		return strings.Count(page.Body.String(), ">"+html.EscapeString(locale.For(locale.EN, locale.Client).T("act."+act)))
	}
	if n := lines("saule", "request.record"); n != 2 {
		t.Fatalf("she sees %d requests recorded", n)
	}
	w := s.post("marat", request+"/answer", url.Values{"status": {"accepted"}, "version": {"1"}})
	status(t, w, http.StatusSeeOther)
	code := leadsTo.FindStringSubmatch(strings.TrimSuffix(w.Header().Get("Location"), "?done=answered"))[1]
	status(t, s.post("marat", "/clients/"+code+"/conflict", url.Values{"staff": {string(s.Staff("saule"))}}), http.StatusSeeOther)
	status(t, s.get("saule", request), http.StatusNotFound)
	status(t, s.get("saule", other), http.StatusOK)
	for act, want := range map[string]int{"request.record": 1, "request.see": 1, "request.answer": 0} {
		if n := lines("saule", act); n != want {
			t.Errorf("the one named sees %d lines %s, want %d", n, act, want)
		}
	}
	if n := lines("marat", "request.record"); n != 2 {
		t.Errorf("the deputy sees %d requests recorded", n)
	}
}

// An empty house served beyond its own machine is founded at the machine alone:
// the host name that a stranger sends proves nothing.
func TestAStrangerInTheNetworkFoundsNoHouse(t *testing.T) {
	h, o := housetest.Empty(t, housetest.NewClock(), web.Schema())
	pages := web.New(h, web.Options{Secure: true, Dir: o.Dir}).Handler()
	ask := func(from string, r *http.Request) int {
		r.Host, r.RemoteAddr = "localhost", from
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, r)
		if w.Code == http.StatusForbidden && len(w.Result().Cookies()) != 0 {
			t.Error("a refused founding left a cookie")
		}
		return w.Code
	}
	house := func() *http.Request { f := answers(); f.Set("step", "house"); return form("/setup", f) }
	for from, want := range map[string]int{"192.168.7.20:5050": 403, "[2001:db8::1]:5050": 403, "@": 403, "127.0.0.1:5050": 200, "[::1]:5050": 200} {
		if got := ask(from, httptest.NewRequest("GET", "/setup", nil)); got != want {
			t.Errorf("%s sees the set-up: status %d, want %d", from, got, want)
		}
		if want == 200 {
			want = http.StatusSeeOther
		}
		if got := ask(from, house()); got != want {
			t.Errorf("%s sends the first step: status %d, want %d", from, got, want)
		}
	}
}

// The keys of forms that were sent rest in memory for a while.
func TestTheKeyOfAFormHasALength(t *testing.T) {
	s := openShelter(t)
	status(t, s.post("timur", "/arrivals", url.Values{"once": {strings.Repeat("x", 100_000)}}), http.StatusUnprocessableEntity)
}

// A file of a hundred people at once must not fill the memory of an old laptop.
func TestFilesAreTakenInAFewAtATime(t *testing.T) {
	s := openShelter(t)
	code, cookie := s.woman(), s.Cookie("dina")
	var now, most atomic.Int32
	var wait sync.WaitGroup
	for range 12 {
		wait.Go(func() {
			r := httptest.NewRequest("POST", "/clients/"+code+"/documents", &slowBody{text: strings.Repeat("x", 4096), now: &now, most: &most})
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Host = "localhost"
			r.AddCookie(&http.Cookie{Name: "pana", Value: cookie})
			w := httptest.NewRecorder()
			s.pages.ServeHTTP(w, r)
			if w.Code != http.StatusUnprocessableEntity { // there is no file in it
				t.Errorf("status %d", w.Code)
			}
		})
	}
	wait.Wait()
	if n := most.Load(); n < 1 || n > 3 {
		t.Errorf("%d files came in at once", n)
	}
}

// A slowBody counts how many of its kind are being read.
type slowBody struct {
	text      string
	begun     bool
	now, most *atomic.Int32
}

func (b *slowBody) Read(p []byte) (int, error) {
	if !b.begun {
		b.begun = true
		for n, most := b.now.Add(1), b.most.Load(); n > most && !b.most.CompareAndSwap(most, n); most = b.most.Load() {
		}
	}
	for range 100 {
		runtime.Gosched()
	}
	if b.text == "" {
		b.now.Add(-1)
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), 64)], b.text)
	b.text = b.text[n:]
	return n, nil
}

func TestSigningInAgainEndsTheSessionBefore(t *testing.T) {
	s := openShelter(t)
	old := &http.Cookie{Name: "pana", Value: s.Cookie("dina")}
	r := form("/sign-in", url.Values{"name": {"dina"}, "passphrase": {housetest.Passphrase("dina")}})
	r.Host = "localhost"
	r.AddCookie(old)
	w := httptest.NewRecorder()
	s.pages.ServeHTTP(w, r)
	status(t, w, http.StatusSeeOther)
	if set := w.Result().Cookies(); len(set) != 1 || set[0].Value == old.Value || set[0].Value == "" {
		t.Fatalf("cookies %v", set)
	}
	if _, _, err := s.House.Resume(t.Context(), old.Value); err == nil {
		t.Error("the session before goes on")
	}
	if _, _, err := s.House.Resume(t.Context(), w.Result().Cookies()[0].Value); err != nil {
		t.Errorf("the new one: %v", err)
	}
}
