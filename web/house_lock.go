package web

import (
	"net/http"
	"runtime/debug"
	"time"

	"example.org/pana/internal/seal"
)

// postLock stops the house: no question, no delay, nothing destroyed. Every
// key leaves the memory and every session ends.
func (s *Server) postLock(w http.ResponseWriter, r *http.Request) error {
	if err := s.house.Lock(r.Context()); err != nil {
		s.log.Error("stop the house", "error", err.Error())
	}
	s.once.forget()
	s.later.Clear()
	s.dropCookie(w)
	w.Header().Set("Connection", "close")
	go s.forgetWords()
	w.Header().Set("Clear-Site-Data", `"cache", "cookies", "storage"`)
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
	return nil
}

// forgetWords empties what the memory still holds of requests that are over: the
// buffers of connections go with the connections, and what nobody refers to any
// more goes back to the system or is written over (a released program is built
// to do so, see the Makefile). Buffers rest one round longer than the rest.
func (s *Server) forgetWords() {
	s.listening.Lock()
	known := s.known
	s.listening.Unlock()
	for range 3 {
		time.Sleep(100 * time.Millisecond) // answers under way end
		for _, c := range known {
			c.closeIdle()
		}
		debug.FreeOSMemory()
	}
	seal.Scour()
}
