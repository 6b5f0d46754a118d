package web

import (
	"net/http"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/seal"
	"example.org/pana/web/template"
)

func (s *Server) getInvitation(w http.ResponseWriter, r *http.Request) error {
	if s.house.State() == house.Empty {
		http.Redirect(w, r, "/setup", http.StatusSeeOther)
		return nil
	}
	f := s.frame(r)
	return s.show(w, r, template.Invitation(f.Titled(f.R.T("invitation.title"))))
}

// postInvitation lets a new member set her own passphrase, or makes one of
// seven words and shows it once. Nobody else ever knows it.
func (s *Server) postInvitation(w http.ResponseWriter, r *http.Request) error {
	passphrase, made := r.PostFormValue("passphrase"), ""
	var err error
	switch {
	case passphrase == "":
		made = seal.NewPassphrase(string(s.reader(r, nil).Lang()))
		passphrase = made
	case passphrase != r.PostFormValue("again"):
		err = pana.Refuse("web.postInvitation", "again", "invitation.differs")
	}
	if err == nil {
		err = s.house.AcceptInvitation(r.Context(), value(r, "token"), passphrase)
	}
	if err != nil {
		if pana.KindOf(err) == pana.Internal {
			return err
		}
		f := s.frame(r)
		f.Typed, f.Faults = r.PostForm, faults(f.R, err)
		return s.showAs(w, r, statusOf(err), template.Invitation(f.Titled(f.R.T("invitation.title"))))
	}
	if made == "" {
		http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
		return nil
	}
	f := s.frame(r)
	return s.show(w, r, template.NewPassphrase(f.Titled(f.R.T("invitation.title")), made))
}
