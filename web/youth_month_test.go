package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/collections"
	"example.org/pana/internal/locale"
	"example.org/pana/youth"
)

// A lesson is marked with what was used of the things at the centre, and the month of
// the centre shows it with who pays and without anybody.
func TestTheMonthOfACentreNamesNobodyAndALessonUsesItsThings(t *testing.T) {
	t.Parallel()
	c := &crowd{served: serveHouse(t), actors: map[string]pana.Actor{}, thing: map[string]string{}}
	chapter, saule := youth.New(c.House, c.files, c.desk, collections.New(c.House, c.files)), c.As("saule")
	for _, who := range []string{"saule", "arman", "vera", "dina"} {
		c.signIn(who)
	}
	readIn := func(who string, lang locale.Lang) {
		t.Helper()
		if err := c.House.SetLanguage(c.As(who), lang); err != nil {
			t.Fatal(err)
		}
	}
	c.furnishYouth()
	c.furnishCollections()
	code, err := chapter.Open(saule, youth.NewYoung{Site: c.Centre.ID, Call: "Berik", Name: "Berik Invented"})
	if err != nil {
		t.Fatal(err)
	}
	if err := chapter.Join(saule, c.id(&stood{code: code, name: "a young person"}), youth.GroupID(c.thing["groups"]), "2026-11-02"); err != nil {
		t.Fatal(err)
	}
	slot, _, _ := strings.Cut(c.thing["lessons"], "~")
	lesson, rope := "/youth/lessons/"+slot+"~2026-11-09", c.thing["things"]
	ticked := func(want bool) {
		t.Helper()
		page := c.get("arman", lesson).Body.String()
		at := strings.Index(page, `value="`+rope+`"`)
		if at < 0 || !strings.Contains(page, "Rope") {
			t.Fatal("the rope is not offered")
		}
		if box := page[strings.LastIndex(page[:at], "<input"):]; strings.Contains(box[:strings.Index(box, ">")], " checked") != want {
			t.Errorf("the rope is ticked: %v", !want)
		}
	}
	ticked(false)
	if w := c.post("arman", lesson, url.Values{"version": {"0"}, "seat": {code}, "all": {"yes"}, "things": {rope}}); w.Code != http.StatusSeeOther {
		t.Fatalf("marking: %d %s", w.Code, w.Body)
	}
	ticked(true)
	// What is typed wrongly keeps what was ticked.
	if w := c.post("arman", lesson, url.Values{"version": {"1"}, "minutes": {"2"}, "things": {rope}}); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), " checked") {
		t.Errorf("a lesson of two minutes: %d", w.Code)
	}
	if n := c.count(`SELECT COALESCE(SUM(times), 0) FROM thing_uses WHERE thing_id = $1`, rope); n != 1 {
		t.Errorf("the rope was used %d times", n)
	}
	if w := c.post("arman", lesson, url.Values{"version": {"1"}, "seat": {code}, "mark_" + code: {"present"}}); w.Code != http.StatusSeeOther {
		t.Errorf("correcting: %d", w.Code)
	}
	ticked(false)

	month := "/youth/centres/" + string(c.Centre.ID) + "/months/2026-11"
	for _, lang := range locale.Langs() {
		for _, who := range []string{"saule", "vera"} {
			readIn(who, lang)
			page := c.get(who, month)
			status(t, page, http.StatusOK)
			keyless(t, page)
			for _, told := range []string{code, "Berik"} {
				if strings.Contains(page.Body.String(), told) {
					t.Errorf("%s reads of %s", who, told)
				}
			}
			if house := c.get(who, "/funding/months/2026-11").Body.String(); !strings.Contains(house, month) || strings.Contains(house, code) {
				t.Errorf("the month of the shelters does not lead %s there, or names somebody", who)
			}
		}
	}
	readIn("saule", locale.EN)
	says(t, c.get("saule", month), "The kind of service is not said: 1", "Nobody is named who pays: 1", "There: 1")
	group := "/youth/groups/" + c.thing["groups"]
	if w := c.post("arman", group+"/counts", url.Values{"version": {"1"}, "service": {"social-cultural"}, "payer": {"own"}}); w.Code != http.StatusSeeOther {
		t.Errorf("what a group counts as: %d %s", w.Code, w.Body)
	}
	says(t, c.get("saule", month), "Nobody has said yet whether it took place: 1")
	if w := c.post("arman", "/youth/lessons/"+slot+"~2026-11-02/off", nil); w.Code != http.StatusSeeOther {
		t.Errorf("calling off: %d", w.Code)
	}
	says(t, c.get("saule", month), "Nothing is missing.", "The house itself", "Social and cultural")
	if w := c.get("arman", month); w.Code != http.StatusForbidden {
		t.Errorf("a youth worker gets %d", w.Code)
	}
	if w := c.get("dina", month); w.Code != http.StatusForbidden {
		t.Errorf("who works at the shelter gets %d", w.Code)
	}
	for _, path := range []string{"/youth/centres/" + string(c.Shelter.ID) + "/months/2026-11", "/youth/centres/nowhere/months/2026-11", "/youth/centres/" + string(c.Centre.ID) + "/months/2026-12",
		"/youth/centres/" + string(c.Centre.ID) + "/months/autumn"} {
		if w := c.get("saule", path); w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", path, w.Code)
		}
	}
}
