package web

import "net/http"

// postLock stops the house: no question, no delay, nothing destroyed. Every
// key leaves the memory and every session ends.
func (s *Server) postLock(w http.ResponseWriter, r *http.Request) error {
	if err := s.house.Lock(r.Context()); err != nil {
		s.log.Error("stop the house", "error", err.Error())
	}
	s.once.forget()
	s.later.Clear()
	s.dropCookie(w)
	w.Header().Set("Clear-Site-Data", `"cache", "cookies", "storage"`)
	http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
	return nil
}
