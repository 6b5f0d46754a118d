package web_test

import (
	"bytes"
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/intake"
	"example.org/pana/internal/db"
	"example.org/pana/internal/proof"
	"example.org/pana/people"
	"example.org/pana/policy"
	"example.org/pana/residence"
	"example.org/pana/rights"
	"example.org/pana/web"
)

// A crowd is the served house with one client for every way in which a reader
// can stand to one.
type crowd struct {
	*served
	actors  map[string]pana.Actor
	clients []*stood
	own     []string          // who is assigned to the first client
	checks  int               // answers compared with the table
	thing   map[string]string // by the first word of an address: an id that is there
}

// A stood is a client and how everyone stands to her.
type stood struct {
	name     string
	code     string
	site     pana.SiteID
	assigned []string
	present  bool
	against  []string // named in a conflict of interest
	absent   bool     // there is no such client
	young    bool     // of the youth centre
	papers   map[pana.Compartment]string
	notes    map[pana.Compartment]string
	lines    map[pana.Compartment]string // of the plan
	steps    map[pana.Compartment]string
	forms    map[pana.Compartment]string
	mail     map[pana.Compartment]string // letters that were handed out
	other    map[string]string           // people, consents, alerts: an id that is there
}

func gather(t *testing.T) *crowd {
	t.Helper()
	c := &crowd{served: serveHouse(t), actors: map[string]pana.Actor{}, thing: map[string]string{}, own: []string{"dina", "gulnar", "raushan", "bolat"}}
	c.join("Nurlan", pana.Grant{Role: pana.CentreHead, Site: c.Centre.ID})
	c.thing["staff"] = string(c.join("Temir", pana.Grant{Role: pana.Volunteer, Site: c.Shelter.ID}))
	names := append(housetest.Names(), "nurlan")
	for _, name := range names {
		c.signIn(name)
		c.actors[name] = pana.ActorFrom(c.As(name))
	}
	saule := c.As("saule")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	room, err := c.beds.AddRoom(saule, c.Shelter.ID, residence.NewRoom{Name: "Garden", Children: true, Beds: 3})
	must(err)
	c.thing["rooms"] = string(room)
	m, err := c.beds.Tonight(saule, c.Shelter.ID)
	must(err)
	c.thing["beds"] = string(m.Rooms[0].Beds[0].ID)
	org, err := c.files.AddOrganisation(saule, casework.NewOrganisation{Name: "River fund", Kind: "ngo"})
	must(err)
	c.thing["organisations"] = string(org)
	c.furnishFunding(org)
	request, err := c.desk.Record(saule, intake.NewRequest{Beds: 1})
	must(err)
	c.thing["requests"] = string(request)
	c.thing["forms"] = "pana-exit"
	c.thing["handovers"] = c.handedOver()
	c.thing["incidents"] = c.happened()
	c.thing["complaints"] = c.complained()
	c.thing["looks"], c.thing["people"] = c.thing["staff"], c.thing["staff"]
	volunteer, err := people.New(c.House, c.files).AddVolunteer(saule, people.NewOutsider{Site: c.Shelter.ID, Name: "Zarina"})
	must(err)
	visit, err := people.New(c.House, c.files).PlanVisit(saule, people.NewVisit{Site: c.Shelter.ID, On: "2026-12-01", Purpose: "To see the workshop"})
	must(err)
	c.furnishCollections()
	helper, err := people.New(c.House, c.files).AddHelper(saule, people.NewHelper{Part: people.Lawyer, Site: c.Shelter.ID, New: people.NewOutsider{Name: "Pavel Kim"}})
	must(err)
	c.thing["volunteers"], c.thing["visits"], c.thing["helpers"] = string(volunteer), string(visit), string(helper)
	c.furnishReport()
	c.thing["sessions"], c.thing["told"], c.thing["notices"] = "nobodys-group", "nothing-told", "nothing-told"
	c.thing["second"] = "nothing-asked"

	heads := []string{"saule", "marat"}
	others := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return slices.Contains(heads, n) })
	mine := c.furnish("her own client", c.Shelter.ID)
	mine.assigned, mine.present = c.own, true
	for _, n := range c.own {
		must(c.files.Assign(saule, c.id(mine), c.Staff(n), c.actors[n].Grants[0].Role))
	}
	mine.other["contacts"] = c.contact(mine)
	_, err = c.beds.Admit(saule, residence.Admission{Client: c.id(mine), Bed: pana.BedID(c.thing["beds"])})
	must(err)
	mine.other["early"], mine.other["instruments"] = c.early(c.id(mine)), c.measure(c.id(mine))
	ours := c.furnish("a client of the same site", c.Shelter.ID)
	child := c.furnish("the child of her own client", c.Shelter.ID) // whose file is the child's own
	c.set(c.id(child), `UPDATE clients SET child_of = $1 WHERE id = $2`, c.id(mine), c.id(child))
	closed := c.furnish("a client whose file is closed", c.Shelter.ID)
	c.close(closed)
	away := c.furnish("a young person of the centre", c.Shelter.ID)
	away.site, away.young = c.Centre.ID, true
	c.set(c.id(away), `UPDATE clients SET site_id = $1 WHERE id = $2`, c.Centre.ID, c.id(away))
	c.furnishYouth()
	kept := c.furnish("a client kept from everyone but the heads", c.Shelter.ID)
	fled := c.furnish("a client kept from the heads", c.Shelter.ID)
	must(c.files.Assign(saule, c.id(fled), c.Staff("dina"), pana.SocialWorker))
	fled.assigned = []string{"dina"}
	for _, n := range others {
		if n != "nurlan" {
			must(c.files.SetConflict(saule, c.id(kept), c.Staff(n)))
			kept.against = append(kept.against, n)
		}
	}
	for _, n := range heads {
		must(c.files.SetConflict(c.As("dina"), c.id(fled), c.Staff(n)))
		fled.against = append(fled.against, n)
	}
	gone := c.furnish("a client who was erased", c.Shelter.ID)
	c.erase(gone)
	nobody := *mine
	nobody.name, nobody.code, nobody.absent = "nobody's code", "KZ-19-417", true
	c.clients = []*stood{mine, ours, away, kept, fled, child, closed, gone, &nobody}
	return c
}

// furnish makes a client of a site with one of each thing that a file can hold.
func (c *crowd) furnish(name string, site pana.SiteID) *stood {
	c.t.Helper()
	a := c.come(site, casework.Names{ToUse: "Gulbahor"}, casework.Coded{Sex: "female", AgeBand: "24-26"})
	s := &stood{name: name, code: a.Code, site: site, papers: map[pana.Compartment]string{}, notes: map[pana.Compartment]string{}, other: map[string]string{}}
	saule := c.As("saule")
	must := func(id string, err error) string {
		c.t.Helper()
		if err != nil {
			c.t.Fatalf("furnish %s: %v", name, err)
		}
		return id
	}
	for _, p := range []pana.Compartment{pana.Identity, pana.Care, pana.Health, pana.Legal, pana.Safety} {
		doc, err := c.files.FileDocument(saule, a.Client, casework.NewDocument{Kind: "drawing", Compartment: p, File: bytes.NewReader(drawing())})
		s.papers[p] = must(string(doc), err)
		note, err := c.files.WriteNote(saule, a.Client, casework.NewNote{Compartment: p, Text: "An ordinary day."})
		s.notes[p] = must(string(note), err)
	}
	person, err := c.files.AddPerson(saule, a.Client, casework.NewPerson{Role: "mother", Name: "Oysha"})
	s.other["people"] = must(string(person), err)
	consent, err := c.files.RecordConsent(saule, a.Client, casework.NewConsent{Purpose: pana.ServiceFile})
	s.other["consents"] = must(string(consent), err)
	term, err := c.beds.SetTerm(saule, a.Client, residence.NewTerm{Payer: "state", Until: "2026-12-31"})
	must(term, err)
	s.other["asks"] = must(c.beds.AskTerm(saule, a.Client, residence.NewTermAsk{Term: term, Wanted: "2027-03-31", Reason: "A hearing."}))
	c.furnishLegal(a, s)
	c.furnishTherapy(a, s)
	c.furnishReturn(a, s)
	c.furnishFollowUp(a, s)
	c.furnishHealth(s, a.Client)
	c.furnishPlan(a, s)
	c.furnishLearning(s, a.Client)
	c.furnishBelongings(s, a.Client)
	c.furnishStories(s, a.Client)
	c.furnishLetters(s, a.Client)
	c.furnishForms(a, s)
	s.other["alerts"] = must(c.files.RaiseAlert(saule, a.Client, casework.NewAlert{Text: "Does not open the door."}))
	s.other["disclosures"] = must(rights.New(c.House, c.files).Disclose(saule, a.Client, rights.NewDisclosure{Way: "spoken", Basis: "law", Recipient: "police"}))
	s.other["corrections"] = must(rights.New(c.House, c.files).AskCorrect(saule, a.Client, a.Code, "", "My name is spelled otherwise."))
	s.other["orders"] = must(rights.New(c.House, c.files).RecordOrder(saule, a.Client, rights.NewOrder{Recipient: "court", Court: "The city court, 17", Fields: []string{"note.told"}}))
	s.other["areas"] = "health"
	s.other["danger"] = "nothing-open"
	s.other["reviews"] = must("1", c.needs.Review(saule, a.Client, assessment.NewReview{Told: "It is quiet."}))
	return s
}

func (c *crowd) id(s *stood) pana.ClientID {
	c.t.Helper()
	var id pana.ClientID
	c.read(func(ctx context.Context, tx *db.Tx) (err error) {
		id, err = db.Get[pana.ClientID](ctx, tx, `SELECT id FROM clients WHERE code = $1`, s.code)
		return err
	})
	return id
}

// subject is what policy would be told of the client when name looks: from how
// the test made them, not from the database.
func (s *stood) subject(name string) policy.Subject {
	return policy.Subject{Client: "someone", Site: s.site, Present: s.present,
		Assigned: slices.Contains(s.assigned, name), Conflicted: slices.Contains(s.against, name), Young: s.young}
}

// address fills in the variables of a path with things that are there and that
// the actor, if she may do the act at all, may do it to.
func (c *crowd) address(path string, s *stood, actor pana.Actor, subject policy.Subject) string {
	words := strings.Split(strings.TrimPrefix(path, "/"), "/")
	readable := func(things map[pana.Compartment]string, act func(pana.Compartment) policy.Act) string {
		for _, p := range pana.Compartments() {
			if things[p] != "" && policy.Reads(actor, p, subject) && policy.Check(actor, act(p), subject) == nil {
				return things[p]
			}
		}
		return things[pana.Care]
	}
	for i, w := range words {
		switch {
		case w == "{code}":
			words[i] = s.code
		case w == "{month}", w == "{id}" && words[0] == "funding":
			words[i] = c.thing[words[i-1]] // the house's own, below one word more
		case w == "{id}" && i > 1 && words[i-1] == "documents":
			words[i] = readable(s.papers, policy.ReadAct)
		case w == "{id}" && i > 1 && words[i-1] == "notes":
			words[i] = readable(s.notes, policy.WriteAct) // of a note, what she may add to
		case w == "{id}" && i > 1 && words[i-1] == "letters":
			words[i] = readable(s.mail, policy.ReadAct)
		case w == "{id}" && i > 1 && words[i-1] == "lines":
			words[i] = readable(s.lines, policy.ReadAct)
		case w == "{id}" && i > 1 && words[i-1] == "steps":
			words[i] = readable(s.steps, policy.ReadAct)
		case w == "{id}" && i > 1 && words[i-1] == "forms":
			words[i] = readable(s.forms, policy.WriteAct)
		case w == "{id}" && i > 1 && s.other[words[i-1]] != "":
			words[i] = s.other[words[i-1]]
		case w == "{id}", w == "{room}", w == "{bed}", w == "{answer}":
			words[i] = c.thing[words[i-1]]
		}
	}
	return "/" + strings.Join(words, "/")
}

// sends is what the matrix posts where an empty form would do harm or say
// nothing about leave.
func (c *crowd) sends(path string, actor pana.Actor, subject policy.Subject) url.Values {
	switch path {
	case "/settings":
		return url.Values{"language": {"en"}}
	case "/clients/{code}/again":
		return url.Values{"children": {"900"}} // nobody is to be given a bed here
	case "/clients/{code}/notes/new", "/clients/{code}/notes/{id}/correct", "/clients/{code}/documents":
		for _, p := range []pana.Compartment{pana.Care, pana.Health, pana.Legal, pana.Identity} {
			if policy.Check(actor, policy.WriteAct(p), subject) == nil {
				return url.Values{"compartment": {string(p)}}
			}
		}
	}
	return nil
}

// narrower are routes on which more than the act decides, and why. Whoever the
// table refuses is refused there too.
var narrower = map[string]string{
	"POST /lock":                      "stops the house for everyone",
	"POST /settings/passphrase":       "a wrong passphrase is refused",
	"POST /staff/admit":               "nobody waits for admission",
	"POST /arrivals/{code}/seen":      "nobody has arrived",
	"POST /arrivals/{code}/guardian":  "nobody has arrived",
	"GET /sessions/{id}":              "a group is its leader's",
	"GET /complaints/{id}":            "whoever is complained of does not find it, and while a head can answer nobody else does",
	"POST /complaints/{id}":           "the same",
	"POST /sessions/{id}":             "the same",
	"POST /told/{id}":                 "only who was told can say that she has seen it",
	"POST /notices/{id}/seen":         "the same",
	"POST /second/{id}/agree":         "only who was asked to be the second can agree",
	"POST /second/{id}/end":           "the same, or who asked",
	"POST /youth/centres/{id}/strike": "no term is named",
	"POST /youth/centres/{id}/cannot": "no lesson is named for which the reader is booked",
	"POST /youth/groups/{id}/place":   "no hour is named",
	"POST /night/roster/offer":        "no turn of the reader's own is named",
	"POST /night/roster/answer":       "no offer is named",
	"POST /night/roster/undo":         "the same",
	"GET /reports/draft":              "neither agreement nor period is named",
	"GET /clients/{code}/workers":     "of a young person it stands on her own page",
	"POST /clients/{code}/conflict":   "the same",

	"POST /youth/files/{code}/guardians/end": "no guardian is named",

	"POST /clients/{code}/danger/{id}/end": "nothing is open in danger",
	"POST /requests/{id}/indicators":       "night duty takes requests down and does not read them again",
	"POST /requests/{id}/identification":   "the same",
	"POST /requests/{id}/eligibility":      "the same",

	"GET /clients/{code}/trust/contacts/{id}":  "a contact is corrected by who noted it",
	"POST /clients/{code}/trust/contacts/{id}": "the same",
}

func (c *crowd) ask(name string, a web.Address, s *stood, subject policy.Subject) *httptest.ResponseRecorder {
	path := c.address(a.Path, s, c.actors[name], subject)
	if a.Method == "GET" {
		return c.get(name, path)
	}
	return c.post(name, path, c.sends(a.Path, c.actors[name], subject))
}

// What every address does, whoever asks, about whomever.
func TestMatrixOfAddresses(t *testing.T) {
	t.Parallel()
	c := gather(t)
	t.Cleanup(func() {
		proof.Say(t, "routes x people x relations x methods", c.checks, 0, "no deviation; %d addresses, %d people, %d relations", len(c.web.Addresses()), len(c.actors), len(c.clients))
	})
	t.Run("who has not signed in is led to the door", c.leadsToTheDoor)
	t.Run("every other method is refused", c.refusesOtherMethods)
	t.Run("a post from another site is not carried out", c.refusesOtherSites)
	t.Run("a foreign name reaches nothing", c.refusesForeignNames)
	t.Run("each answers as the table of acts says", c.answersAsPolicySays)
}

// answersAsPolicySays has everyone ask every address about every kind of client.
func (c *crowd) answersAsPolicySays(t *testing.T) {
	answers := map[int]int{}
	never := c.clients[len(c.clients)-1]
	for _, a := range c.web.Addresses() {
		route := a.Method + " " + a.Path
		if a.Open {
			continue
		}
		for name, actor := range c.actors {
			could := policy.May(actor, a.Act)
			if could && narrower[route] != "" {
				continue
			}
			if !strings.Contains(a.Path, "{code}") {
				w := c.ask(name, a, c.clients[0], policy.Subject{})
				answers[w.Code]++
				// Whoever works elsewhere finds nothing of a youth centre.
				elsewhere := could && strings.HasPrefix(a.Path, "/youth") && policy.Check(actor, a.Act, policy.Subject{Site: c.Centre.ID}) != nil
				c.holds(t, route, name, w, !could, elsewhere)
				continue
			}
			none := c.ask(name, a, never, never.subject(name))
			for _, s := range c.clients[:len(c.clients)-1] {
				subject := s.subject(name)
				hidden := s.absent || policy.Hidden(actor, a.Act, subject)
				may := could && policy.Check(actor, a.Act, subject) == nil
				w := c.ask(name, a, s, subject)
				answers[w.Code]++
				c.holds(t, route, name+" about "+s.name, w, !could || !hidden && !may, hidden)
				if c.checks++; hidden && !same(w, none) {
					t.Errorf("%s: %s can tell %s from %s: %d and %d\n%s", route, name, s.name, never.name, w.Code, none.Code,
						cmp.Diff(none.Header(), w.Header()))
				}
			}
		}
	}
	t.Logf("answers by status: %v", answers)
	for _, code := range []int{200, 303, 403, 404, 422} {
		if answers[code] == 0 {
			t.Errorf("nobody was ever answered %d: too little is asked", code)
		}
	}
}

// holds compares an answer with what policy says.
func (c *crowd) holds(t *testing.T, route, who string, w *httptest.ResponseRecorder, refused, hidden bool) {
	t.Helper()
	c.checks++
	got := w.Code
	switch {
	case got >= 500:
		t.Errorf("%s: %s: status %d", route, who, got)
	case refused && got != http.StatusForbidden:
		t.Errorf("%s: %s: status %d, want 403", route, who, got)
	case refused:
	case hidden && got != http.StatusNotFound:
		t.Errorf("%s: %s: status %d, want 404", route, who, got)
	case hidden:
	case got == http.StatusForbidden, got == http.StatusNotFound, got == http.StatusMethodNotAllowed:
		t.Errorf("%s: %s: status %d although policy allows it", route, who, got)
	case got == http.StatusSeeOther && w.Header().Get("Location") == "/sign-in":
		t.Errorf("%s: %s is sent to the door", route, who)
	}
}

// same reports whether two answers cannot be told apart.
func same(a, b *httptest.ResponseRecorder) bool {
	return a.Code == b.Code && reflect.DeepEqual(a.Header(), b.Header()) && bytes.Equal(a.Body.Bytes(), b.Body.Bytes())
}

func (c *crowd) leadsToTheDoor(t *testing.T) {
	before := c.rows()
	cut := *c.signIn("dina")
	cut.Value = cut.Value[:len(cut.Value)-4]
	for _, a := range c.web.Addresses() {
		if a.Open {
			continue
		}
		for who, cookie := range map[string]*http.Cookie{"nobody": nil, "a cut cookie": &cut, "a foreign cookie": {Name: "pana", Value: "x"}} {
			path := c.address(a.Path, c.clients[0], pana.Actor{}, policy.Subject{})
			r := httptest.NewRequest(a.Method, path, nil)
			w := c.send(cookie, r)
			c.checks++
			if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/sign-in" {
				t.Errorf("%s %s with %s: status %d, leads to %q", a.Method, a.Path, who, w.Code, w.Header().Get("Location"))
			}
		}
	}
	if diff := cmp.Diff(before, c.rows()); diff != "" {
		t.Errorf("something was written:\n%s", diff)
	}
}

func (c *crowd) refusesOtherMethods(t *testing.T) {
	has, known := map[string]bool{}, http.NewServeMux()
	for _, a := range c.web.Addresses() {
		has[a.Path] = true
		known.HandleFunc(a.Method+" "+a.Path, func(http.ResponseWriter, *http.Request) {})
	}
	for _, path := range slices.Sorted(maps.Keys(has)) {
		at := c.address(path, c.clients[0], c.actors["saule"], c.clients[0].subject("saule"))
		if path == "/{$}" {
			at = "/"
		}
		for _, method := range []string{"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"} {
			// "GET /clients/find" is a file whose code is "find".
			if _, pattern := known.Handler(httptest.NewRequest(method, at, nil)); pattern != "" {
				continue
			}
			for _, name := range []string{"saule", ""} {
				c.checks++
				if w := c.as(name, httptest.NewRequest(method, at, nil)); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") == "" {
					t.Errorf("%s %s as %q: status %d, allows %q", method, path, name, w.Code, w.Header().Get("Allow"))
				}
			}
		}
	}
}

func (c *crowd) refusesOtherSites(t *testing.T) {
	before := c.rows()
	for _, a := range c.web.Addresses() {
		if a.Method != "POST" {
			continue
		}
		path := c.address(a.Path, c.clients[0], c.actors["saule"], c.clients[0].subject("saule"))
		for header, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"} {
			r := form(path, nil)
			r.Header.Set(header, value)
			c.checks++
			if w := c.as("saule", r); w.Code != http.StatusForbidden {
				t.Errorf("%s with %s: status %d", path, header, w.Code)
			}
		}
	}
	if diff := cmp.Diff(before, c.rows()); diff != "" {
		t.Errorf("something was written:\n%s", diff)
	}
}

func (c *crowd) refusesForeignNames(t *testing.T) {
	for _, a := range c.web.Addresses() {
		path := c.address(a.Path, c.clients[0], c.actors["saule"], c.clients[0].subject("saule"))
		for _, host := range []string{"elsewhere.example", "localhost.elsewhere.example", "192.168.1.20:8484", "127.0.0.1.nip.example", "xn--localhost-"} {
			r := httptest.NewRequest(a.Method, strings.Replace(path, "{$}", "", 1), nil)
			r.Host = host
			c.checks++
			if w := c.as("saule", r); w.Code != http.StatusMisdirectedRequest {
				t.Errorf("%s %s asked as %s: status %d", a.Method, path, host, w.Code)
			}
		}
	}
	for _, host := range []string{"localhost", "localhost:8484", "127.0.0.1:8484", "[::1]:8484", "LOCALHOST."} {
		r := httptest.NewRequest("GET", "/today", nil)
		r.Host = host
		if w := c.as("saule", r); w.Code != 200 {
			t.Errorf("asked as %s: status %d", host, w.Code)
		}
	}
}
