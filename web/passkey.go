package web

import (
	"encoding/base64"
	"encoding/json"
	"net"
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// passkeyRoutes are the addresses through which a browser and a passkey talk to
// the house. Without scripts they are never asked for.
func (s *Server) passkeyRoutes() []route {
	return []route{
		door("POST /sign-in/passkey", policy.SignIn, s.postAskPasskey),
		page("GET /settings/second-step", policy.SetSecondFactor, s.getSecondStep),
		page("POST /settings/passkeys", policy.KeepPasskeys, s.postPasskeys),
	}
}

// origin returns under which address r asks.
func (s *Server) origin(r *http.Request) house.Origin {
	o := house.Origin{Host: r.Host, URL: "http://" + r.Host}
	if s.opt.Secure {
		o.URL = "https://" + r.Host
	}
	if name, _, err := net.SplitHostPort(r.Host); err == nil {
		o.Host = name
	}
	return o
}

// shownIn reads what a passkey answered, from the fields that begin with fields.
func shownIn(r *http.Request, fields string) house.Shown {
	yield, err := base64.RawURLEncoding.Strict().DecodeString(r.PostFormValue(fields + "_yield"))
	if err != nil {
		yield = nil
	}
	return house.Shown{Ticket: r.PostFormValue(fields + "_ticket"), Answer: []byte(r.PostFormValue(fields + "_answer")), Yield: yield}
}

// postAskPasskey asks for anybody's passkey. At the door nobody is known yet,
// whatever cookie came along.
func (s *Server) postAskPasskey(w http.ResponseWriter, r *http.Request) error {
	q, err := s.house.AskPasskey(pana.WithActor(r.Context(), pana.Actor{}), s.origin(r))
	if err != nil {
		return err
	}
	text, err := questionText(q)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write([]byte(text))
	return nil
}

// questionInside is the question to a passkey of the reader's own; empty if she
// has none, or none under the name in the address.
func (s *Server) questionInside(r *http.Request) (string, error) {
	mine, err := s.house.Passkeys(r.Context())
	if err != nil || len(mine) == 0 {
		return "", err
	}
	q, err := s.house.AskPasskey(r.Context(), s.origin(r))
	if err != nil {
		return "", nil
	}
	return questionText(q)
}

func questionText(q house.Question) (string, error) {
	b, err := json.Marshal(q)
	return string(b), err
}

// postPasskeys begins a new passkey, keeps it, or takes one away.
func (s *Server) postPasskeys(w http.ResponseWriter, r *http.Request) error {
	var err error
	switch value(r, "step") {
	case "remove":
		err = s.house.RemovePasskey(r.Context(), value(r, "passkey"))
	case "add":
		err = s.house.AddPasskey(r.Context(), value(r, "passkey_name"), shownIn(r, "passkey"))
	default:
		page, fault := s.newPasskey(r, s.frame(r))
		if fault == nil {
			return s.show(w, r, page)
		}
		err = fault
	}
	if err != nil {
		return s.againSettings(w, r, err)
	}
	http.Redirect(w, r, "/settings?done=saved", http.StatusSeeOther)
	return nil
}

// getSecondStep is the only page of whoever has no second step where the house
// demands one; to anybody else it shows her settings.
func (s *Server) getSecondStep(w http.ResponseWriter, r *http.Request) error {
	page, err := s.settingsPage(r, s.frame(r), "")
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) newPasskey(r *http.Request, f template.Frame) (templ.Component, error) {
	q, err := s.house.BeginPasskey(r.Context(), s.origin(r))
	if err != nil {
		return nil, err
	}
	text, err := questionText(q)
	return template.NewPasskey(f.Titled(f.R.T("passkey.new.title")), text), err
}
