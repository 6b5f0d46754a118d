package web

import (
	"net"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// peerRoutes are the pages about the houses that may stop this one, and the
// address that takes their letters.
func (s *Server) peerRoutes() []route {
	return []route{
		page("GET /house/peers", policy.KeepPeers, s.getPeers),
		page("POST /house/peers", policy.KeepPeers, s.postPeer),
		page("POST /house/peers/end", policy.KeepPeers, s.postEndPeer),
		page("POST /house/peers/letter", policy.WriteLetter, s.postLetter),
		door("POST /lock/letter", policy.ObeyLetter, s.postObey),
	}
}

func (s *Server) getPeers(w http.ResponseWriter, r *http.Request) error {
	page, err := s.peersPage(r, s.frame(r), "")
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

// peersPage lists them; letter is shown once, when it was written just now.
func (s *Server) peersPage(r *http.Request, f template.Frame, letter string) (templ.Component, error) {
	own, err := s.house.OwnKey()
	if err != nil {
		return nil, err
	}
	all, err := s.house.Peers(r.Context())
	if err != nil {
		return nil, err
	}
	return template.Peers(f.Titled(f.R.T("peer.title")), own, all, letter, s.house.Zone()), nil
}

func (s *Server) againPeers(w http.ResponseWriter, r *http.Request, err error) error {
	return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.peersPage(r, f, "") })
}

func (s *Server) postPeer(w http.ResponseWriter, r *http.Request) error {
	if err := s.house.NotePeer(r.Context(), value(r, "called"), value(r, "key")); err != nil {
		return s.againPeers(w, r, err)
	}
	http.Redirect(w, r, "/house/peers?done=saved", http.StatusSeeOther)
	return nil
}

func (s *Server) postEndPeer(w http.ResponseWriter, r *http.Request) error {
	if err := s.house.EndPeer(r.Context(), value(r, "peer")); err != nil {
		return err
	}
	http.Redirect(w, r, "/house/peers?done=saved", http.StatusSeeOther)
	return nil
}

// postLetter writes a letter: on the page, or in lines for a command.
func (s *Server) postLetter(w http.ResponseWriter, r *http.Request) error {
	text, err := s.house.WriteLetter(r.Context(), value(r, "to"))
	if plainly(r) {
		out := s.inLines(w, r, "letter")
		if err != nil {
			out.failed(err)
			return nil
		}
		for l := range strings.Lines(text) {
			out.say("report", strings.TrimSpace(l))
		}
		out.say("done", "1")
		return nil
	}
	if err != nil {
		return s.againPeers(w, r, err)
	}
	page, err := s.peersPage(r, s.frame(r), text)
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

// postObey stops the house for a peer's letter. Anything else finds no such
// address.
func (s *Server) postObey(w http.ResponseWriter, r *http.Request) error {
	address, _, _ := net.SplitHostPort(r.RemoteAddr)
	if err := s.house.ObeyLetter(r.Context(), value(r, "letter"), address); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
