package web

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/house"
	"example.org/pana/policy"
	"example.org/pana/report"
	"example.org/pana/web/template"
)

func (s *Server) getClaims(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.claimsPage)
}

func (s *Server) claimsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.agreed(r)
	if err != nil {
		return nil, err
	}
	d.Claims, err = s.funding.Claims(r.Context())
	return template.Claims(f.Titled(f.R.T("funding.claims")), d), err
}

func (s *Server) postClaim(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		c := funding.Claim{Agreement: funding.AgreementID(value(r, "agreement")), Note: value(r, "note")}
		var err error
		if c.Since, c.Until, err = daysOf(r, "since", "until"); err != nil {
			return "", err
		}
		if c.Claimed, err = minorOf(r, "claimed"); err != nil {
			return "", err
		}
		if c.On, err = dayOf(r, "on"); err != nil {
			return "", err
		}
		id, err := s.funding.AddClaim(r.Context(), c)
		return "/funding/claims/" + id + "?done=saved", err
	}, s.claimsPage)
}

func (s *Server) getClaim(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.claimPage)
}

func (s *Server) claimPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.claimOf(r)
	return template.ClaimPage(f.Titled(f.R.T("funding.claims")), d), err
}

// claimOf gathers a claim with its agreement, who wrote what of it, and whether a
// report about its time was approved.
func (s *Server) claimOf(r *http.Request) (template.ClaimData, error) {
	d := template.ClaimData{}
	var err error
	if d.Claim, err = s.funding.Claim(r.Context(), r.PathValue("id")); err != nil {
		return d, err
	}
	if d.Agreed, err = s.funding.Agreement(r.Context(), d.Agreement); err != nil {
		return d, err
	}
	if policy.May(pana.ActorFrom(r.Context()), policy.SeeReports) {
		all, err := s.reports.Reports(r.Context())
		if err != nil {
			return d, err
		}
		d.Reported = slices.ContainsFunc(all, func(one report.Report) bool {
			return one.Agreement == d.Agreement && one.Since <= d.Until && d.Since <= one.Until
		})
	}
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		add(d.By)
		add(d.WithdrawnBy)
		for _, m := range d.More {
			add(m.By)
		}
		for _, a := range d.Answers {
			add(a.By)
			for _, was := range a.Before {
				add(was.By)
			}
		}
	})
	return d, err
}

// readAnswer reads what is said of money that came or will not come.
func readAnswer(r *http.Request) (funding.Answer, error) {
	a := funding.Answer{Paid: value(r, "answer") == "paid", Reason: value(r, "reason"), Note: value(r, "note")}
	var err error
	if a.Minor, err = minorOf(r, "amount"); err == nil {
		a.On, err = dayOf(r, "on")
	}
	return a, err
}

func (s *Server) postAnswerClaim(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		a, err := readAnswer(r)
		if err == nil {
			err = s.funding.AnswerClaim(r.Context(), r.PathValue("id"), version(r), a)
		}
		return "/funding/claims/" + r.PathValue("id") + "?done=saved", err
	}, s.claimPage)
}

func (s *Server) getCorrectAnswer(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.answerPage)
}

func (s *Server) answerPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.claimOf(r)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(d.Answers, func(a funding.Answer) bool { return a.ID == r.PathValue("answer") })
	if i < 0 {
		return nil, casework.Gone("web.answerPage")
	}
	return template.AnswerPage(f.Titled(f.R.T("funding.answer.correct")), d, d.Answers[i]), nil
}

func (s *Server) postCorrectAnswer(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		a, err := readAnswer(r)
		if err == nil && value(r, "amount") == "" {
			err = pana.Refuse("web.postCorrectAnswer", "amount", "funding.money")
		}
		if err == nil {
			err = s.funding.CorrectAnswer(r.Context(), r.PathValue("id"), version(r), r.PathValue("answer"), a)
		}
		return "/funding/claims/" + r.PathValue("id") + "?done=saved", err
	}, s.answerPage)
}

func (s *Server) getMoreClaim(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.moreClaimPage)
}

func (s *Server) moreClaimPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.claimOf(r)
	if err == nil && (d.Hangs != "" || d.Withdrawn != "") {
		err = casework.Gone("web.moreClaimPage")
	}
	return template.MoreClaimPage(f.Titled(f.R.T("funding.claim.more.add")), d), err
}

func (s *Server) postMoreClaim(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		c := funding.Claim{Note: value(r, "note")}
		var err error
		if c.Claimed, err = minorOf(r, "claimed"); err != nil {
			return "", err
		}
		way := value(r, "way")
		if way == funding.Back {
			c.Claimed = -c.Claimed
		}
		if c.On, err = dayOf(r, "on"); err != nil {
			return "", err
		}
		_, err = s.funding.AddToClaim(r.Context(), r.PathValue("id"), version(r), way, c)
		return "/funding/claims/" + r.PathValue("id") + "?done=saved", err
	}, s.moreClaimPage)
}

func (s *Server) postWithdrawClaim(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/funding/claims/" + r.PathValue("id") + "?done=saved", s.funding.WithdrawClaim(r.Context(), r.PathValue("id"), version(r), value(r, "why"))
	}, s.claimPage)
}

func (s *Server) getLicence(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.licencePage)
}

// licencePage gathers beside the licence what it is about and stands elsewhere: who
// works here, papers of theirs that end, rooms and beds.
func (s *Server) licencePage(r *http.Request, f template.Frame) (templ.Component, error) {
	d := template.LicenceData{Sites: s.house.SiteList()}
	var err error
	if d.LicenceFile, err = s.funding.Licence(r.Context()); err != nil {
		return nil, err
	}
	if policy.May(f.Actor, policy.SeePeople) {
		if d.PeopleDue, err = s.people.Due(r.Context()); err != nil {
			return nil, err
		}
	}
	for _, site := range d.Sites {
		if site.Kind != house.Shelter || policy.Check(f.Actor, policy.SeeBeds, policy.Subject{Site: site.ID}) != nil {
			continue
		}
		m, err := s.residence.Tonight(r.Context(), site.ID)
		if err != nil {
			return nil, err
		}
		p := template.Premises{Site: site.Name, Rooms: len(m.Rooms)}
		for _, room := range m.Rooms {
			p.Beds += len(room.Beds)
		}
		d.Premises = append(d.Premises, p)
	}
	members, err := s.house.Staff(r.Context())
	if err != nil {
		return nil, err
	}
	for _, m := range members {
		if m.Ended == "" {
			for _, g := range m.Grants {
				d.Works(g.Role)
			}
		}
	}
	d.Names, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, l := range d.Licences {
			for _, b := range l.Before {
				add(b.By)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	return template.LicencePage(f.Titled(f.R.T("licence.title")), d), nil
}

// readLicence reads a licence and its days.
func readLicence(r *http.Request) (funding.Licence, error) {
	l := funding.Licence{Site: pana.SiteID(value(r, "site")), Number: value(r, "number"), Office: value(r, "office")}
	var err error
	l.Since, l.Until, err = daysOf(r, "since", "until")
	return l, err
}

func (s *Server) postLicence(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		l, err := readLicence(r)
		if err == nil {
			_, err = s.funding.AddLicence(r.Context(), l)
		}
		return "/funding/licence?done=saved", err
	}, s.licencePage)
}

func (s *Server) getCorrectLicence(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.licenceForm)
}

func (s *Server) licenceForm(r *http.Request, f template.Frame) (templ.Component, error) {
	d := template.LicenceData{Sites: s.house.SiteList()}
	var err error
	if d.LicenceFile, err = s.funding.Licence(r.Context()); err != nil {
		return nil, err
	}
	i := slices.IndexFunc(d.Licences, func(l funding.Licence) bool { return l.ID == r.PathValue("id") })
	if i < 0 {
		return nil, casework.Gone("web.licenceForm")
	}
	return template.LicenceForm(f.Titled(f.R.T("licence.title")), d, d.Licences[i]), nil
}

func (s *Server) postCorrectLicence(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		l, err := readLicence(r)
		if err == nil {
			err = s.funding.CorrectLicence(r.Context(), r.PathValue("id"), version(r), l)
		}
		return "/funding/licence?done=saved", err
	}, s.licenceForm)
}

func (s *Server) postLicenceItem(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		i := funding.Item{Site: pana.SiteID(value(r, "site")), Kind: value(r, "kind"), What: value(r, "what")}
		var err error
		if i.Due, err = dayOf(r, "due"); err == nil {
			_, err = s.funding.AddItem(r.Context(), i)
		}
		return "/funding/licence?done=saved", err
	}, s.licencePage)
}

func (s *Server) postLicenceDone(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		item, err := picked(r, "item")
		if err == nil {
			err = s.funding.DoneItem(r.Context(), item)
		}
		return "/funding/licence?done=saved", err
	}, s.licencePage)
}
