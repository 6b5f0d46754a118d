package web_test

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/collections"
	"example.org/pana/erasure"
	"example.org/pana/rights"
	"example.org/pana/youth"
)

// somebodyYoung opens a file at the centre in which there is something on every page:
// a group, an order, a wish for each kind of record to be put right, what left, a
// restriction and a hold.
func (c *crowd) somebodyYoung() (code string, id pana.ClientID) {
	c.t.Helper()
	saule := c.As("saule")
	must := func(err error) {
		c.t.Helper()
		if err != nil {
			c.t.Fatal(err)
		}
	}
	chapter, asked := youth.New(c.House, c.files, c.desk, collections.New(c.House, c.files)), rights.New(c.House, c.files)
	code, err := chapter.Open(saule, youth.NewYoung{Site: c.Centre.ID, Call: "Berik", Name: "Berik Invented", Sex: "male", AgeBand: "9-17"})
	must(err)
	id = c.id(&stood{code: code})
	must(chapter.Join(saule, id, youth.GroupID(c.thing["groups"]), "2026-11-02"))
	must(chapter.SetOrder(saule, id, youth.NewOrder{Basis: "court", Sessions: 4, From: "2026-11-02", Who: "Court 417", Report: []string{"sessions"}}))
	records, err := asked.Correctable(saule, code, "en")
	must(err)
	kinds := map[string]bool{}
	for _, r := range records {
		if kind, _, _ := strings.Cut(r.Ref, ":"); !kinds[kind] {
			kinds[kind] = true
			_, err := asked.AskCorrect(saule, id, code, r.Ref, "It was otherwise.")
			must(err)
		}
	}
	if !kinds["person"] {
		c.t.Fatalf("only %v of her file can be said to be wrong", kinds)
	}
	_, err = asked.AskCorrect(saule, id, code, "", "Something is missing.")
	must(err)
	_, err = asked.Disclose(saule, id, rights.NewDisclosure{Way: "spoken", Basis: "law", Recipient: "police"})
	must(err)
	must(erasure.New(c.House).HoldFile(saule, id, "court"))
	return code, id
}

// A file of the centre has pages of its own and shares those of rights and erasing
// with every other. From whichever of them somebody begins, no link ends nowhere, and
// none leads to the page that the file of a shelter would have. Addresses are taken
// from the router, so that a new page is walked without being named here.
func TestEveryLinkOfAYoungPersonsPagesLeadsSomewhere(t *testing.T) {
	t.Parallel()
	c := &crowd{served: serveHouse(t), actors: map[string]pana.Actor{}, thing: map[string]string{}}
	c.furnishYouth()
	c.join("Nurlan", pana.Grant{Role: pana.CentreHead, Site: c.Centre.ID})
	code, _ := c.somebodyYoung()
	for who, least := range map[string]int{"saule": 14, "nurlan": 4, "arman": 3} {
		var next []string
		from := map[string]string{}
		for _, a := range c.web.Addresses() {
			path := strings.ReplaceAll(a.Path, "{code}", code)
			if a.Method != "GET" || path == a.Path || strings.Contains(path, "{") {
				continue
			}
			if w := c.get(who, path); w.Code == http.StatusOK {
				next = append(next, path)
				from[path] = "the router"
			}
		}
		shared := 0
		for ; len(next) > 0; next = next[1:] {
			path := next[0]
			w := c.get(who, path)
			if w.Code != http.StatusOK && w.Code != http.StatusSeeOther {
				t.Errorf("%s: from %s to %s: status %d", who, from[path], path, w.Code)
				continue
			}
			if !strings.Contains(path, code) {
				continue // what follows is not about her
			}
			shared++
			for _, m := range linked.FindAllStringSubmatch(w.Body.String(), -1) {
				to := html.UnescapeString(m[1])
				if to == "/clients/"+code {
					t.Errorf("%s: %s leads to the page of a shelter", who, path)
				}
				if from[to] == "" && !strings.HasPrefix(to, "/static") {
					from[to] = path
					next = append(next, to)
				}
			}
		}
		if shared < least {
			t.Errorf("%s: only %d pages about her were walked", who, shared)
		}
	}
}

// From the hold of a file the way leads back to it, on either side.
func TestThePageOfAHoldLeadsBackToItsFile(t *testing.T) {
	t.Parallel()
	c := &crowd{served: serveHouse(t), actors: map[string]pana.Actor{}, thing: map[string]string{}}
	c.furnishYouth()
	young, _ := c.somebodyYoung()
	grown := c.furnish("a grown woman", c.Shelter.ID).code
	for code, home := range map[string]string{young: "/youth/files/" + young, grown: "/clients/" + grown} {
		if page := c.get("saule", "/clients/"+code+"/hold").Body.String(); !strings.Contains(page, `href="`+home+`"`) {
			t.Errorf("the page of a hold does not lead to %s", home)
		}
		if w := c.get("saule", home); w.Code != http.StatusOK {
			t.Errorf("%s: status %d", home, w.Code)
		}
	}
	// So does the page that asks why somebody opens so many files in one day.
	if page := c.get("saule", "/looks?to=/youth/files/"+young).Body.String(); !strings.Contains(page, `value="/youth/files/`+young+`"`) {
		t.Error("the page that asks why does not lead back to her file")
	}
}

// Two people have the page for corrections open; the second sees both values, loses
// nothing she typed, and what stood before can be read afterwards.
func TestAYoungPersonsNameIsPutRightOverHTTP(t *testing.T) {
	t.Parallel()
	c := &crowd{served: serveHouse(t), actors: map[string]pana.Actor{}, thing: map[string]string{}}
	c.furnishYouth()
	code, _ := c.somebodyYoung()
	path := "/youth/files/" + code + "/edit"
	send := func(who, version, name, sex, birth, why string) (int, string) {
		w := c.post(who, path, url.Values{"version": {version}, "name": {name}, "sex": {sex}, "age_band": {"9-17"}, "birth": {birth}, "why": {why}})
		return w.Code, w.Body.String()
	}
	if page := c.get("saule", "/clients/"+code+"/corrections").Body.String(); !strings.Contains(page, `href="`+path+`"`) {
		t.Error("what she says is wrong does not lead to where it is put right")
	}
	if status, page := send("arman", "1", "Birzhan Invented", "male", "14.03.2011", ""); status != http.StatusUnprocessableEntity || !strings.Contains(page, "Birzhan Invented") || !strings.Contains(page, "14.03.2011") {
		t.Errorf("without a reason: status %d", status)
	}
	if status, _ := send("arman", "1", "Birzhan Invented", "male", "on a Sunday", "x"); status != http.StatusUnprocessableEntity {
		t.Errorf("a day that is none: status %d", status)
	}
	if status, page := send("arman", "1", "Birzhan Invented", "male", "14.03.2011", "Certificate seen"); status != http.StatusSeeOther {
		t.Fatalf("status %d\n%s", status, page)
	}
	status, page := send("saule", "1", "Berik Otherwise", "male", "14.03.2011", "He says so")
	if status != http.StatusConflict || !strings.Contains(page, "Berik Otherwise") || !strings.Contains(page, "Birzhan Invented") || !strings.Contains(page, "He says so") {
		t.Errorf("a stale page: status %d\n%s", status, page)
	}
	if page := c.get("arman", path).Body.String(); !strings.Contains(page, "Berik Invented") || !strings.Contains(page, "Certificate seen") {
		t.Errorf("what stood before is not there:\n%s", page)
	}
	if w := c.get("dina", path); w.Code != http.StatusNotFound && w.Code != http.StatusForbidden {
		t.Errorf("the shelter reads it: status %d", w.Code)
	}
}

// Who leads a centre keeps its volunteers on the centre's pages, and no address of the
// one register finds somebody of the other.
func TestTheVolunteersOfACentreFromThePages(t *testing.T) {
	t.Parallel()
	s := serveHouse(t)
	s.join("Nurlan", pana.Grant{Role: pana.CentreHead, Site: s.Centre.ID})
	centre := "/youth/centres/" + string(s.Centre.ID)
	says(t, s.get("nurlan", centre), `href="`+centre+`/students"`)
	status(t, s.post("nurlan", centre+"/students", url.Values{"contact": {"after lessons"}}), 422)
	status(t, s.post("arman", centre+"/students", url.Values{"name": {"Olzhas Serik"}}), 403)
	status(t, s.post("nurlan", centre+"/students", url.Values{"name": {"Olzhas Serik"}, "site": {string(s.Shelter.ID)}}), 303)
	one := regexp.MustCompile(`/youth/students/[0-9a-f-]{36}`).FindString(s.get("arman", centre+"/students").Body.String())
	terms := url.Values{"version": {"0"}, "agreed": {"01.09.2026"}, "vetted": {"01.09.2026"}, "vetted_until": {"01.12.2026"}, "from": {"01.09.2026"}, "until": {"31.12.2026"}, "days": {"mon", "sat"}}
	status(t, s.post("nurlan", one, terms), 303)
	status(t, s.post("nurlan", one, terms), 409)
	status(t, s.post("nurlan", one+"/hours", url.Values{"kind": {"hours"}, "minutes": {"90"}, "what": {"English"}}), 303)
	wrong := s.post("nurlan", one+"/hours", url.Values{"kind": {"hours"}, "minutes": {"long"}, "what": {"A long afternoon"}})
	status(t, wrong, 422)
	says(t, wrong, "A long afternoon")
	status(t, s.post("nurlan", one+"/hours", url.Values{"kind": {"thanks"}, "what": {"A card from the group"}}), 303)
	status(t, s.post("nurlan", one+"/confirm", nil), 303)
	says(t, s.get("nurlan", one), "90 minutes", "Monday", "1 December 2026", "A card from the group", `href="`+centre+`/students"`)
	says(t, s.get("nurlan", centre), "Vetting holds until", one)
	if page := s.get("arman", one).Body.String(); strings.Contains(page, `name="minutes"`) {
		t.Error("a youth worker is offered what only who leads the centre keeps")
	}

	id := strings.TrimPrefix(one, "/youth/students/")
	// He is booked for a lesson from its own page, on a day that is his.
	status(t, s.post("nurlan", centre+"/groups", url.Values{"activity": {"english"}, "name": {"Kites"}}), 303)
	group := regexp.MustCompile(`/youth/groups/[0-9a-f-]{36}`).FindString(s.get("nurlan", centre+"/timetable").Body.String())
	status(t, s.post("nurlan", group+"/slots", url.Values{"weekday": {"1"}, "starts": {"15:00"}, "minutes": {"60"}, "from": {"01.11.2026"}}), 303)
	status(t, s.post("nurlan", group+"/slots", url.Values{"weekday": {"2"}, "starts": {"15:00"}, "minutes": {"60"}, "from": {"01.11.2026"}}), 303)
	lessons := regexp.MustCompile(`/youth/lessons/[0-9a-f-]{36}~`).FindAllString(s.get("nurlan", group).Body.String(), -1)
	monday, tuesday := "", ""
	for _, l := range lessons {
		for day, at := range map[string]*string{"2026-11-30": &monday, "2026-12-01": &tuesday} {
			if s.get("nurlan", l+day).Code == 200 {
				*at = l + day
			}
		}
	}
	key := "volunteer." + id
	no := s.post("nurlan", tuesday+"/helpers", url.Values{"helper": {key}})
	status(t, no, 422)
	says(t, no, "This person cannot come on that day of the week.", "Olzhas Serik")
	says(t, s.post("nurlan", monday+"/helpers", nil), "Choose somebody who helps at this centre.")
	status(t, s.post("arman", monday+"/helpers", url.Values{"helper": {key}}), 303)
	says(t, s.get("arman", monday), "Olzhas Serik · booked", "Take back")
	status(t, s.post("dina", monday+"/helpers", url.Values{"helper": {key}}), 403)
	// Who is not booked for it, and who has nothing to do with the centre, find no lesson.
	not := url.Values{"lesson": {strings.TrimPrefix(monday, "/youth/lessons/")}}
	status(t, s.post("nurlan", centre+"/cannot", not), 404)
	status(t, s.post("dina", centre+"/cannot", not), 403)
	status(t, s.post("arman", monday+"/helpers/off", url.Values{"off": {key}}), 303)
	says(t, s.get("arman", monday), "Nobody is booked.")
	for _, path := range []string{"/volunteers/" + id, "/youth/students/" + id + "x"} {
		status(t, s.get("saule", path), 404)
	}
	status(t, s.post("saule", "/volunteers/"+id+"/hours", url.Values{"kind": {"hours"}, "minutes": {"60"}}), 404)
	for _, who := range []string{"saule", "dina"} {
		if page := s.get(who, "/volunteers").Body.String(); strings.Contains(page, "Olzhas") || strings.Contains(page, "Bridge") {
			t.Errorf("%s finds the centre's in the register of the shelter", who)
		}
	}
	status(t, s.post("saule", "/volunteers", url.Values{"site": {string(s.Centre.ID)}, "name": {"Zarina"}}), 422)
	status(t, s.get("dina", one), 403)
	status(t, s.post("nurlan", one+"/end", nil), 303)
}

// Whoever leads a lesson today finds it on her first screen, and opens it from there.
func TestATeacherFindsTheLessonsThatSheLeadsToday(t *testing.T) {
	t.Parallel()
	s := serveHouse(t)
	s.join("Aizhan", pana.Grant{Role: pana.Teacher, Site: s.Centre.ID})
	s.join("Marzhan", pana.Grant{Role: pana.Teacher, Site: s.Centre.ID})
	centre := "/youth/centres/" + string(s.Centre.ID)
	status(t, s.post("arman", centre+"/groups", url.Values{"activity": {"english"}, "name": {"Kites"}}), 303)
	group := regexp.MustCompile(`/youth/groups/[0-9a-f-]{36}`).FindString(s.get("arman", centre+"/timetable").Body.String())
	leader := regexp.MustCompile(`value="([0-9a-f-]{36})"[^>]*>Aizhan`).FindStringSubmatch(s.get("arman", group).Body.String())[1]
	status(t, s.post("arman", group+"/slots", url.Values{"weekday": {"0"}, "starts": {"15:00"}, "minutes": {"60"}, "leader": {leader}}), 303)
	says(t, s.get("aizhan", "/today"), "you lead", "Kites", "/youth/lessons/")
	if page := s.get("marzhan", "/today").Body.String(); strings.Contains(page, "you lead") {
		t.Error("a lesson stands on the first screen of somebody else")
	}
}
