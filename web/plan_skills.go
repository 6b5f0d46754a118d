package web

import (
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/plan"
	"example.org/pana/policy"
	"example.org/pana/web/template"
)

func (s *Server) skills(r *http.Request) (template.SkillData, error) {
	v, err := s.plan.Skills(r.Context(), r.PathValue("code"))
	if err != nil {
		return template.SkillData{}, err
	}
	d := template.SkillData{SkillView: v}
	d.Staff, err = s.namesOf(r, func(add func(pana.StaffID)) {
		for _, rung := range v.Rungs {
			for _, skill := range rung.Skills {
				for _, l := range skill.Looks {
					add(l.By)
				}
			}
		}
	})
	return d, err
}

func (s *Server) skillsPage(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.skills(r)
	if err != nil {
		return nil, err
	}
	return template.SkillsPage(f.Titled(d.Code), d), nil
}

func (s *Server) getSkills(w http.ResponseWriter, r *http.Request) error {
	c, err := s.skillsPage(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func readSkill(r *http.Request) (plan.NewSkillLook, error) {
	n := plan.NewSkillLook{Skill: value(r, "skill"), Level: value(r, "level"), Text: value(r, "text"), Payer: value(r, "payer")}
	var err error
	if n.Minutes, err = number(r, "minutes", "people.number"); err != nil {
		return n, err
	}
	n.On, err = dayOf(r, "on")
	return n, err
}

func (s *Server) postSkill(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		n, err := readSkill(r)
		if err != nil {
			return "", err
		}
		return "/clients/" + r.PathValue("code") + "/skills?done=saved", s.plan.RateSkills(r.Context(), client, n)
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.skillsPage(r, f) })
	}
	return nil
}

func (s *Server) getSkillsTogether(w http.ResponseWriter, r *http.Request) error {
	c, err := s.skillsTogether(r, s.frame(r), r.URL.Query().Get("group"))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

// skillsTogether draws one rung for the client's own hand, the first one unless
// another is asked for.
func (s *Server) skillsTogether(r *http.Request, f template.Frame, group string) (templ.Component, error) {
	d, err := s.skills(r)
	if err != nil {
		return nil, err
	}
	var rung plan.Rung
	for i, one := range d.Rungs {
		if i == 0 || one.Group == group {
			rung = one
		}
	}
	return template.SkillsTogether(s.inHand(f, d.Language).Titled(d.Code), d, rung), nil
}

// postSkillsTogether keeps what the client tapped on one rung: only what is new,
// so that a page sent without a tap writes nothing.
func (s *Server) postSkillsTogether(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		client, err := s.clientOf(r)
		if err != nil {
			return "", err
		}
		d, err := s.skills(r)
		if err != nil {
			return "", err
		}
		var looks []plan.NewSkillLook
		for _, rung := range d.Rungs {
			for _, skill := range rung.Skills {
				if level := value(r, "level_"+skill.Code); level != "" && level != skill.Own.Level {
					looks = append(looks, plan.NewSkillLook{Skill: skill.Code, Level: level, Own: true})
				}
			}
		}
		to := "/clients/" + r.PathValue("code") + "/skills/together?done=saved"
		for _, rung := range d.Rungs {
			if rung.Group == value(r, "group") { // an address carries a code of ours and nothing typed
				to += "&group=" + url.QueryEscape(rung.Group)
			}
		}
		if len(looks) == 0 {
			return to, nil
		}
		return to, s.plan.RateSkills(r.Context(), client, looks...)
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.skillsTogether(r, f, value(r, "group")) })
	}
	return nil
}

// mostInGroup is how many people one page of the evening holds.
const mostInGroup = 200

func (s *Server) skillGroup(r *http.Request, f template.Frame) (templ.Component, error) {
	rows, err := s.mine(r, casework.Filter{Limit: mostInGroup})
	if err != nil {
		return nil, err
	}
	var here, away []casework.Row
	for _, row := range rows {
		subject := policy.Subject{Client: row.ID, Site: row.Site, Assigned: row.Mine, Present: row.Present}
		switch {
		case policy.Check(f.Actor, policy.RateSkills, subject) != nil:
		case row.Present:
			here = append(here, row)
		default:
			away = append(away, row)
		}
	}
	hidden, err := s.plan.HiddenSkills(r.Context())
	if err != nil {
		return nil, err
	}
	var offered []string
	for _, rung := range plan.Ladder(nil, hidden) {
		for _, skill := range rung.Skills {
			offered = append(offered, skill.Code)
		}
	}
	return template.SkillGroup(f.Titled(f.R.T("skill.group.title")), append(here, away...), offered), nil
}

func (s *Server) getSkillGroup(w http.ResponseWriter, r *http.Request) error {
	c, err := s.skillGroup(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) postSkillGroup(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		n, err := readSkill(r)
		if err != nil {
			return "", err
		}
		return "/skills?done=saved", s.plan.RateGroup(r.Context(), r.PostForm["clients"], n)
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.skillGroup(r, f) })
	}
	return nil
}

func (s *Server) skillsUsed(r *http.Request, f template.Frame) (templ.Component, error) {
	hidden, err := s.plan.HiddenSkills(r.Context())
	return template.SkillsUsed(f.Titled(f.R.T("skill.keep.title")), hidden), err
}

func (s *Server) getSkillsUsed(w http.ResponseWriter, r *http.Request) error {
	c, err := s.skillsUsed(r, s.frame(r))
	if err != nil {
		return err
	}
	return s.show(w, r, c)
}

func (s *Server) postSkillsUsed(w http.ResponseWriter, r *http.Request) error {
	err := s.send(w, r, func() (string, error) {
		return "/skills?done=saved", s.plan.KeepSkills(r.Context(), r.PostForm["used"])
	})
	if err != nil {
		return s.again(w, r, err, func(f template.Frame) (templ.Component, error) { return s.skillsUsed(r, f) })
	}
	return nil
}
