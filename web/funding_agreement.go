package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/internal/db"
	"example.org/pana/web/template"
)

func (s *Server) getNewAgreement(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.agreementForm)
}

// agreementForm draws the form of a new agreement, or of one that stands.
func (s *Server) agreementForm(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.agreed(r)
	if err != nil {
		return nil, err
	}
	if id := agreementIn(r); id != "" {
		if d.One, err = s.funding.Agreement(r.Context(), id); err != nil {
			return nil, err
		}
	}
	if d.Mandates, err = s.funding.Mandates(r.Context()); err != nil {
		return nil, err
	}
	err = s.house.DB.View(r.Context(), func(tx *db.Tx) (err error) {
		d.Members, err = s.house.Roster(r.Context(), tx)
		return err
	})
	return template.AgreementForm(f.Titled(f.R.T("funding.agreement")), d), err
}

func agreementIn(r *http.Request) funding.AgreementID {
	return funding.AgreementID(r.PathValue("id"))
}

// readAgreement reads the form. One funder without a part gives all of it.
func readAgreement(r *http.Request) (funding.Agreement, error) {
	a := funding.Agreement{ID: agreementIn(r), Name: value(r, "called"), Number: value(r, "number"), Form: value(r, "form"), Payer: value(r, "payer"),
		Currency: value(r, "currency"), Days: ticked(r, "days"), Services: r.PostForm["services"], Absences: r.PostForm["absences"], Mandate: value(r, "mandate"),
		Rhythm: value(r, "rhythm"), Officer: pana.StaffID(value(r, "officer"))}
	for _, site := range r.PostForm["sites"] {
		a.Sites = append(a.Sites, pana.SiteID(site))
	}
	var err error
	if a.Since, a.Until, err = daysOf(r, "since", "until"); err != nil {
		return a, err
	}
	if a.Absent, err = number(r, "absent", "people.number"); err != nil {
		return a, err
	}
	if a.Due, err = number(r, "due", "people.number"); err != nil {
		return a, err
	}
	for i := range template.MostFunders {
		n := strconv.Itoa(i + 1)
		one := funding.Funder{Organisation: pana.OrganisationID(value(r, "funder_"+n)), Through: pana.OrganisationID(value(r, "through_"+n))}
		part := value(r, "part_"+n)
		if one.Organisation == "" && part == "" {
			continue
		}
		if part != "" {
			if one.Parts, err = funding.ParsePercent("web.readAgreement", "part_"+n, part); err != nil {
				return a, err
			}
		}
		a.Funders = append(a.Funders, one)
	}
	if len(a.Funders) == 1 && a.Funders[0].Parts == 0 {
		a.Funders[0].Parts = funding.Whole
	}
	return a, nil
}

func (s *Server) postFundingAgreement(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		a, err := readAgreement(r)
		if err != nil {
			return "", err
		}
		id, err := s.funding.AddAgreement(r.Context(), a)
		return "/funding/agreements/" + string(id) + "?done=saved", err
	}, s.agreementForm)
}

func (s *Server) getEditAgreement(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.agreementForm)
}

func (s *Server) postEditAgreement(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		a, err := readAgreement(r)
		if err == nil {
			err = s.funding.EditAgreement(r.Context(), a, version(r))
		}
		return "/funding/agreements/" + r.PathValue("id") + "?done=saved", err
	}, s.agreementForm)
}

func (s *Server) getFundingAgreement(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.fundingAgreementPage)
}

func (s *Server) fundingAgreementPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.agreed(r)
	if err != nil {
		return nil, err
	}
	if d.One, err = s.funding.Agreement(r.Context(), agreementIn(r)); err != nil {
		return nil, err
	}
	d.Mandates, err = s.funding.Mandates(r.Context())
	return template.AgreementPage(f.Titled(f.R.T("funding.agreement")), d), err
}

// onAgreement does one act to an agreement, once, and shows its page.
func (s *Server) onFundingAgreement(w http.ResponseWriter, r *http.Request, act func(funding.AgreementID) error) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/funding/agreements/" + r.PathValue("id") + "?done=saved", act(agreementIn(r))
	}, s.fundingAgreementPage)
}

func (s *Server) postTariff(w http.ResponseWriter, r *http.Request) error {
	return s.onFundingAgreement(w, r, func(id funding.AgreementID) error {
		t := funding.Tariff{Unit: value(r, "unit"), Kind: value(r, "kind")}
		var err error
		if t.Since, t.Until, err = daysOf(r, "since", "until"); err != nil {
			return err
		}
		if t.Minor, err = minorOf(r, "amount"); err != nil {
			return err
		}
		return s.funding.AddTariff(r.Context(), id, t)
	})
}

func (s *Server) postDropTariff(w http.ResponseWriter, r *http.Request) error {
	return s.onFundingAgreement(w, r, func(id funding.AgreementID) error {
		tariff, err := picked(r, "tariff")
		if err == nil {
			err = s.funding.DropTariff(r.Context(), id, tariff)
		}
		return err
	})
}

func (s *Server) postTarget(w http.ResponseWriter, r *http.Request) error {
	return s.onFundingAgreement(w, r, func(id funding.AgreementID) error {
		t := funding.Target{What: value(r, "what")}
		var err error
		if t.Since, t.Until, err = daysOf(r, "from", "to"); err != nil {
			return err
		}
		if t.Count, err = number(r, "count", "people.number"); err != nil {
			return err
		}
		return renamed(s.funding.AddTarget(r.Context(), id, t), map[string]string{"since": "from", "until": "to"})
	})
}

func (s *Server) postDropTarget(w http.ResponseWriter, r *http.Request) error {
	return s.onFundingAgreement(w, r, func(id funding.AgreementID) error {
		target, err := picked(r, "target")
		if err == nil {
			err = s.funding.DropTarget(r.Context(), id, target)
		}
		return err
	})
}

func (s *Server) getMandates(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.mandatesPage)
}

func (s *Server) mandatesPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.agreed(r)
	if err != nil {
		return nil, err
	}
	if d.Mandates, err = s.funding.Mandates(r.Context()); err != nil {
		return nil, err
	}
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, m := range d.Mandates {
			for _, b := range m.Before {
				add(b.By)
			}
		}
	})
	return template.Mandates(f.Titled(f.R.T("funding.mandates")), d), err
}

// readMandate reads what a site is for, and from when until when.
func readMandate(r *http.Request) (funding.Mandate, error) {
	m := funding.Mandate{Site: pana.SiteID(value(r, "site")), Operator: pana.OrganisationID(value(r, "operator")), Words: value(r, "words")}
	var err error
	m.Since, m.Until, err = daysOf(r, "since", "until")
	return m, err
}

func (s *Server) postMandate(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		m, err := readMandate(r)
		if err == nil {
			_, err = s.funding.SetMandate(r.Context(), m)
		}
		return "/funding/mandates?done=saved", err
	}, s.mandatesPage)
}

func (s *Server) getCorrectMandate(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.mandatePage)
}

func (s *Server) mandatePage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.agreed(r)
	if err != nil {
		return nil, err
	}
	all, err := s.funding.Mandates(r.Context())
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(m funding.Mandate) bool { return m.ID == r.PathValue("id") })
	if i < 0 {
		return nil, casework.Gone("web.mandatePage")
	}
	return template.MandateForm(f.Titled(f.R.T("funding.mandates")), d, all[i]), nil
}

func (s *Server) postCorrectMandate(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		m, err := readMandate(r)
		if err == nil {
			err = s.funding.CorrectMandate(r.Context(), r.PathValue("id"), version(r), m)
		}
		return "/funding/mandates?done=saved", err
	}, s.mandatePage)
}

func (s *Server) getSplits(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.splitsPage)
}

func (s *Server) splitsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.agreed(r)
	if err != nil {
		return nil, err
	}
	d.Rules, err = s.funding.Rules(r.Context())
	return template.Rules(f.Titled(f.R.T("funding.rules")), d), err
}

func (s *Server) postSplit(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		n := funding.Rule{Site: pana.SiteID(value(r, "site")), What: value(r, "what"), Payer: value(r, "payer")}
		var err error
		if n.Since, n.Until, err = daysOf(r, "since", "until"); err != nil {
			return "", err
		}
		if n.Shares, err = s.sharesOf(r); err == nil {
			_, err = s.funding.AddRule(r.Context(), n)
		}
		return "/funding/rules?done=saved", err
	}, s.splitsPage)
}

func (s *Server) postEndSplit(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		rule, err := picked(r, "rule")
		if err == nil {
			err = s.funding.EndRule(r.Context(), funding.RuleID(rule), "", version(r))
		}
		return "/funding/rules?done=saved", err
	}, s.splitsPage)
}
