package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

func (s *Server) getRisk(w http.ResponseWriter, r *http.Request) error {
	f := s.withDraft(r, s.frame(r), riskDraft(r))
	c, err := s.riskPage(r, f, nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func riskDraft(r *http.Request) string { return "risk/" + r.PathValue("code") }

func (s *Server) riskPage(r *http.Request, f template.Frame, err error) (templ.Component, error) {
	risks, fault := s.needs.SeeRisks(r.Context(), r.PathValue("code"))
	if fault != nil {
		return nil, fault
	}
	return template.RiskPage(f.Titled(risks.Code), template.RiskData{Risks: risks, Stale: stale(err)}), nil
}

// postRisk keeps a new look at the risks.
func (s *Server) postRisk(w http.ResponseWriter, r *http.Request) error {
	return s.does(w, r, "/risk?done=saved", func(client pana.ClientID) error {
		n := assessment.NewReview{Text: value(r, "text"), Told: value(r, "told")}
		n.Number, _ = strconv.Atoi(value(r, "number"))
		for _, q := range assessment.Questions() {
			a := assessment.Answer{Question: q, Source: pana.Source(value(r, q+"_source")), Interpreted: ticked(r, q+"_interpreted"), Text: value(r, q+"_text")}
			var err error
			if a.Likelihood, err = number(r, q+"_likelihood", "codes.unknown"); err != nil {
				return err
			}
			if a.Harm, err = number(r, q+"_harm", "codes.unknown"); err != nil {
				return err
			}
			n.Answers = append(n.Answers, a)
		}
		err := s.needs.Review(r.Context(), client, n)
		if err == nil {
			s.dropDraft(r, riskDraft(r))
		}
		return err
	}, func(f template.Frame, err error) (templ.Component, error) { return s.riskPage(r, f, err) })
}

// getRiskReview shows one look at the risks again.
func (s *Server) getRiskReview(w http.ResponseWriter, r *http.Request) error {
	number, _ := strconv.Atoi(r.PathValue("id"))
	review, err := s.needs.SeeReview(r.Context(), r.PathValue("code"), number)
	if err != nil {
		return err
	}
	f, code := s.frame(r), r.PathValue("code")
	return s.show(w, r, template.RiskReview(f.Titled(code), code, review))
}

func (s *Server) getContactReport(w http.ResponseWriter, r *http.Request) error {
	return s.showFile(w, r, contactPage)
}

func contactPage(f template.Frame, file casework.File) (templ.Component, error) {
	words := policy.Check(f.Actor, policy.WriteAct(pana.Bond), file.Subject) == nil
	return template.ContactReport(f, file.Client.Code, words), nil
}

// postContactReport notes a contact or a change. It leads back to the file, where
// the one who reports sees nothing of it.
func (s *Server) postContactReport(w http.ResponseWriter, r *http.Request) error {
	return s.record(w, r, "?done=reported", func(client pana.ClientID) error {
		on, err := dayOf(r, "on")
		if err != nil {
			return err
		}
		return s.needs.Report(r.Context(), client, assessment.Report{Kind: value(r, "kind"), On: on, Text: value(r, "text"), Told: value(r, "told")})
	}, contactPage)
}

func (s *Server) getRules(w http.ResponseWriter, r *http.Request) error {
	c, err := s.rulesPage(r, s.frame(r), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) rulesPage(r *http.Request, f template.Frame, err error) (templ.Component, error) {
	code := r.PathValue("code")
	rules, fault := s.needs.SeeRules(r.Context(), code)
	if fault != nil {
		return nil, fault
	}
	return template.RulesPage(f.Titled(code), template.RulesData{Rules: rules, Code: code, Stale: stale(err)}), nil
}

func (s *Server) postRules(w http.ResponseWriter, r *http.Request) error {
	return s.does(w, r, "?done=saved", func(client pana.ClientID) error {
		until, err := dayOf(r, "until")
		if err != nil {
			return err
		}
		n := assessment.Rules{Rules: r.PostForm["rules"], Until: until, Explained: ticked(r, "explained")}
		n.Number, _ = strconv.Atoi(value(r, "number"))
		return s.needs.SetRules(r.Context(), client, n)
	}, func(f template.Frame, err error) (templ.Component, error) { return s.rulesPage(r, f, err) })
}

func bondDraft(r *http.Request) string { return "bond/" + r.PathValue("code") }

func (s *Server) getBond(w http.ResponseWriter, r *http.Request) error {
	c, err := s.bondPage(r, s.withDraft(r, s.frame(r), bondDraft(r)), nil)
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) bondPage(r *http.Request, f template.Frame, err error) (templ.Component, error) {
	bonds, fault := s.needs.SeeBonds(r.Context(), r.PathValue("code"))
	if fault != nil {
		return nil, fault
	}
	d := template.BondData{Bonds: bonds, Stale: stale(err)}
	if d.Staff, fault = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, x := range bonds.Reports {
			add(x.By)
		}
		for _, x := range bonds.Before {
			add(x.By)
		}
	}); fault != nil {
		return nil, fault
	}
	return template.BondPage(f.Titled(bonds.Code), d), nil
}

func (s *Server) postBond(w http.ResponseWriter, r *http.Request) error {
	return s.does(w, r, "/risk/bond?done=saved", func(client pana.ClientID) error {
		b := assessment.Bond{Level: value(r, "level"), Instances: r.PostForm["instances"], Text: value(r, "text"), Told: value(r, "told")}
		b.Number, _ = strconv.Atoi(value(r, "number"))
		err := s.needs.RecordBond(r.Context(), client, b)
		if err == nil {
			s.dropDraft(r, bondDraft(r))
		}
		return err
	}, func(f template.Frame, err error) (templ.Component, error) { return s.bondPage(r, f, err) })
}
