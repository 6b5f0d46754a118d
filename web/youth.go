package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"example.org/pana"
	"example.org/pana/collections"
	"example.org/pana/house"
	"example.org/pana/people"
	"example.org/pana/policy"
	"example.org/pana/web/template"
	"example.org/pana/youth"
)

// youthRoutes are the pages of the youth centres. Those of one young person are in
// youth_file.go.
func (s *Server) youthRoutes() []route {
	return []route{
		page("GET /youth", policy.SeeCentre, s.getCentres),
		page("GET /youth/centres/{id}", policy.SeeCentre, s.getCentre),
		page("GET /youth/centres/{id}/people", policy.SeeYoung, s.getYoungPeople),
		page("POST /youth/centres/{id}/people", policy.WriteYoung, s.postYoungPerson),
		page("GET /youth/centres/{id}/months/{month}", policy.SeeLessons, s.getYouthMonth),
		page("GET /youth/centres/{id}/timetable", policy.SeeCentre, s.getTimetable),
		page("POST /youth/centres/{id}/groups", policy.KeepCentre, s.postYouthGroup),
		page("POST /youth/centres/{id}/terms", policy.KeepCentre, s.postYouthTerm),
		page("POST /youth/centres/{id}/cannot", policy.CannotHelp, s.postCannotHelp),
		page("POST /youth/centres/{id}/strike", policy.KeepCentre, s.postStrikeTerm),
		page("POST /youth/centres/{id}/rules", policy.KeepCentre, s.postYouthRules),
		page("GET /youth/centres/{id}/ideas", policy.SuggestIdea, s.getIdeas),
		page("POST /youth/centres/{id}/ideas", policy.SuggestIdea, s.postIdea),
		page("POST /youth/centres/{id}/answers", policy.KeepCentre, s.postIdeaAnswer),
		page("GET /youth/centres/{id}/tell", policy.TellWorry, s.getTellWorry),
		page("POST /youth/centres/{id}/tell", policy.TellWorry, s.postTellWorry),
		page("GET /youth/centres/{id}/worries", policy.SeeWorries, s.getWorries),
		page("POST /youth/centres/{id}/told", policy.SeeWorries, s.postFileTold),
		page("POST /youth/centres/{id}/told/close", policy.SeeWorries, s.postCloseTold),
		page("GET /youth/centres/{id}/referred", policy.TakeYoung, s.getReferred),
		page("POST /youth/centres/{id}/referred", policy.TakeYoung, s.postReferred),
		page("GET /youth/groups/{id}", policy.SeeGroups, s.getYouthGroup),
		page("POST /youth/groups/{id}/slots", policy.KeepCentre, s.postSlot),
		page("POST /youth/groups/{id}/end", policy.KeepCentre, s.postEndGroup),
		page("POST /youth/groups/{id}/counts", policy.KeepCentre, s.postGroupCounts),
		page("POST /youth/slots/{id}/end", policy.KeepCentre, s.postEndSlot),
		page("POST /youth/groups/{id}/place", policy.KeepCentre, s.postPlaceSlot),
		page("GET /youth/lessons/{id}", policy.SeeGroups, s.getLesson),
		page("POST /youth/lessons/{id}", policy.MarkLesson, s.postLesson),
		page("POST /youth/lessons/{id}/off", policy.MarkLesson, s.postLessonOff),
		page("POST /youth/lessons/{id}/helpers", policy.KeepCentre, s.postHelperAt),
		page("POST /youth/lessons/{id}/helpers/off", policy.KeepCentre, s.postHelperOff),
		page("GET /youth/lessons/{id}/pay", policy.SplitShares, s.getPayLesson),
		page("POST /youth/lessons/{id}/pay", policy.SplitShares, s.postPayLesson),
		page("POST /youth/lessons/{id}/makeup", policy.WriteYoung, s.postMakeUp),
	}
}

func centreIn(r *http.Request) pana.SiteID { return pana.SiteID(r.PathValue("id")) }

func centrePage(r *http.Request, part string) string {
	return "/youth/centres/" + r.PathValue("id") + part
}

// getCentres leads to the centre of the reader; who works at several chooses one.
func (s *Server) getCentres(w http.ResponseWriter, r *http.Request) error {
	all := s.youth.Centres(r.Context(), policy.SeeCentre)
	switch len(all) {
	case 0:
		return missing("web.getCentres")
	case 1:
		http.Redirect(w, r, "/youth/centres/"+string(all[0].ID), http.StatusSeeOther)
		return nil
	}
	f := s.frame(r)
	return s.show(w, r, template.YouthCentres(f.Titled(f.R.T("youth.centres")), all))
}

func (s *Server) getCentre(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.centreDay)
}

func (s *Server) centreDay(r *http.Request, f template.Frame) (templ.Component, error) {
	d, err := s.youth.Day(r.Context(), centreIn(r))
	if err != nil {
		return nil, err
	}
	hours, err := s.people.OwnHours(r.Context(), d.Site.ID)
	if err != nil {
		return nil, err
	}
	var due []people.Due
	if policy.Check(f.Actor, policy.KeepStudents, policy.Subject{Site: d.Site.ID}) == nil {
		g, err := s.people.Students(r.Context(), d.Site.ID)
		if err != nil {
			return nil, err
		}
		due = g.Due
	}
	return template.YouthDay(f.Titled(f.R.T("youth.day")), d, hours, due), nil
}

func (s *Server) getYoungPeople(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.youngList)
}

func (s *Server) youngList(r *http.Request, f template.Frame) (templ.Component, error) {
	list, err := s.youth.List(r.Context(), centreIn(r))
	if err != nil {
		return nil, err
	}
	return template.YoungPeople(f.Titled(f.R.T("youth.people")), centreIn(r), list), nil
}

func (s *Server) postYoungPerson(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		n := youth.NewYoung{Site: centreIn(r), Call: value(r, "call"), Name: value(r, "name"), Sex: value(r, "sex"), AgeBand: value(r, "age_band"), Language: value(r, "language")}
		var err error
		if n.Since, err = dayOf(r, "since"); err != nil {
			return "", err
		}
		code, err := s.youth.Open(r.Context(), n)
		return "/youth/files/" + code + "?done=added", err
	}, s.youngList)
}

func (s *Server) getTimetable(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.timetablePage)
}

func (s *Server) timetablePage(r *http.Request, f template.Frame) (templ.Component, error) {
	t, err := s.youth.Timetable(r.Context(), centreIn(r))
	if err != nil {
		return nil, err
	}
	return template.YouthTimetable(f.Titled(f.R.T("youth.timetable")), t), nil
}

// onTimetable does one act to a centre's timetable, once, and shows it.
func (s *Server) onTimetable(w http.ResponseWriter, r *http.Request, act func() error) error {
	return s.onDrawn(w, r, func() (string, error) { return centrePage(r, "/timetable?done=saved"), act() }, s.timetablePage)
}

func (s *Server) postYouthGroup(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		n := youth.NewGroup{Activity: value(r, "activity"), Name: value(r, "name"), Service: value(r, "service"), Payer: value(r, "payer")}
		var err error
		if n.Most, err = number(r, "most", "people.number"); err != nil {
			return "", err
		}
		id, err := s.youth.AddGroup(r.Context(), centreIn(r), n)
		return "/youth/groups/" + string(id) + "?done=added", err
	}, s.timetablePage)
}

func (s *Server) postYouthTerm(w http.ResponseWriter, r *http.Request) error {
	return s.onTimetable(w, r, func() error {
		n := youth.Term{Kind: value(r, "kind"), Name: value(r, "term")}
		var err error
		if n.From, err = dayOf(r, "from"); err != nil {
			return err
		}
		if n.Until, err = dayOf(r, "until"); err != nil {
			return err
		}
		return s.youth.AddTerm(r.Context(), centreIn(r), n)
	})
}

func (s *Server) postStrikeTerm(w http.ResponseWriter, r *http.Request) error {
	return s.onTimetable(w, r, func() error { return s.youth.StrikeTerm(r.Context(), centreIn(r), value(r, "id")) })
}

func (s *Server) postYouthRules(w http.ResponseWriter, r *http.Request) error {
	return s.onTimetable(w, r, func() error { return s.youth.SetRules(r.Context(), centreIn(r), value(r, "rules"), version(r)) })
}

func (s *Server) getIdeas(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.ideasPage)
}

func (s *Server) ideasPage(r *http.Request, f template.Frame) (templ.Component, error) {
	list, err := s.youth.Ideas(r.Context(), centreIn(r))
	if err != nil {
		return nil, err
	}
	keeps := policy.Check(f.Actor, policy.KeepCentre, policy.Subject{Site: centreIn(r)}) == nil
	return template.YouthIdeas(f.Titled(f.R.T("youth.ideas")), centreIn(r), list, keeps), nil
}

func (s *Server) postIdea(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		return centrePage(r, "/ideas?done=saved"), s.youth.Suggest(r.Context(), centreIn(r), value(r, "idea"), value(r, "credit"))
	}, s.ideasPage)
}

func (s *Server) postIdeaAnswer(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		return centrePage(r, "/ideas?done=saved"), s.youth.AnswerIdea(r.Context(), centreIn(r), value(r, "id"), value(r, "state"), value(r, "answer"), version(r))
	}, s.ideasPage)
}

func (s *Server) getTellWorry(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.tellWorryPage)
}

func (s *Server) tellWorryPage(r *http.Request, f template.Frame) (templ.Component, error) {
	site, ok := s.house.Site(centreIn(r))
	if !ok || site.Kind != house.YouthCentre || policy.Check(f.Actor, policy.TellWorry, policy.Subject{Site: site.ID}) != nil {
		return nil, missing("web.tellWorryPage")
	}
	return template.YouthTell(f.Titled(f.R.T("youth.tell")), site), nil
}

func (s *Server) postTellWorry(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		return centrePage(r, "?done=saved"), s.youth.TellWorry(r.Context(), centreIn(r), value(r, "told"), ticked(r, "urgent"))
	}, s.tellWorryPage)
}

func (s *Server) postFileTold(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		return centrePage(r, "/worries?done=saved"), s.youth.FileTold(r.Context(), centreIn(r), value(r, "id"), value(r, "code"), version(r))
	}, s.worriesPage)
}

func (s *Server) postCloseTold(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		return centrePage(r, "/worries?done=saved"), s.youth.CloseTold(r.Context(), centreIn(r), value(r, "id"), version(r))
	}, s.worriesPage)
}

func (s *Server) getWorries(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.worriesPage)
}

func (s *Server) worriesPage(r *http.Request, f template.Frame) (templ.Component, error) {
	list, err := s.youth.Worries(r.Context(), centreIn(r))
	if err != nil {
		return nil, err
	}
	told, err := s.youth.ToldWorries(r.Context(), centreIn(r))
	if err != nil {
		return nil, err
	}
	by, err := s.namesOf(r, func(add func(pana.StaffID)) {
		for _, x := range list {
			add(x.By)
		}
		for _, x := range told {
			add(x.By)
		}
	})
	return template.YouthWorries(f.Titled(f.R.T("youth.worries")), centreIn(r), list, told, by), err
}

func (s *Server) getReferred(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.referredPage)
}

func (s *Server) referredPage(r *http.Request, f template.Frame) (templ.Component, error) {
	list, err := s.youth.Arrivals(r.Context(), centreIn(r))
	if err != nil {
		return nil, err
	}
	return template.YouthReferred(f.Titled(f.R.T("youth.referred")), centreIn(r), list), nil
}

func (s *Server) postReferred(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		return centrePage(r, "/referred?done=saved"), s.youth.AnswerArrival(r.Context(), centreIn(r), value(r, "id"), value(r, "state"), version(r))
	}, s.referredPage)
}

func (s *Server) getYouthGroup(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.youthGroupPage)
}

func (s *Server) youthGroupPage(r *http.Request, f template.Frame) (templ.Component, error) {
	p, err := s.youth.GroupPage(r.Context(), youth.GroupID(r.PathValue("id")))
	if err != nil {
		return nil, err
	}
	t, err := s.youth.Timetable(r.Context(), p.Group.Site)
	if err != nil {
		return nil, err
	}
	return template.YouthGroup(f.Titled(f.R.T("youth.group")), p, t), nil
}

func (s *Server) postSlot(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		n := youth.NewSlot{Starts: value(r, "starts"), Leader: pana.StaffID(value(r, "leader")), Place: value(r, "place")}
		var err error
		if n.Weekday, err = number(r, "weekday", "people.number"); err != nil {
			return "", err
		}
		if n.Minutes, err = number(r, "minutes", "people.number"); err != nil {
			return "", err
		}
		if n.From, err = dayOf(r, "from"); err != nil {
			return "", err
		}
		if n.Until, err = dayOf(r, "until"); err != nil {
			return "", err
		}
		_, err = s.youth.AddSlot(r.Context(), youth.GroupID(r.PathValue("id")), n)
		return "/youth/groups/" + r.PathValue("id") + "?done=saved", err
	}, s.youthGroupPage)
}

// postPlaceSlot says where a group meets at one of its times.
func (s *Server) postPlaceSlot(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		slot := value(r, "slot")
		group, err := s.youth.PlaceSlot(r.Context(), youth.SlotID(slot), value(r, "place_"+slot), version(r))
		return "/youth/groups/" + string(group) + "?done=saved", atForm(err, "_"+slot)
	}, s.youthGroupPage)
}

func (s *Server) postEndGroup(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/youth/groups/" + r.PathValue("id") + "?done=saved", s.youth.EndGroup(r.Context(), youth.GroupID(r.PathValue("id")))
	}, s.youthGroupPage)
}

func (s *Server) postGroupCounts(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		return "/youth/groups/" + r.PathValue("id") + "?done=saved", s.youth.CountAs(r.Context(), youth.GroupID(r.PathValue("id")), value(r, "service"), value(r, "payer"), version(r))
	}, s.youthGroupPage)
}

func (s *Server) postEndSlot(w http.ResponseWriter, r *http.Request) error {
	return s.send(w, r, func() (string, error) {
		group, err := s.youth.EndSlot(r.Context(), youth.SlotID(r.PathValue("id")))
		return "/youth/groups/" + string(group) + "?done=saved", err
	})
}

func (s *Server) getLesson(w http.ResponseWriter, r *http.Request) error {
	return s.showDrawn(w, r, s.lessonPage)
}

func (s *Server) lessonPage(r *http.Request, f template.Frame) (templ.Component, error) {
	sheet, err := s.youth.Sheet(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return template.YouthLesson(f.Titled(f.R.T("youth.lesson")), sheet), nil
}

// onLesson does one act to a lesson, once, and shows its page.
func (s *Server) onLesson(w http.ResponseWriter, r *http.Request, act func() error) error {
	return s.onDrawn(w, r, func() (string, error) { return "/youth/lessons/" + r.PathValue("id") + "?done=saved", act() }, s.lessonPage)
}

// rowsUsed is how many lines the form has for what was used.
const rowsUsed = 4

// postLesson writes down who was there and how it went. Whoever presses "all others
// were there" needs one press for the whole group.
func (s *Server) postLesson(w http.ResponseWriter, r *http.Request) error {
	return s.onLesson(w, r, func() error {
		n := youth.Marking{Marks: map[string]string{}, LateBy: map[string]int{}, Topic: value(r, "topic"), Worked: value(r, "worked"), Visit: value(r, "visit")}
		for _, f := range []struct {
			name string
			into *int
		}{{"minutes", &n.Minutes}, {"engagement", &n.Engagement}, {"guests", &n.Guests}} {
			var err error
			if *f.into, err = number(r, f.name, "people.number"); err != nil {
				return err
			}
		}
		for _, code := range r.PostForm["seat"] {
			n.Marks[code] = value(r, "mark_"+code)
			if n.Marks[code] == "" && ticked(r, "all") {
				n.Marks[code] = youth.Present
			}
			var err error
			if n.LateBy[code], err = number(r, "late_"+code, "people.number"); err != nil {
				return err
			}
		}
		for i := range rowsUsed {
			k := strconv.Itoa(i)
			quantity, err := number(r, "used_n_"+k, "people.number")
			if err != nil {
				return err
			}
			n.Used = append(n.Used, youth.Used{Item: value(r, "used_"+k), Quantity: quantity})
		}
		for _, id := range r.PostForm["things"] {
			n.Things = append(n.Things, collections.ThingID(id))
		}
		// Whom the page showed, and of these, who is ticked.
		n.Helpers = map[string]bool{}
		for _, key := range r.PostForm["helping"] {
			n.Helpers[key] = false
		}
		for _, key := range r.PostForm["helpers"] {
			n.Helpers[key] = true
		}
		return s.youth.MarkAll(r.Context(), r.PathValue("id"), n, version(r))
	})
}

func (s *Server) postLessonOff(w http.ResponseWriter, r *http.Request) error {
	return s.onLesson(w, r, func() error { return s.youth.CallOff(r.Context(), r.PathValue("id")) })
}

// postCannotHelp says that the reader cannot come to a lesson at which she is booked.
func (s *Server) postCannotHelp(w http.ResponseWriter, r *http.Request) error {
	return s.onDrawn(w, r, func() (string, error) {
		to := centrePage(r, "?done=saved")
		if value(r, "from") == "today" {
			to = "/today?done=saved"
		}
		return to, s.youth.CannotHelp(r.Context(), value(r, "lesson"))
	}, s.centreDay)
}

func (s *Server) postHelperAt(w http.ResponseWriter, r *http.Request) error {
	return s.onLesson(w, r, func() error { return s.youth.BookHelper(r.Context(), r.PathValue("id"), value(r, "helper")) })
}

func (s *Server) postHelperOff(w http.ResponseWriter, r *http.Request) error {
	return s.onLesson(w, r, func() error { return s.youth.UnbookHelper(r.Context(), r.PathValue("id"), value(r, "off")) })
}

func (s *Server) postMakeUp(w http.ResponseWriter, r *http.Request) error {
	return s.onLesson(w, r, func() error {
		return s.youth.MakeUp(r.Context(), r.PathValue("id"), youth.MarkID(value(r, "missed")))
	})
}
