package web

import (
	"context"
	"net"
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// kitRoutes are the pages of the recovery kit, for those who lead the house, and
// the door for when nobody can come in.
func (s *Server) kitRoutes() []route {
	return []route{
		page("GET /house/kit", policy.KeepKit, s.getKit),
		page("POST /house/kit/draw", policy.KeepKit, s.postKitDraw),
		page("POST /house/kit/prove", policy.KeepKit, s.postKitProve),
		page("POST /house/kit/drill", policy.KeepKit, s.postKitDrill),
		page("POST /house/kit/check", policy.KeepKit, s.postKitCheck),
		page("POST /house/kit/later", policy.KeepKit, s.postKitLater),
		door("GET /recover", policy.RecoverHouse, s.getRecover),
		door("POST /recover", policy.RecoverHouse, s.postRecover),
	}
}

func (s *Server) getKit(w http.ResponseWriter, r *http.Request) error {
	page, err := s.kitPage(r, s.frame(r), 0)
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

func (s *Server) kitPage(r *http.Request, f template.Frame, checked int) (templ.Component, error) {
	d := template.KitData{Now: s.house.Now().In(s.house.Zone()), Checked: checked}
	var err error
	if d.Kit, err = s.house.Kit(r.Context()); err != nil {
		return nil, err
	}
	if d.Missing, err = s.house.KitMissing(r.Context()); err != nil {
		return nil, err
	}
	if at, who := d.Kit.KitUsed(d.Now); who != "" {
		d.UsedOn = f.R.Date(pana.DateOf(at, d.Now.Location()))
		err = s.house.DB.View(r.Context(), func(tx *db.Tx) (err error) {
			d.UsedFor, err = s.house.StaffName(r.Context(), tx, who)
			return err
		})
	}
	return template.Kit(f.Titled(f.R.T("kit.title")), d), err
}

// postKitDraw shows the three sheets, once.
func (s *Server) postKitDraw(w http.ResponseWriter, r *http.Request) error {
	sheets, number, err := s.house.DrawKit(r.Context())
	if err != nil {
		return s.againKit(w, r, err)
	}
	f := s.frame(r)
	return s.show(w, r, template.KitSheets(f.Titled(f.R.T("kit.title")), number, string(s.house.Today(s.house.Now())), sheets))
}

func (s *Server) postKitProve(w http.ResponseWriter, r *http.Request) error {
	_, err := s.house.ProveKit(r.Context(), value(r, "sheet_one"), value(r, "sheet_two"),
		[3]string{value(r, "holder_1"), value(r, "holder_2"), value(r, "holder_3")})
	return s.afterKit(w, r, err, "kit-proven")
}

func (s *Server) postKitDrill(w http.ResponseWriter, r *http.Request) error {
	_, err := s.house.DrillKit(r.Context(), value(r, "sheet_one"), value(r, "sheet_two"))
	return s.afterKit(w, r, err, "kit-drilled")
}

func (s *Server) afterKit(w http.ResponseWriter, r *http.Request, err error, done string) error {
	if err != nil {
		return s.againKit(w, r, err)
	}
	http.Redirect(w, r, "/house/kit?done="+done, http.StatusSeeOther)
	return nil
}

func (s *Server) againKit(w http.ResponseWriter, r *http.Request, err error) error {
	return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.kitPage(r, f, 0) })
}

func (s *Server) postKitCheck(w http.ResponseWriter, r *http.Request) error {
	n, err := s.house.CheckSheet(r.Context(), value(r, "sheet"))
	if err != nil {
		return s.againKit(w, r, err)
	}
	page, err := s.kitPage(r, s.frame(r), n)
	if err != nil {
		return err
	}
	return s.show(w, r, page)
}

// postKitLater puts the kit off for this sign-in.
func (s *Server) postKitLater(w http.ResponseWriter, r *http.Request) error {
	if err := s.house.LaterKit(r.Context()); err != nil {
		return s.againKit(w, r, err)
	}
	s.later.Store(sessionFrom(r).ID, true)
	http.Redirect(w, r, "/today", http.StatusSeeOther)
	return nil
}

// toTheKit reports whether the reader must be led to the recovery kit first: she
// leads a house that has none, and has not put it off in this session.
func (s *Server) toTheKit(r *http.Request, actor pana.Actor) (bool, error) {
	if !policy.May(actor, policy.KeepKit) {
		return false, nil
	}
	if _, off := s.later.Load(sessionFrom(r).ID); off {
		return false, nil
	}
	return s.house.KitMissing(r.Context())
}

// kitDue says in one line what Today tells those who lead the house about the
// kit, or nothing.
func (s *Server) kitDue(ctx context.Context, actor pana.Actor) (key string, err error) {
	if !policy.May(actor, policy.KeepKit) {
		return "", nil
	}
	missing, err := s.house.KitMissing(ctx)
	switch {
	case err != nil:
		return "", err
	case missing:
		return "kit.missing.today", nil
	}
	k, err := s.house.Kit(ctx)
	switch {
	case err != nil:
		return "", err
	case !k.Next.IsZero():
		return "kit.next.today", nil
	case k.Anew != "":
		return "kit.anew.today", nil
	}
	if k.Proven && !s.house.Now().Before(k.Due()) {
		key = "kit.due.today"
	}
	return key, err
}

func (s *Server) getRecover(w http.ResponseWriter, r *http.Request) error {
	if s.house.State() == house.Empty {
		http.Redirect(w, r, "/setup", http.StatusSeeOther)
		return nil
	}
	return s.show(w, r, s.recoverPage(s.frame(r)))
}

func (s *Server) recoverPage(f template.Frame) templ.Component {
	return template.Recover(f.Titled(f.R.T("recover.title")), s.languageLinks(f, "/recover"), seal.NewPassphrase(string(f.R.Lang())))
}

// postRecover lets the director or the deputy in again. What was typed from the
// sheets is shown once more after a slip, the passphrase never.
func (s *Server) postRecover(w http.ResponseWriter, r *http.Request) error {
	address, _, _ := net.SplitHostPort(r.RemoteAddr)
	err := error(nil)
	if r.PostFormValue("passphrase") != r.PostFormValue("again") {
		err = pana.Refuse("web.postRecover", "again", "recover.differs")
	} else {
		err = s.house.Recover(r.Context(), house.Recovering{One: value(r, "sheet_one"), Two: value(r, "sheet_two"),
			Name: value(r, "name"), Passphrase: r.PostFormValue("passphrase"), Address: address})
	}
	if err == nil {
		http.Redirect(w, r, "/sign-in?done=recovered&language="+string(s.frame(r).R.Lang()), http.StatusSeeOther)
		return nil
	}
	if kind := pana.KindOf(err); !slices.Contains([]pana.Kind{pana.Invalid, pana.Conflict, pana.Forbidden}, kind) {
		return err
	}
	f := s.frame(r)
	f.Typed, f.Faults = r.PostForm, faults(f.R, err)
	return s.showAs(w, r, statusOf(err), s.recoverPage(f))
}
