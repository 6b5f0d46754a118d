package web

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"example.org/pana"
	"example.org/pana/house"
)

// screens are the open pages that wait to be told that it is over: that the
// house is stopped, or the sign-in ended. Each holds a connection and nothing
// else: no place among the requests being served, no key, no sign of life.
type screens struct {
	mu      sync.Mutex
	open    map[*screen]bool
	looking bool // somebody goes through them once a second
}

// A screen is one open page.
type screen struct {
	session string
	over    chan string // why, or "" when the program itself ends
}

func newScreens() *screens { return &screens{open: map[*screen]bool{}} }

// enter adds a screen of session, unless there are too many already; first says
// that somebody has to begin to look.
func (o *screens) enter(session string) (sc *screen, first bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	hers := 0
	for sc := range o.open {
		if sc.session == session {
			hers++
		}
	}
	if hers >= screensEach || len(o.open) >= mostScreens {
		return nil, false
	}
	sc = &screen{session, make(chan string, 1)}
	o.open[sc] = true
	first, o.looking = !o.looking, true
	return sc, first
}

func (o *screens) leave(sc *screen) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.open, sc)
}

// tell ends the screens for which why gives a reason, and reports whether any
// is left; without any nobody looks any more.
func (o *screens) tell(why func(session string) (string, bool)) (left bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for sc := range o.open {
		if reason, over := why(sc.session); over {
			delete(o.open, sc)
			sc.over <- reason
		}
	}
	o.looking = len(o.open) > 0
	return o.looking
}

// end lets every screen go without a word, as the program ends.
func (o *screens) end() { o.tell(func(string) (string, bool) { return "", true }) }

// lookAfter tells the screens whose session is gone, whoever ended it, in this
// program or in another that serves the same house: one question a second for
// all of them, and none when no page is open.
func (s *Server) lookAfter() {
	tick := time.NewTicker(screenLook)
	defer tick.Stop()
	for range tick.C {
		var living map[string]bool
		err := pana.Guard("web.lookAfter", func() (err error) {
			ctx, cancel := context.WithTimeout(context.Background(), screenLook)
			defer cancel()
			living, err = s.house.AllLiving(ctx)
			return err
		})
		if !s.screens.tell(func(session string) (string, bool) { return "ended", err == nil && !living[session] }) {
			return
		}
	}
}

// getOver is what an open page listens to. It is a door: it tells a cookie
// whether it still stands for something, and nothing else.
func (s *Server) getOver(w http.ResponseWriter, r *http.Request) error {
	stopping := s.house.Stopping()
	session, err := s.house.Living(r.Context(), s.cookie(r))
	if err != nil && pana.KindOf(err) == pana.Internal {
		return err
	}
	why := "ended"
	if s.house.State() != house.Started {
		why = "stopped"
	}
	if err == nil {
		sc, first := s.screens.enter(session)
		if sc == nil {
			w.WriteHeader(http.StatusNoContent) // a browser then asks no more
			return nil
		}
		defer s.screens.leave(sc)
		if first {
			go s.lookAfter()
		}
		back := standAside(r)
		defer back()
		if why = s.waitForIt(w, r, sc, stopping); why == "" {
			return nil
		}
	}
	w.Header().Set("Content-Type", "text/event-stream")
	fmt.Fprintf(w, "event: over\ndata: %s\n\n", why)
	_ = http.NewResponseController(w).Flush()
	return nil
}

// waitForIt holds the connection until there is something to tell, and says
// what; nothing when nobody listens any more.
func (s *Server) waitForIt(w http.ResponseWriter, r *http.Request, sc *screen, stopping <-chan struct{}) (why string) {
	c := http.NewResponseController(w)
	if c.SetReadDeadline(time.Time{}) != nil {
		return "" // no connection to hold
	}
	w.Header().Set("Content-Type", "text/event-stream")
	// A browser that has lost us asks again after a second, not after its own three.
	if _, err := w.Write([]byte("retry: 1000\n")); err != nil {
		return ""
	}
	beat := time.NewTicker(screenBeat)
	defer beat.Stop()
	for {
		// A listener who has gone without a word is noticed by this.
		_ = c.SetWriteDeadline(time.Now().Add(bodyWait))
		if _, err := w.Write([]byte(": \n\n")); err != nil || c.Flush() != nil {
			return ""
		}
		select {
		case <-stopping:
			return "stopped"
		case why := <-sc.over:
			return why
		case <-r.Context().Done():
			return ""
		case <-beat.C:
		}
	}
}

// postHere is a sign of life from someone who reads and asks for nothing.
func (s *Server) postHere(w http.ResponseWriter, r *http.Request) error {
	w.WriteHeader(http.StatusNoContent)
	return nil
}
