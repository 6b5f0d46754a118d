package web

import (
	"net"
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana/house"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// kitAnewRoutes are the pages on which a kit is drawn in place of the one in force.
func (s *Server) kitAnewRoutes() []route {
	return []route{
		page("GET /house/kit/anew", policy.RekeyKit, s.getKitAnew),
		{pattern: "POST /house/kit/anew", act: policy.RekeyKit, handle: s.postKitAnew, own: "own"},
		page("POST /house/kit/lost", policy.KeepKit, s.postKitLost),
	}
}

func (s *Server) getKitAnew(w http.ResponseWriter, r *http.Request) error {
	page, err := s.kitAnewPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) kitAnewPage(r *http.Request, f template.Frame) (templ.Component, error) {
	alone, err := s.house.Alone(r.Context(), policy.RekeyKit)
	if err != nil {
		return nil, err
	}
	return template.KitAnew(f.Titled(f.R.T("kit.anew")), alone), nil
}

// postKitAnew shows the three new sheets, once.
func (s *Server) postKitAnew(w http.ResponseWriter, r *http.Request) error {
	sheets, number, err := s.house.RekeyKit(r.Context(), house.Rekeying{One: value(r, "sheet_one"), Two: value(r, "sheet_two"), Pair: pairOf(r)})
	if err != nil {
		status, err := here(err)
		return s.againAs(w, r, status, err, func(f template.Frame) (templ.Component, error) { return s.kitAnewPage(r, f) })
	}
	f := s.frame(r)
	return s.show(w, r, template.KitSheets(f.Titled(f.R.T("kit.title")), number, string(s.house.Today(s.house.Now())), sheets))
}

func (s *Server) postKitLost(w http.ResponseWriter, r *http.Request) error {
	if err := s.house.LoseKit(r.Context()); err != nil {
		return s.againKit(w, r, err)
	}
	http.Redirect(w, r, "/house/kit/anew", http.StatusSeeOther)
	return nil
}

// pairOf is what two people typed at one page; see template.TwoPeople.
func pairOf(r *http.Request) house.Pair {
	address, _, _ := net.SplitHostPort(r.RemoteAddr)
	return house.Pair{Agreed: value(r, "agreed"), Passphrase: r.PostFormValue("own"), Second: house.Entry{Name: value(r, "name"),
		Passphrase: r.PostFormValue("second"), Code: value(r, "factor"), Address: address}}
}
