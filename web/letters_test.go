package web_test

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/house/housetest"
	gapped "example.org/pana/internal/blank"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/letters"
	"example.org/pana/people"
	"example.org/pana/rights"
)

// mail is the chapter of letters in the house of the crowd.
func (c *crowd) mail() *letters.Letters {
	return letters.New(c.House, c.files, rights.New(c.House, c.files), funding.New(c.House, c.files, people.New(c.House, c.files)))
}

// furnishTemplate brings a template of the house, and says how letters begin.
func (c *crowd) furnishTemplate() {
	c.t.Helper()
	file, err := gapped.Write([]gapped.Para{{Text: "{{text}}"}})
	if err != nil {
		c.t.Fatal(err)
	}
	id, err := c.mail().KeepTemplate(c.As("saule"), letters.Template{Name: "Ours", Kind: "office", Language: "ru"}, bytes.NewReader(file))
	if err != nil {
		c.t.Fatalf("furnish templates: %v", err)
	}
	c.thing["letter-templates"] = string(id)
}

// furnishLetters hands out a letter in each part of the file that has letters.
func (c *crowd) furnishLetters(s *stood, client pana.ClientID) {
	c.t.Helper()
	all, saule := c.mail(), c.As("saule")
	if set, err := all.Settings(saule); err != nil || set.Version == 0 {
		if err := all.SetSettings(saule, "Invented fund", 0); err != nil {
			c.t.Fatalf("furnish letters: %v", err)
		}
	}
	s.mail = map[pana.Compartment]string{}
	for kind, part := range map[string]pana.Compartment{"police": pana.Legal, "clinic": pana.Health, "office": pana.Care} {
		to := map[string]string{"police": "police", "clinic": "health", "office": "ministry"}[kind]
		office, err := c.files.AddOrganisation(saule, casework.NewOrganisation{Name: "An office", Kind: to, Roles: []string{"funder"}})
		if err != nil {
			c.t.Fatalf("furnish letters: %v", err)
		}
		id, err := all.Write(saule, client, "", 0, letters.NewLetter{Kind: kind, Language: "ru", Organisation: office, Named: letters.ByCode, Basis: "wish", Subject: "A quiet request", Text: "We ask for nothing."})
		if err == nil {
			err = all.HandOut(saule, s.code, id, letters.Out{Edition: 1, Checked: true, Told: rights.Told})
		}
		if err != nil {
			c.t.Fatalf("furnish letters: %v", err)
		}
		s.mail[part] = string(id)
	}
}

func TestALetterFromThePagesInEveryLanguage(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	file := "/clients/" + code + "/letters"
	office, err := s.files.AddOrganisation(s.As("saule"), casework.NewOrganisation{Name: "Invented police office", Kind: "police", Contact: "2 Invented street", Roles: []string{"funder"}})
	if err != nil {
		t.Fatal(err)
	}
	status(t, s.post("saule", "/letter-templates/head", url.Values{"version": {"0"}, "head": {"Invented fund"}}), 303)
	letter := url.Values{"kind": {"police"}, "organisation": {string(office)}, "named": {"code"}, "basis": {"law"}, "ground": {"article 1"}, "facts": {"citizenship"},
		"subject": {"Papers"}, "text": {"Please give the passport back."}, "language": {"en"}}
	status(t, s.post("dina", file+"/new", letter), 303)
	at := regexp.MustCompile(regexp.QuoteMeta(file) + `/[0-9a-f-]{36}`).FindString(s.get("dina", file).Body.String())
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		s.readIn("saule", lang)
		for _, path := range []string{file, file + "/new?kind=court", file + "/new", at, at + "/text"} {
			page := s.get("dina", path)
			status(t, page, http.StatusOK)
			keyless(t, page)
			says(t, page, code)
		}
		for _, path := range []string{"/letter-templates", "/journal", "/journal?month=2026-10"} {
			page := s.get("saule", path)
			status(t, page, http.StatusOK)
			keyless(t, page)
		}
		bad := s.post("dina", file+"/new", url.Values{"kind": {"police"}, "text": {"kept as typed"}, "language": {"en"}})
		status(t, bad, http.StatusUnprocessableEntity)
		keyless(t, bad)
		says(t, bad, "kept as typed")
		refused := s.post("dina", at+"/out", url.Values{"version": {"1"}})
		status(t, refused, http.StatusUnprocessableEntity)
		keyless(t, refused)
		page := s.send("saule", "/letter-templates", []byte("PK\x03\x04"), url.Values{"name": {"Nothing"}, "kind": {"police"}, "language": {"ru"}})
		status(t, page, http.StatusUnprocessableEntity)
		keyless(t, page)
	}
	s.readIn("dina", locale.EN)
	s.readIn("saule", locale.EN)
	status(t, s.get("saule", "/journal?month=yesterday"), http.StatusNotFound)
	status(t, s.get("dina", at+"/file"), http.StatusConflict)
	status(t, s.get("dina", at+"/print"), http.StatusConflict)
	before := s.disclosed()
	status(t, s.post("dina", at+"/out", url.Values{"version": {"1"}, "checked": {"yes"}, "told": {"yes"}}), 303)
	if n := s.disclosed(); n != before+1 {
		t.Errorf("the register has %d lines, and had %d", n, before)
	}
	says(t, s.get("saule", "/clients/"+code+"/disclosures"), "Letter to an office")
	paper := s.get("dina", at+"/print")
	status(t, paper, http.StatusOK)
	says(t, paper, "Invented fund", "Please give the passport back.", ">1/2026<", code)
	out := s.get("dina", at+"/file")
	status(t, out, http.StatusOK)
	if head := out.Header().Get("Content-Disposition"); head != `attachment; filename="document.docx"` {
		t.Errorf("it is called %s", head)
	}
	text, err := gapped.Text(out.Body.Bytes())
	if err != nil || !strings.Contains(text, "Please give the passport back.") || !strings.Contains(text, "2 Invented street") || strings.Contains(text, "{{") {
		t.Errorf("the document says %q, %v", text, err)
	}
	for _, who := range []string{"lena", "vera", "kamila", "timur"} {
		status(t, s.get(who, at+"/file"), http.StatusForbidden)
		status(t, s.post(who, at+"/out", nil), http.StatusForbidden)
		status(t, s.get(who, "/journal"), http.StatusForbidden)
	}
	status(t, s.get("dina", file+"/nothing"), http.StatusNotFound)
	status(t, s.post("dina", at+"/drop", nil), http.StatusConflict)
}

func TestTheJournalIsHandedOutOnPaperAndAsATable(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	s.sleeps(code)
	office, err := s.files.AddOrganisation(s.As("saule"), casework.NewOrganisation{Name: "Invented inspection", Kind: "city", Roles: []string{"funder"}})
	if err != nil {
		t.Fatal(err)
	}
	var client pana.ClientID
	if err := s.House.DB.View(s.As("saule"), func(tx *db.Tx) (err error) {
		client, err = db.Get[pana.ClientID](context.Background(), tx, `SELECT id FROM clients WHERE code = $1`, code)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if err := funding.New(s.House, s.files, people.New(s.House, s.files)).Tick(s.As("saule"), s.Shelter.ID, "2026-11-23", "meals", []pana.ClientID{client}); err != nil {
		t.Fatal(err)
	}
	says(t, s.get("saule", "/journal?month=2026-11"), code, "23.11.2026")
	order := url.Values{"month": {"2026-11"}, "organisation": {string(office)}, "named": {"code"}, "basis": {"law"}, "way": {"print"}}
	status(t, s.post("saule", "/journal", order), http.StatusUnprocessableEntity)
	order.Set("ground", "order 263")
	paper := s.post("saule", "/journal", order)
	status(t, paper, http.StatusOK)
	says(t, paper, code, "Signature")
	order.Set("way", "file")
	table := s.post("saule", "/journal", order)
	status(t, table, http.StatusOK)
	if head := table.Header().Get("Content-Disposition"); head != `attachment; filename="journal.xlsx"` || !bytes.HasPrefix(table.Body.Bytes(), []byte("PK")) {
		t.Errorf("it is called %s", head)
	}
	order.Set("named", "name")
	status(t, s.post("saule", "/journal", order), http.StatusUnprocessableEntity)
	for field, with := range map[string]string{"own": housetest.Passphrase("saule"), "name": "marat", "second": housetest.Passphrase("marat")} {
		order.Set(field, with)
	}
	status(t, s.post("saule", "/journal", order), http.StatusOK)
	says(t, s.get("saule", "/clients/"+code+"/disclosures"), "Line in the journal of services")
	status(t, s.post("dina", "/journal", order), http.StatusForbidden)
}
