package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/collections"
	"example.org/pana/people"
	"example.org/pana/policy"
	"example.org/pana/web"
	"example.org/pana/youth"
)

// furnishYouth gives the youth centre a group with a lesson that was held today.
func (c *crowd) furnishYouth() {
	c.t.Helper()
	chapter, saule := youth.New(c.House, c.files, c.desk, collections.New(c.House, c.files)), c.As("saule")
	must := func(err error) {
		c.t.Helper()
		if err != nil {
			c.t.Fatalf("furnish the centre: %v", err)
		}
	}
	group, err := chapter.AddGroup(saule, c.Centre.ID, youth.NewGroup{Activity: "english", Name: "Kites"})
	must(err)
	slot, err := chapter.AddSlot(saule, group, youth.NewSlot{Weekday: 1, Starts: "10:00", Minutes: 60, From: "2026-11-02"})
	must(err)
	lesson := string(slot) + "~2026-11-16"
	must(chapter.MarkAll(saule, lesson, youth.Marking{}, 0))
	student, err := people.New(c.House, c.files).AddVolunteer(saule, people.NewOutsider{Site: c.Centre.ID, Name: "Olzhas Serik"})
	must(err)
	c.thing["students"] = string(student)
	c.thing["centres"], c.thing["groups"], c.thing["slots"], c.thing["lessons"] = string(c.Centre.ID), string(group), string(slot), lesson
}

// everybodys reports whether an act is one that every role has, or one of whoever
// opens the house: no page of it shows a record of a site.
func everybodys(act policy.Act) bool {
	if act == policy.AdmitToCircle || act == policy.StartHouse {
		return true
	}
	for _, role := range pana.Roles() {
		if !slices.ContainsFunc(policy.Rules(act), func(r policy.Rule) bool { return r.Role == role }) {
			return false
		}
	}
	return true
}

// bothSides are acts of which neither side learns anything of the other: each sees
// the things that lie at her own site, and anybody writes a complaint down, which is
// then read by those who answer for it.
var bothSides = []policy.Act{policy.SeeThings, policy.UseThings, policy.MoveThings, policy.Suggest, policy.FileComplaint}

// Every address of the program, as it stands in the router: whoever works at the
// youth centre reaches none of a shelter, and the reverse. A new address is asked
// without being named here.
func TestTheYouthCentreAndTheShelterAreSealedAtEveryAddress(t *testing.T) {
	t.Parallel()
	c := gather(t)
	theirs := []string{"nurlan", "arman", "aizhan", "olzhas"}
	c.join("Aizhan", pana.Grant{Role: pana.Teacher, Site: c.Centre.ID})
	c.join("Olzhas", pana.Grant{Role: pana.Volunteer, Site: c.Centre.ID})
	for _, name := range []string{"aizhan", "olzhas"} {
		c.signIn(name)
		c.actors[name] = pana.ActorFrom(c.As(name))
	}
	ours := []string{"dina", "erlan", "gulnar", "timur", "raushan", "bolat", "kamila", "lena"}
	asked, before := 0, c.rows("sessions", "asked_in_vain")
	refused := func(who string, a web.Address) {
		t.Helper()
		for _, s := range c.clients {
			if s.young && policy.Check(c.actors[who], a.Act, s.subject(who)) == nil {
				continue // an act of both sides, to a young person of her own
			}
			w := c.ask(who, a, s, s.subject(who))
			if asked++; w.Code != http.StatusForbidden && w.Code != http.StatusNotFound {
				t.Errorf("%s %s by %s about %s: status %d", a.Method, a.Path, who, s.name, w.Code)
			}
			if !strings.Contains(a.Path, "{code}") {
				return
			}
		}
	}
	for _, a := range c.web.Addresses() {
		if a.Open || everybodys(a.Act) || slices.Contains(bothSides, a.Act) {
			continue
		}
		side := theirs
		if strings.HasPrefix(a.Path, "/youth") {
			side = ours
		}
		for _, who := range side {
			refused(who, a)
		}
	}
	if asked < 1000 {
		t.Errorf("only %d times was anything asked", asked)
	}
	if after := c.rows("sessions", "asked_in_vain"); !maps.Equal(before, after) {
		t.Errorf("something was written: before %v, after %v", before, after)
	}
	// The same people do reach their own side.
	for who, path := range map[string]string{"aizhan": "/youth/lessons/" + c.thing["lessons"], "olzhas": "/youth/centres/" + c.thing["centres"], "arman": "/youth/centres/" + c.thing["centres"] + "/people",
		"nurlan": "/youth/centres/" + c.thing["centres"] + "/worries", "dina": "/clients", "timur": "/beds"} {
		if w := c.get(who, path); w.Code != http.StatusOK {
			t.Errorf("%s at %s: status %d", who, path, w.Code)
		}
	}
	for _, who := range []string{"aizhan", "olzhas"} {
		if w := c.get(who, "/youth/centres/"+c.thing["centres"]+"/people"); w.Code != http.StatusForbidden {
			t.Errorf("%s lists files: status %d", who, w.Code)
		}
	}
}

// One page, one press: who was there, without a script.
func TestAGroupIsMarkedOverHTTP(t *testing.T) {
	t.Parallel()
	s := serveHouse(t)
	s.join("Nurlan", pana.Grant{Role: pana.CentreHead, Site: s.Centre.ID})
	s.signIn("arman")
	centre := "/youth/centres/" + string(s.Centre.ID)
	moved := func(path string, f url.Values) string {
		t.Helper()
		w := s.post("arman", path, f)
		if w.Code != http.StatusSeeOther {
			t.Fatalf("POST %s: status %d\n%s", path, w.Code, w.Body)
		}
		to, _, _ := strings.Cut(w.Header().Get("Location"), "?")
		return to
	}
	if w := s.get("arman", "/youth"); w.Code != http.StatusSeeOther || w.Header().Get("Location") != centre {
		t.Errorf("/youth leads to %q", w.Header().Get("Location"))
	}
	group := moved(centre+"/groups", url.Values{"name": {"Kites"}, "activity": {"english"}})
	moved(group+"/slots", url.Values{"weekday": {"1"}, "starts": {"01:00"}, "minutes": {"60"}, "from": {"02.11.2026"}})
	file := moved(centre+"/people", url.Values{"call": {"Berik"}})
	code := strings.TrimPrefix(file, "/youth/files/")
	moved(file+"/groups", url.Values{"group": {strings.TrimPrefix(group, "/youth/groups/")}, "joined": {"02.11.2026"}})
	moved(file+"/order", url.Values{"basis": {"court"}, "sessions": {"3"}, "from": {"02.11.2026"}, "report": {"sessions"}})
	day := s.get("arman", centre).Body.String()
	at := strings.Index(day, "/youth/lessons/")
	if at < 0 {
		t.Fatalf("no lesson on the day of the centre:\n%s", day)
	}
	lesson := day[at : at+strings.IndexByte(day[at:], '"')]
	if page := s.get("arman", lesson).Body.String(); !strings.Contains(page, "Berik") || !strings.Contains(page, `name="mark_`+code+`"`) {
		t.Errorf("the page of a lesson:\n%s", page)
	}
	moved(lesson, url.Values{"seat": {code}, "all": {"yes"}, "version": {"0"}})
	if w := s.post("arman", lesson, url.Values{"seat": {code}, "mark_" + code: {"absent"}, "version": {"0"}}); w.Code != http.StatusConflict {
		t.Errorf("a stale page: status %d", w.Code)
	}
	if w := s.post("arman", lesson, url.Values{"seat": {code}, "mark_" + code: {"asleep"}, "version": {"1"}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("an unknown mark: status %d", w.Code)
	}
	for path, f := range map[string]url.Values{"/certificate": {"named": {"name"}}, "/report": {"named": {"code"}, "parts": {"sessions"}, "recipient": {"court"}, "basis": {"order"}}} {
		if w := s.post("arman", file+path, nil); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s with nothing chosen: status %d", path, w.Code)
		}
		if w := s.post("arman", file+path, f); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Bridge") {
			t.Errorf("%s: status %d", path, w.Code)
		}
	}
	if n := s.count(`SELECT COUNT(*) FROM disclosures`); n != 2 {
		t.Errorf("the register has %d lines", n)
	}
	for _, path := range []string{centre, centre + "/timetable", centre + "/people", centre + "/ideas", group, lesson, file, file + "/certificate", file + "/report"} {
		if w := s.get("arman", path); w.Code != http.StatusOK {
			t.Errorf("GET %s: status %d", path, w.Code)
		}
	}
	for _, path := range []string{file, "/clients/" + code, file + "/certificate"} {
		if w := s.get("dina", path); w.Code != http.StatusNotFound && w.Code != http.StatusForbidden {
			t.Errorf("the shelter at %s: status %d", path, w.Code)
		}
	}
}

// Her rights are those of everybody: her file is copied, traced and erased; what is
// left of it counts and is nobody's.
func TestAYoungPersonHasTheRightsOfEverybodyAndIsErased(t *testing.T) {
	t.Parallel()
	c := &crowd{served: serveHouse(t), actors: map[string]pana.Actor{}, thing: map[string]string{}}
	chapter, saule := youth.New(c.House, c.files, c.desk, collections.New(c.House, c.files)), c.As("saule")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	c.signIn("saule")
	c.furnishYouth()
	code, err := chapter.Open(saule, youth.NewYoung{Site: c.Centre.ID, Call: "Berik", Name: "Berik Invented"})
	must(err)
	s := &stood{code: code, name: "a young person"}
	id := c.id(s)
	group := youth.GroupID(c.thing["groups"])
	second, err := chapter.AddGroup(saule, c.Centre.ID, youth.NewGroup{Activity: "sport", Name: "Hoops"})
	must(err)
	must(chapter.Join(saule, id, group, "2026-11-02"))
	must(chapter.Join(saule, id, second, "2026-11-02"))
	must(chapter.SetOrder(saule, id, youth.NewOrder{Basis: "court", Sessions: 4, From: "2026-11-02", Who: "Court 417"}))
	must(chapter.AddGuardian(saule, id, youth.Guardian{Relation: "mother", Name: "Aigul"}))
	slot, _, _ := strings.Cut(c.thing["lessons"], "~")
	for _, on := range []string{"2026-11-02", "2026-11-09"} {
		must(chapter.MarkAll(saule, slot+"~"+on, youth.Marking{Marks: map[string]string{code: youth.Present}}, 0))
	}
	for _, path := range []string{"/rights", "/rights/copy", "/corrections", "/disclosures", "/trail", "/trail/sheet", "/erasure"} {
		if w := c.get("saule", "/clients/"+code+path); w.Code != http.StatusOK {
			t.Errorf("%s: status %d", path, w.Code)
		}
	}
	if page := c.get("saule", "/clients/"+code+"/rights").Body.String(); !strings.Contains(page, "/youth/files/"+code) {
		t.Error("the page of her rights leads nowhere back")
	}
	must(chapter.Leave(saule, id))
	c.close(s)
	if w := c.post("saule", "/clients/"+code+"/erasure", erasing(code)); w.Code != http.StatusSeeOther {
		t.Fatalf("erasing: %d %s", w.Code, w.Body)
	}
	for table, want := range map[string]int{"youth_people": 0, "youth_guardians": 0, "youth_orders": 1, "youth_marks": 2, "youth_members": 2} {
		if n := c.count(`SELECT COUNT(*) FROM ` + table); n != want {
			t.Errorf("%s has %d rows, want %d", table, n, want)
		}
		if n := c.count(`SELECT COUNT(*) FROM `+table+` WHERE client_id = $1`, string(id)); n != 0 {
			t.Errorf("%s still names her %d times", table, n)
		}
	}
	if n := c.count(`SELECT COUNT(*) FROM youth_marks WHERE mark = 'present' AND minutes = 60 AND lesson_id = '' AND by_staff = ''`); n != 2 {
		t.Errorf("%d marks are left to count", n)
	}
	if w := c.get("saule", "/youth/files/"+code); w.Code != http.StatusNotFound {
		t.Errorf("her file: status %d", w.Code)
	}
}
