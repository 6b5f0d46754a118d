package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/belongings"
	"example.org/pana/internal/locale"
)

// furnishBelongings writes one of each thing that can be kept, handed back and given.
func (c *crowd) furnishBelongings(s *stood, client pana.ClientID) {
	c.t.Helper()
	saule, b := c.As("saule"), belongings.New(c.House, c.files)
	id, _, err := b.Keep(saule, client, belongings.NewKept{Kind: belongings.Money, Amount: 500, Place: "safe"})
	if err == nil {
		err = b.HandBack(saule, client, id, 1, belongings.NewHanded{Amount: 100})
	}
	if err == nil {
		_, err = b.Give(saule, client, belongings.NewGiven{Kind: "clothes"})
	}
	if err != nil {
		c.t.Fatalf("furnish belongings: %v", err)
	}
	p, err := b.Read(saule, s.code)
	if err != nil {
		c.t.Fatal(err)
	}
	s.other["kept"], s.other["back"] = string(id), p.Kept[0].Handed[0].ID
}

func TestEveryPageOfBelongingsIsThereInEveryLanguage(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	file := "/clients/" + code + "/belongings"
	status(t, s.post("dina", file+"/keep", url.Values{"kind": {"money"}, "amount": {"40 000"}, "currency": {"KZT"}, "place": {"safe"}, "what": {"From the exhibition"}}), 303)
	s.Clock.Advance(time.Second)
	b := belongings.New(s.House, s.files)
	p, err := b.Read(s.As("dina"), code)
	if err != nil || len(p.Kept) != 1 {
		t.Fatalf("kept: %+v, %v", p.Kept, err)
	}
	kept := file + "/kept/" + string(p.Kept[0].ID)
	for _, lang := range locale.Langs() {
		s.readIn("dina", lang)
		for _, path := range []string{file, file + "/keep", file + "/give", kept, kept + "/receipt", "/safe"} {
			page := s.get("dina", path)
			status(t, page, http.StatusOK)
			keyless(t, page)
			says(t, page, code)
		}
		for path, bad := range map[string]url.Values{
			file + "/keep": {"kind": {"elephant"}, "what": {"kept as typed"}}, file + "/give": {"kind": {"clothes"}, "quantity": {"many"}, "what": {"kept as typed"}},
			kept + "/back": {"version": {"1"}, "amount": {"40001"}, "note": {"kept as typed"}},
		} {
			before := s.words()
			page := s.post("dina", path, bad)
			status(t, page, http.StatusUnprocessableEntity)
			keyless(t, page)
			says(t, page, "kept as typed")
			if after := s.words(); after != before {
				t.Errorf("%s: something of it was kept", path)
			}
		}
	}
	s.readIn("dina", locale.EN)
	says(t, s.post("dina", file+"/keep", url.Values{"kind": {"paper"}, "amount": {"3"}}), "A sum belongs to money only.")
	says(t, s.get("dina", file), "40\u00a0000", "not signed yet")
	status(t, s.post("dina", kept+"/back", url.Values{"version": {"1"}, "amount": {"15 000"}}), 303)
	stale := s.post("dina", kept+"/back", url.Values{"version": {"1"}, "amount": {"15 000"}})
	status(t, stale, http.StatusConflict)
	says(t, stale, "25\u00a0000")
}

// The safe can be counted at a desk by those who meet no word of hers, and names none.
func TestTheListOfTheSafeSaysNothingOfWhatIsInAnEnvelope(t *testing.T) {
	s := openShelter(t)
	code := s.woman()
	status(t, s.post("dina", "/clients/"+code+"/belongings/keep", url.Values{"kind": {"paper"}, "place": {"safe"}, "what": {"Passport of Uzbekistan"}}), 303)
	page := s.get("saule", "/safe")
	says(t, page, code, "No. 1", "The safe")
	if strings.Contains(page.Body.String(), "Uzbekistan") {
		t.Error("the list tells what is in an envelope")
	}
	status(t, s.get("lena", "/safe"), http.StatusForbidden)
	s.sleeps(code)
	says(t, s.get("timur", "/safe"), code)
}
