package web

import (
	"bytes"
	"container/list"
	"errors"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"example.org/pana/internal/seal"
)

// take reads the whole body of r into memory before r gets a place, as much as
// its address takes and no byte more. It reports false when r is answered: too
// many bodies are on their way already, or the sender has gone. Release gives
// back the room; call it when r has been served.
func (s *Server) take(w http.ResponseWriter, r *http.Request) (release func(), ok bool) {
	limit := s.mostOf(r)
	if r.ContentLength > limit {
		// Nobody is asked to send what will be refused.
		r.Body = spent{&http.MaxBytesError{Limit: limit}}
		w.Header().Set("Connection", "close")
		return func() {}, true
	}
	switch {
	case limit > bodyLimit:
		files := s.uploads
		if limit > uploadLimit {
			files = s.imports
		}
		if !files.enter(r.Context().Done()) {
			s.turnAway(w, r)
			return nil, false
		}
		release = files.leave
	case r.ContentLength >= 0 && r.ContentLength <= smallBody:
		release = func() {} // there are only so many connections
	default:
		if release, ok = s.bodies.enter(w); !ok {
			s.turnAway(w, r)
			return nil, false
		}
	}
	here := waitFor(r)
	whole, err := inPieces(http.MaxBytesReader(w, r.Body, limit))
	here()
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		r.Body = spent{tooLarge}
	case err != nil:
		release()
		w.Header().Set("Connection", "close")
		w.WriteHeader(http.StatusRequestTimeout)
		return nil, false
	default:
		r.Body = io.NopCloser(bytes.NewReader(whole))
	}
	return release, true
}

// inPieces reads r to its end and puts it together once: to let one slice grow
// step by step leaves several times as much behind for the collector.
func inPieces(r io.Reader) ([]byte, error) {
	var pieces [][]byte
	for size := 4 << 10; ; size = min(2*size, 1<<20) {
		p, n := make([]byte, size), 0
		var err error
		for n < size && err == nil {
			var more int
			more, err = r.Read(p[n:])
			n += more
		}
		pieces = append(pieces, p[:n])
		// Only a plain end is the end: a sender cut off says something else.
		switch {
		case err == io.EOF:
			return slices.Concat(pieces...), nil
		case err != nil:
			return nil, err
		}
	}
}

// mostOf is the largest body that the address of r takes. Only somebody signed
// in may send more than a form.
func (s *Server) mostOf(r *http.Request) int64 {
	_, pattern := s.mux.Handler(r)
	limit := s.limits[pattern]
	if limit <= bodyLimit {
		return bodyLimit
	}
	ctx, _, err := s.house.Resume(r.Context(), s.cookie(r))
	if err != nil {
		return bodyLimit
	}
	if ring := seal.RingFrom(ctx); ring != nil {
		ring.Close()
	}
	return limit
}

// A spent body gives nothing but its error.
type spent struct{ err error }

func (b spent) Read([]byte) (int, error) { return 0, b.err }
func (b spent) Close() error             { return nil }

// bodies are the long forms being read. When there is no room, the one that has
// been on its way longest is cut off, so that slow senders take room from each
// other and from nobody else.
type bodies struct {
	mu   sync.Mutex
	most int
	slow list.List // of *reading, the longest under way first
}

type reading struct {
	since time.Time
	conn  *http.ResponseController
}

// hasty is how long a form is on its way before it may be cut off for another.
const hasty = time.Second

// enter takes room for the body of the request that w answers.
func (b *bodies) enter(w http.ResponseWriter) (release func(), ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if b.slow.Len() >= b.most {
		oldest := b.slow.Front()
		r := oldest.Value.(*reading)
		if now.Sub(r.since) < hasty {
			return nil, false
		}
		r.conn.SetReadDeadline(now)
		b.slow.Remove(oldest)
	}
	mine := b.slow.PushBack(&reading{now, http.NewResponseController(w)})
	var once sync.Once
	return func() {
		once.Do(func() {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.slow.Remove(mine) // nothing, if it was cut off
		})
	}, true
}
