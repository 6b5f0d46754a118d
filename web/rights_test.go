package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana/casework"
	"example.org/pana/house/housetest"
)

var hiddenWords = regexp.MustCompile(`name="words" value="([^"]+)"`)

func TestACopyIsAPageForHerHandOrAFileWhoseWordsAreShownOnce(t *testing.T) {
	t.Parallel()
	c := gather(t)
	mine := c.clients[0]
	if _, err := c.files.WriteNote(c.As("dina"), c.id(mine), casework.NewNote{Told: "Oysha sings in the morning."}); err != nil {
		t.Fatal(err)
	}
	file := "/clients/" + mine.code
	says(t, c.get("dina", file), file+"/rights")
	says(t, c.get("dina", file+"/rights"), file+"/rights/copy")
	says(t, c.get("dina", file+"/rights/copy"), "Care and daily life", "Only if paper about this")
	wish := url.Values{"parts": {"care", "health"}, "language": {"kk"}, "way": {"copy-print"}}
	w := c.post("dina", file+"/rights/copy", wish)
	status(t, w, 200)
	says(t, w, "Сіз туралы не жазылған", "[есім] sings in the morning.", mine.code)
	for _, never := range []string{"Gulbahor", "Oysha", "Dina", "Shelter"} {
		if strings.Contains(w.Body.String(), never) {
			t.Errorf("the paper says %s", never)
		}
	}
	wish.Set("way", "copy-file")
	w = c.post("dina", file+"/rights/copy", wish)
	status(t, w, 200)
	m := hiddenWords.FindStringSubmatch(w.Body.String())
	if m == nil || len(strings.Fields(m[1])) != 7 {
		t.Fatalf("the words: %q", m)
	}
	wish.Set("words", m[1])
	w = c.post("dina", file+"/rights/copy/file", wish)
	status(t, w, 200)
	if got := w.Header().Get("Content-Disposition"); got != `attachment; filename="copy.age"` || !strings.HasPrefix(w.Body.String(), "age-encryption.org/v1\n-> scrypt") {
		t.Errorf("the file: %q, %.40q", got, w.Body)
	}
	if strings.Contains(c.log.String(), m[1]) || c.count(`SELECT COUNT(*) FROM disclosures WHERE client_id = $1 AND way LIKE 'copy-%'`, string(c.id(mine))) != 2 {
		t.Error("the words are in the log, or the register has not both copies")
	}
	none := c.post("dina", file+"/rights/copy", url.Values{"language": {"kk"}, "way": {"copy-print"}})
	status(t, none, 422)
	says(t, none, "Choose at least one part.")
}

func TestWhatWasToldByWordOfMouthIsWrittenDownAndTheClientIsToldOfIt(t *testing.T) {
	t.Parallel()
	c := gather(t)
	mine := c.clients[0]
	list := "/clients/" + mine.code + "/disclosures"
	status(t, c.post("dina", list, url.Values{"way": {"spoken"}, "recipient": {"police"}}), 422)
	w := c.post("dina", list, url.Values{"way": {"spoken"}, "recipient": {"police"}, "basis": {"danger"}, "to": {"The officer on duty"}, "what": {"That she is not at home."}, "told": {"not-yet"}})
	status(t, w, http.StatusSeeOther)
	w = c.get("gulnar", list)
	says(t, w, "Police: The officer on duty. Ground: Danger to life.", "That she is not at home.", "Still to be told")
	says(t, c.get("saule", "/house/disclosures"), mine.code, "Still to be told")
	id := ""
	for _, m := range regexp.MustCompile(`/disclosures/([0-9a-f-]{36})/told`).FindAllStringSubmatch(w.Body.String(), -1) {
		if m[1] != mine.other["disclosures"] {
			id = m[1]
		}
	}
	status(t, c.post("dina", list+"/"+id+"/told", url.Values{"version": {"1"}, "told": {"no"}}), 422)
	status(t, c.post("dina", list+"/"+id+"/told", url.Values{"version": {"1"}, "told": {"yes"}}), 303)
	status(t, c.post("dina", list+"/"+id+"/told", url.Values{"version": {"1"}, "told": {"no"}, "why_not": {"danger"}}), 409)
	says(t, c.get("dina", list), "Told on")
}

func TestAFileThatIsLeftAloneSaysSoAndIsOnlyRead(t *testing.T) {
	t.Parallel()
	c := gather(t)
	file := "/clients/" + c.clients[0].code
	status(t, c.post("dina", file+"/restriction", nil), 422)
	status(t, c.post("dina", file+"/restriction", url.Values{"ground": {"wish"}}), 303)
	w := c.get("dina", file)
	status(t, w, 200)
	says(t, w, "This file is left alone for now.")
	for _, path := range []string{"/edit", "/notes/new", "/rights/copy", "/summary"} {
		w := c.get("dina", file+path)
		status(t, w, http.StatusForbidden)
		says(t, w, "This file is left alone for now.")
	}
	status(t, c.get("dina", file+"/alerts"), 200)
	says(t, c.get("dina", file+"/restriction"), "Left alone since", "own wish")
	status(t, c.post("dina", file+"/restriction/lift", url.Values{"why": {"Asked."}}), 403)
	status(t, c.post("saule", file+"/restriction/lift", nil), 422)
	status(t, c.post("saule", file+"/restriction/lift", url.Values{"why": {"Asked on Monday."}}), 303)
	status(t, c.get("dina", file+"/edit"), 200)
	says(t, c.get("dina", file+"/restriction"), "Asked on Monday.")
}

func TestWhatIsSaidToBeWrongStandsBesideTheEntry(t *testing.T) {
	t.Parallel()
	c := gather(t)
	mine := c.clients[0]
	file := "/clients/" + mine.code
	says(t, c.get("dina", file+"/corrections/new"), "An ordinary day.", "note:"+mine.notes["care"])
	status(t, c.post("dina", file+"/corrections", url.Values{"record": {"note:" + mine.notes["care"]}}), 422)
	status(t, c.post("dina", file+"/corrections", url.Values{"record": {"note:" + mine.notes["care"]}, "wrong": {"It was no ordinary day."}}), 303)
	w := c.get("dina", file+"/corrections")
	says(t, w, "It was no ordinary day.", "To be answered until")
	for _, m := range regexp.MustCompile(`/corrections/([0-9a-f-]{36})"`).FindAllStringSubmatch(w.Body.String(), -1) {
		if m[1] != mine.other["corrections"] {
			status(t, c.post("dina", file+"/corrections/"+m[1], url.Values{"version": {"1"}, "state": {"beside"}}), 422)
			status(t, c.post("dina", file+"/corrections/"+m[1], url.Values{"version": {"1"}, "state": {"beside"}, "statement": {"My sister came."}}), 303)
		}
	}
	says(t, c.get("dina", file), "The person sees it otherwise: My sister came.")
}

func TestAnOrderIsWrittenDownAndAnsweredByTwo(t *testing.T) {
	t.Parallel()
	c := gather(t)
	mine := c.clients[0]
	file := "/clients/" + mine.code
	if _, err := c.files.WriteNote(c.As("dina"), c.id(mine), casework.NewNote{Told: "I was at the farm.", Text: "She wept."}); err != nil {
		t.Fatal(err)
	}
	says(t, c.get("bolat", file+"/orders/new"), `value="note.told"`, "Private notes of a psychologist")
	status(t, c.post("bolat", file+"/orders", url.Values{"recipient": {"court"}, "court": {"The city court, 17"}}), 422)
	status(t, c.post("bolat", file+"/orders", url.Values{"recipient": {"court"}, "court": {"The district court, 9"}, "fields": {"note.told", "person.sex"}, "due": {"01.12.2026"}}), 303)
	w := c.get("saule", file+"/orders")
	says(t, w, "The district court, 9", "A note: In the person’s own words", "Still to be told")
	says(t, c.get("saule", "/inbox"), "An order of a court", mine.code)
	id := ""
	for _, m := range regexp.MustCompile(`/orders/([0-9a-f-]{36})/export`).FindAllStringSubmatch(w.Body.String(), -1) {
		if m[1] != mine.other["orders"] {
			id = m[1]
		}
	}
	hand := file + "/orders/" + id + "/export"
	status(t, c.get("bolat", hand), http.StatusForbidden)
	page := c.get("saule", hand)
	says(t, page, "Exactly this", "Try to tell the person")
	f := url.Values{"way": {"print"}, "own": {housetest.Passphrase("saule")}, "name": {"marat"}, "second": {"seven words that are not his at all"}}
	status(t, c.post("saule", hand, f), 422)
	f.Set("second", housetest.Passphrase("marat"))
	w = c.post("saule", hand, f)
	status(t, w, 200)
	says(t, w, "I was at the farm.", "Woman or girl", "By order")
	for _, never := range []string{"wept", "Gulbahor", "Oysha", "Dina", "ordinary day"} {
		if strings.Contains(w.Body.String(), never) {
			t.Errorf("the export says %s", never)
		}
	}
	says(t, c.get("saule", hand), "only if that did not arrive")
	f.Set("way", "file")
	status(t, c.post("saule", hand, f), 422) // the words of the page did not come with it
	f.Set("words", "seven words that nobody else would ever say")
	status(t, c.post("saule", hand, f), 200)
	says(t, c.get("saule", file+"/disclosures"), "Export ordered by a court", "Agreed by Marat")
}
