package web

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/internal/locale"
	"example.org/pana/internal/seal"
	"example.org/pana/web/template"
)

func (s *Server) getSettings(w http.ResponseWriter, r *http.Request) error {
	page, err := s.settingsPage(r, s.frame(r), "")
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

// settingsPage draws the reader's own settings; secret is shown once, while a
// code is being set up. Whoever must set one up first sees nothing else.
func (s *Server) settingsPage(r *http.Request, f template.Frame, secret string) (templ.Component, error) {
	if f.Actor.Bare {
		return template.SecondStep(f.Titled(f.R.T("factor.title")), secret), nil
	}
	self, err := s.house.Self(r.Context())
	if err != nil {
		return nil, err
	}
	passkeys, err := s.house.Passkeys(r.Context())
	if err != nil {
		return nil, err
	}
	opens, invited, err := s.house.InvitedMyself(r.Context())
	if err != nil {
		return nil, err
	}
	var waits *time.Time
	if invited {
		waits = &opens
	}
	return template.Settings(f.Titled(f.R.T("settings.title")), self, passkeys, secret, waits, s.house.Zone()), nil
}

// postStopInvitation takes back an invitation that somebody wrote for the reader.
func (s *Server) postStopInvitation(w http.ResponseWriter, r *http.Request) error {
	if err := s.house.StopInvitation(r.Context()); err != nil {
		return s.againSettings(w, r, err)
	}
	http.Redirect(w, r, "/settings?done=saved", http.StatusSeeOther)
	return nil
}

func (s *Server) againSettings(w http.ResponseWriter, r *http.Request, err error) error {
	return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.settingsPage(r, f, "") })
}

func (s *Server) postSettings(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	err := s.house.SetLanguage(ctx, locale.Lang(value(r, "language")))
	if err == nil {
		err = s.house.SetTheme(ctx, value(r, "theme"))
	}
	if err == nil {
		err = s.house.SetOnCall(ctx, ticked(r, "on_call"), value(r, "phone"))
	}
	if err != nil {
		return s.againSettings(w, r, err)
	}
	http.Redirect(w, r, "/settings?done=saved", http.StatusSeeOther)
	return nil
}

// postPassphrase sets a passphrase of her own, or makes one of seven words and
// shows it once.
func (s *Server) postPassphrase(w http.ResponseWriter, r *http.Request) error {
	new, made := r.PostFormValue("new"), ""
	if new == "" {
		made = seal.NewPassphrase(string(s.frame(r).R.Lang()))
		new = made
	}
	cookie, err := s.house.ChangePassphrase(r.Context(), r.PostFormValue("old"), new, ticked(r, "seen"))
	if err != nil {
		return s.againSettings(w, r, err)
	}
	s.setCookie(w, cookie)
	if made == "" {
		http.Redirect(w, r, "/settings?done=saved", http.StatusSeeOther)
		return nil
	}
	f := s.frame(r)
	page := template.NewPassphrase(f.Titled(f.R.T("settings.title")), made)
	return s.show(w, r, page)
}

// postForced sets her passphrase for when she is forced, or takes it away. The
// answer is the same whether she had one.
func (s *Server) postForced(w http.ResponseWriter, r *http.Request) error {
	passphrase := r.PostFormValue("danger")
	if value(r, "step") == "drop" {
		passphrase = ""
	} else if passphrase == "" {
		return s.againSettings(w, r, pana.Refuse("web.postForced", "danger", "duress.empty"))
	}
	if err := s.house.SetDuress(r.Context(), passphrase); err != nil {
		return s.againSettings(w, r, err)
	}
	http.Redirect(w, r, "/settings?done=saved", http.StatusSeeOther)
	return nil
}

func (s *Server) postSecondFactor(w http.ResponseWriter, r *http.Request) error {
	var err error
	switch value(r, "step") {
	case "offer":
		secret, _, fault := s.house.NewSecondFactor(r.Context())
		if fault == nil {
			page, err := s.settingsPage(r, s.frame(r), secret)
			if err != nil {
				return err
			}
			return s.show(w, r, page)
		}
		err = fault
	case "drop":
		err = s.house.DropSecondFactor(r.Context(), value(r, "code"))
	default:
		err = s.house.ConfirmSecondFactor(r.Context(), value(r, "code"))
	}
	if err != nil {
		return s.againSettings(w, r, err)
	}
	http.Redirect(w, r, "/settings?done=saved", http.StatusSeeOther)
	return nil
}
