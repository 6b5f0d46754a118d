package web

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"example.org/pana/house"
	"example.org/pana/internal/locale"
)

// A line lets so many in at once. Those who find no place wait a short while;
// when too many wait, the next is turned away at once.
type line struct {
	inside  chan struct{}
	waiting atomic.Int64
	most    int64
}

func newLine(places int) *line {
	return &line{inside: make(chan struct{}, places), most: int64(places * lineEach)}
}

// enter reports whether there was a place in time; the caller leaves it again.
func (l *line) enter(done <-chan struct{}) bool {
	select {
	case l.inside <- struct{}{}:
		return true
	default:
	}
	if l.waiting.Add(1) > l.most {
		l.waiting.Add(-1)
		return false
	}
	defer l.waiting.Add(-1)
	t := time.NewTimer(lineWait)
	defer t.Stop()
	select {
	case l.inside <- struct{}{}:
		return true
	case <-t.C:
	case <-done:
	}
	return false
}

func (l *line) leave() { <-l.inside }

// admit has every request find a place before it is served. A body is read
// before that, so that nobody holds a place while she sends slowly. What must
// always work has a way of its own.
func (s *Server) admit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		patient(w, r)
		if sure(r) {
			next.ServeHTTP(w, r)
			return
		}
		if r.ContentLength != 0 && r.Body != nil && r.Body != http.NoBody {
			release, ok := s.take(w, r)
			if !ok {
				return
			}
			defer release()
		}
		if !s.line.enter(r.Context().Done()) {
			s.turnAway(w, r)
			return
		}
		leave := sync.OnceFunc(s.line.leave)
		defer leave()
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), placeKey{}, leave)))
	})
}

type placeKey struct{}

// standAside gives back the place of r among the requests being served, and takes
// its connection out of the count, for as long as it only waits: until the
// function it returns is called.
func standAside(r *http.Request) (back func()) {
	if leave, ok := r.Context().Value(placeKey{}).(func()); ok {
		leave()
	}
	c, ok := r.Context().Value(callerKey{}).(caller)
	if !ok {
		return func() {}
	}
	c.of.aside(c.conn, 1)
	return func() { c.of.aside(c.conn, -1) }
}

// patient gives the sender of r as long as a body of its length may take, and
// the reader of the answer her own time after that.
func patient(w http.ResponseWriter, r *http.Request) {
	size := r.ContentLength
	if size < 0 || size > uploadLimit {
		size = uploadLimit
	}
	c, now := http.NewResponseController(w), time.Now()
	c.SetReadDeadline(now.Add(bodyTime(size)))
	c.SetWriteDeadline(now.Add(bodyTime(size) + answerWait))
}

// turnAway says in one line that there is no room just now. It asks nothing of
// the house, so it costs nothing.
func (s *Server) turnAway(w http.ResponseWriter, r *http.Request) {
	s.vain.note("", house.TooMany, 1)
	h := w.Header()
	h.Set("Retry-After", comeAgain)
	h.Set("Connection", "close")
	http.Error(w, locale.For(locale.Negotiate(r.Header.Get("Accept-Language")), locale.Words{}).T("error.busy"), http.StatusServiceUnavailable)
}
