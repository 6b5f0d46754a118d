package web_test

import (
	"html"
	"net/http"
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
