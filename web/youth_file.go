package web

import (
	"net/http"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/policy"
	"example.org/pana/web/template"
	"example.org/pana/youth"
)

// youngRoutes are the pages of one young person, and the bridge in both directions.
func (s *Server) youngRoutes() []route {
	return []route{
		page("GET /youth/files/{code}", policy.SeeYoung, s.getYoung),
		page("POST /youth/files/{code}/call", policy.WriteYoung, s.postCallName),
		page("GET /youth/files/{code}/edit", policy.WriteYoung, s.getCorrectYoung),
		page("POST /youth/files/{code}/edit", policy.WriteYoung, s.postCorrectYoung),
		page("POST /youth/files/{code}/guardians", policy.WriteYoung, s.postYoungGuardian),
		page("POST /youth/files/{code}/guardians/end", policy.WriteYoung, s.postEndGuardian),
		page("POST /youth/files/{code}/order", policy.WriteYoung, s.postYouthOrder),
		page("POST /youth/files/{code}/order/end", policy.WriteYoung, s.postEndOrder),
		page("POST /youth/files/{code}/groups", policy.WriteYoung, s.postJoinGroup),
		page("POST /youth/files/{code}/groups/leave", policy.WriteYoung, s.postLeaveGroup),
		page("POST /youth/files/{code}/incidents", policy.WriteYoung, s.postYouthIncident),
		page("POST /youth/files/{code}/worries", policy.NoteWorry, s.postWorry),
		page("POST /youth/files/{code}/worries/answer", policy.SeeWorries, s.postWorryAnswer),
		page("POST /youth/files/{code}/conflict", policy.WriteYoung, s.postYoungConflict),
		page("POST /youth/files/{code}/conflict/lift", policy.WriteYoung, s.postLiftYoungConflict),
		page("POST /youth/files/{code}/leave", policy.WriteYoung, s.postLeaveCentre),
		page("GET /youth/files/{code}/certificate", policy.CertifyWay, s.getCertificate),
		page("POST /youth/files/{code}/certificate", policy.CertifyWay, s.postCertificate),
		page("GET /youth/files/{code}/report", policy.CertifyWay, s.getYouthReport),
		page("POST /youth/files/{code}/report", policy.CertifyWay, s.postYouthReport),
		page("GET /youth/files/{code}/shelter", policy.ReferYoung, s.getToShelter),
		page("POST /youth/files/{code}/shelter", policy.ReferYoung, s.postToShelter),
		page("GET /clients/{code}/to-centre", policy.ReferClient, s.getToCentre),
		page("POST /clients/{code}/to-centre", policy.ReferClient, s.postToCentre),
	}
}

// A youngPage draws a page from the file of a young person.
type youngPage func(template.Frame, youth.File) templ.Component

func (s *Server) youngDrawn(draw youngPage) drawPage {
	return func(r *http.Request, f template.Frame) (templ.Component, error) {
		file, err := s.youth.File(r.Context(), r.PathValue("code"))
		if err != nil {
			return nil, err
		}
		return draw(f.Titled(file.Client.Code), file), nil
	}
}

func (s *Server) getYoung(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.youngDrawn(template.Young))
}

// onYoung does one act to a young person, once, and shows her file.
func (s *Server) onYoung(w http.ResponseWriter, r *http.Request, act func(pana.ClientID) error) error {
	return s.youngAct(w, r, "", act, s.youngDrawn(template.Young))
}

func (s *Server) youngAct(w http.ResponseWriter, r *http.Request, part string, act func(pana.ClientID) error, draw drawPage) error {
	return s.onDrawn(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		return "/youth/files/" + r.PathValue("code") + part + "?done=saved", act(client)
	}, draw)
}

func (s *Server) postCallName(w http.ResponseWriter, r *http.Request) error {
	return s.onYoung(w, r, func(c pana.ClientID) error { return s.youth.Rename(r.Context(), c, value(r, "call"), version(r)) })
}

func (s *Server) postYoungGuardian(w http.ResponseWriter, r *http.Request) error {
	return s.onYoung(w, r, func(c pana.ClientID) error {
		return s.youth.AddGuardian(r.Context(), c, youth.Guardian{Relation: value(r, "relation"), Unsafe: ticked(r, "unsafe"), Name: value(r, "guardian"), Contact: value(r, "contact")})
	})
}

func (s *Server) postEndGuardian(w http.ResponseWriter, r *http.Request) error {
	return s.onYoung(w, r, func(c pana.ClientID) error { return s.youth.EndGuardian(r.Context(), c, value(r, "id")) })
}

func (s *Server) postYouthOrder(w http.ResponseWriter, r *http.Request) error {
	return s.onYoung(w, r, func(c pana.ClientID) error {
		n := youth.NewOrder{Basis: value(r, "basis"), Reason: value(r, "reason"), Report: r.PostForm["report"], Who: value(r, "who"), Told: value(r, "told")}
		var err error
		if n.Sessions, err = number(r, "sessions", "people.number"); err != nil {
			return err
		}
		if n.From, err = dayOf(r, "from"); err != nil {
			return err
		}
		if n.Until, err = dayOf(r, "until"); err != nil {
			return err
		}
		return s.youth.SetOrder(r.Context(), c, n)
	})
}

func (s *Server) postEndOrder(w http.ResponseWriter, r *http.Request) error {
	return s.onYoung(w, r, func(c pana.ClientID) error { return s.youth.EndOrder(r.Context(), c, value(r, "state"), version(r)) })
}

func (s *Server) postJoinGroup(w http.ResponseWriter, r *http.Request) error {
	return s.onYoung(w, r, func(c pana.ClientID) error {
		from, err := dayOf(r, "joined")
		if err != nil {
			return err
		}
		return s.youth.Join(r.Context(), c, youth.GroupID(value(r, "group")), from)
	})
}

func (s *Server) postLeaveGroup(w http.ResponseWriter, r *http.Request) error {
	return s.onYoung(w, r, func(c pana.ClientID) error {
		return s.youth.LeaveGroup(r.Context(), c, youth.GroupID(value(r, "group")))
	})
}

func (s *Server) postYouthIncident(w http.ResponseWriter, r *http.Request) error {
	return s.onYoung(w, r, func(c pana.ClientID) error {
		n := youth.Incident{Kind: value(r, "kind"), Told: value(r, "incident")}
		var err error
		if n.On, err = dayOf(r, "on"); err == nil {
			err = s.youth.NoteIncident(r.Context(), c, n)
		}
		return err
	})
}

func (s *Server) postWorry(w http.ResponseWriter, r *http.Request) error {
	return s.onYoung(w, r, func(c pana.ClientID) error {
		return s.youth.NoteWorry(r.Context(), c, value(r, "worry"), ticked(r, "urgent"))
	})
}

func (s *Server) postWorryAnswer(w http.ResponseWriter, r *http.Request) error {
	return s.onYoung(w, r, func(c pana.ClientID) error {
		return s.youth.AnswerWorry(r.Context(), c, value(r, "id"), value(r, "answer"), version(r))
	})
}

func (s *Server) postYoungConflict(w http.ResponseWriter, r *http.Request) error {
	return s.onYoung(w, r, func(c pana.ClientID) error {
		return s.youth.KeepAway(r.Context(), c, pana.StaffID(value(r, "staff")))
	})
}

func (s *Server) postLiftYoungConflict(w http.ResponseWriter, r *http.Request) error {
	return s.onYoung(w, r, func(c pana.ClientID) error {
		return s.youth.LetNear(r.Context(), c, pana.StaffID(value(r, "staff")))
	})
}

func (s *Server) postLeaveCentre(w http.ResponseWriter, r *http.Request) error {
	return s.onYoung(w, r, func(c pana.ClientID) error { return s.youth.Leave(r.Context(), c) })
}

func (s *Server) getCertificate(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.youngDrawn(template.CertificateForm))
}

// postCertificate prints a certificate. It is a sheet for her hand, and kept nowhere.
func (s *Server) postCertificate(w http.ResponseWriter, r *http.Request) error {
	p, err := s.youth.Certify(r.Context(), s.rights, r.PathValue("code"), readYouthPaper(r))
	return s.showPaper(w, r, p, err, template.CertificateForm, template.Certificate)
}

func (s *Server) getYouthReport(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.youngDrawn(template.YouthReportForm))
}

func (s *Server) postYouthReport(w http.ResponseWriter, r *http.Request) error {
	p, err := s.youth.Report(r.Context(), s.rights, r.PathValue("code"), readYouthPaper(r))
	return s.showPaper(w, r, p, err, template.YouthReportForm, template.YouthReport)
}

func readYouthPaper(r *http.Request) youth.NewPaper {
	return youth.NewPaper{Named: value(r, "named"), Parts: r.PostForm["parts"], Conduct: value(r, "conduct"), To: value(r, "to"),
		Recipient: value(r, "recipient"), Basis: value(r, "basis"), Sure: ticked(r, "sure")}
}

// showPaper prints a paper in Kazakh and in Russian, or the form again with what is
// to be mended.
func (s *Server) showPaper(w http.ResponseWriter, r *http.Request, p youth.Paper, err error, form youngPage, paper func(template.Frame, template.YouthPaper) templ.Component) error {
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.youngDrawn(form)(r, f) })
	}
	d := template.YouthPaper{Paper: p}
	if site, ok := s.house.Site(p.Site); ok {
		d.Centre = site.Name
	}
	word := s.house.Settings().Word
	d.Readers = []*locale.Reader{locale.For(locale.KK, word), locale.For(locale.RU, word)}
	return s.show(w, r, paper(s.frame(r).Titled(p.Client.Code), d))
}

func (s *Server) getToShelter(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.youngDrawn(s.toShelterForm))
}

func (s *Server) toShelterForm(f template.Frame, file youth.File) templ.Component {
	return template.ToShelter(f, file, s.house.SiteList())
}

func readReferral(r *http.Request) youth.Referral {
	return youth.Referral{To: pana.SiteID(value(r, "site")), Parts: r.PostForm["parts"], Told: value(r, "told"), Language: value(r, "language"), Method: value(r, "method"), Agreed: ticked(r, "agreed"), Given: readGiven(r)}
}

func (s *Server) postToShelter(w http.ResponseWriter, r *http.Request) error {
	return s.youngAct(w, r, "", func(c pana.ClientID) error { return s.youth.ToShelter(r.Context(), c, readReferral(r)) }, s.youngDrawn(s.toShelterForm))
}

func (s *Server) getToCentre(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.toCentreForm)
}

// toCentreForm asks nothing of the file but that the reader may refer from it.
func (s *Server) toCentreForm(r *http.Request, f template.Frame) (templ.Component, error) {
	code := r.PathValue("code")
	err := s.house.DB.View(r.Context(), func(tx *db.Tx) error {
		subject, err := casework.ByCode(r.Context(), tx, s.house.Tonight(tx.Now), code)
		if err != nil {
			return err
		}
		return policy.Check(f.Actor, policy.ReferClient, subject)
	})
	if err != nil {
		return nil, err
	}
	return template.ToCentre(f.Titled(code), code, s.house.SiteList()), nil
}

func (s *Server) postToCentre(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		return "/clients/" + r.PathValue("code") + "?done=saved", s.youth.ToCentre(r.Context(), client, readReferral(r))
	}, s.toCentreForm)
}
