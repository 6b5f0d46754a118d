package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/complaints"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

// complaintRoutes are the pages of complaints: anybody who works here writes one down
// and reads an answer out; who answers is not who is complained of.
func (s *Server) complaintRoutes() []route {
	return []route{
		page("GET /complaints", policy.FileComplaint, s.getComplaints),
		page("POST /complaints", policy.FileComplaint, s.postGrievance),
		page("POST /complaints/answer", policy.FileComplaint, s.postReply),
		page("GET /complaints/slips", policy.FileComplaint, s.getSlips),
		page("GET /complaints/{id}", policy.SeeComplaints, s.getGrievance),
		page("POST /complaints/{id}", policy.SettleComplaint, s.postSettleComplaint),
		page("GET /house/complaints", policy.SetHouse, s.getComplaintSettings),
		page("POST /house/complaints", policy.SetHouse, s.postComplaintSettings),
	}
}

func (s *Server) getComplaints(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.complaintsPage)
}

func (s *Server) complaintsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	return s.complaintsWith(r, f, complaints.Reply{})
}

func (s *Server) complaintsWith(r *http.Request, f template.Frame, reply complaints.Reply) (templ.Component, error) {
	d := template.ComplaintsData{Sites: s.house.SiteList(), Slip: complaints.NewSlip(), Reply: reply, Today: s.house.Today(s.house.Now())}
	var err error
	if d.List, d.Counts, err = s.complaints.List(r.Context()); err != nil {
		return nil, err
	}
	err = s.house.DB.View(r.Context(), func(tx *db.Tx) (err error) {
		d.Members, err = s.house.Roster(r.Context(), tx)
		return err
	})
	return template.Complaints(f.Titled(f.R.T("grievance.title")), d), err
}

func (s *Server) postGrievance(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		n := complaints.NewComplaint{Site: pana.SiteID(value(r, "site")), Slip: value(r, "slip"), Kind: value(r, "kind"), Speaker: value(r, "speaker"), Way: value(r, "way"), What: value(r, "what")}
		for _, staff := range r.PostForm["about"] {
			n.About = append(n.About, pana.StaffID(staff))
		}
		return "/complaints?done=saved", s.complaints.File(r.Context(), n)
	}, s.complaintsPage)
}

// postReply reads an answer out. It is a post, because the number of a slip never
// stands in an address.
func (s *Server) postReply(w http.ResponseWriter, r *http.Request) error {
	reply, err := s.complaints.Reply(r.Context(), value(r, "read_slip"))
	if err != nil {
		return s.again(w, r, renamed(err, map[string]string{"slip": "read_slip"}), func(f template.Frame) (templ.Component, error) { return s.complaintsPage(r, f) })
	}
	c, err := s.complaintsWith(r, s.frame(r), reply)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

// slipsOnASheet is how many slips one sheet of paper has.
const slipsOnASheet = 3

// getSlips prints slips, each with a number of its own, in one language.
func (s *Server) getSlips(w http.ResponseWriter, r *http.Request) error {
	lang := locale.Lang(r.URL.Query().Get("language"))
	f := s.frame(r)
	if !lang.Known() {
		lang = f.R.Lang()
	}
	set, err := s.complaints.Settings(r.Context())
	if err != nil {
		return err
	}
	var slips []string
	for range slipsOnASheet {
		slips = append(slips, complaints.NewSlip())
	}
	return s.show(w, r, template.Slips(f.Titled(f.R.T("grievance.slips")), slips, set.Outside, locale.For(lang, s.house.Settings().Word)))
}

func (s *Server) getGrievance(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.complaintPage)
}

func (s *Server) complaintPage(r *http.Request, f template.Frame) (templ.Component, error) {
	one, err := s.complaints.One(r.Context(), complaints.ID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	names, err := s.namesOf(r, func(add func(pana.StaffID)) {
		add(one.By)
		add(one.Answerer)
		for _, a := range one.About {
			add(a)
		}
	})
	return template.ComplaintPage(f.Titled(f.R.T("grievance.title")), one, names), err
}

func (s *Server) postSettleComplaint(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		err := s.complaints.Settle(r.Context(), complaints.ID(r.PathValue("id")), complaints.Settling{Outcome: value(r, "outcome"), Answer: value(r, "answer"), Done: value(r, "done")}, version(r))
		return "/complaints/" + r.PathValue("id") + "?done=saved", err
	}, s.complaintPage)
}

func (s *Server) getComplaintSettings(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.complaintSettingsPage)
}

func (s *Server) complaintSettingsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	set, err := s.complaints.Settings(r.Context())
	return template.ComplaintSettings(f.Titled(f.R.T("grievance.title")), set), err
}

func (s *Server) postComplaintSettings(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		set := complaints.Settings{Outside: value(r, "outside")}
		var err error
		if set.Days, err = number(r, "days", "people.number"); err != nil {
			return "", err
		}
		return "/house/complaints?done=saved", s.complaints.SetSettings(r.Context(), set, version(r))
	}, s.complaintSettingsPage)
}
