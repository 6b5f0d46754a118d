package web_test

import (
	"context"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/internal/db"
)

// The page of a lesson says what is missing of who is booked, keeps its form when a booking
// is refused, and changes only those whom it showed. Who was forgotten has no empty name.
func TestALessonSaysOfWhoIsBookedWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := serveHouse(t)
	s.ByHand()
	s.join("Nurlan", pana.Grant{Role: pana.CentreHead, Site: s.Centre.ID})
	s.join("Aizhan", pana.Grant{Role: pana.Teacher, Site: s.Centre.ID})
	centre := "/youth/centres/" + string(s.Centre.ID)
	status(t, s.post("nurlan", centre+"/students", url.Values{"name": {"Olzhas Serik"}}), 303)
	one := regexp.MustCompile(`/youth/students/[0-9a-f-]{36}`).FindString(s.get("nurlan", centre+"/students").Body.String())
	key := "volunteer." + strings.TrimPrefix(one, "/youth/students/")
	terms := url.Values{"version": {"0"}, "agreed": {"01.09.2026"}, "vetted": {"01.09.2026"}, "vetted_until": {"01.12.2026"}}
	status(t, s.post("nurlan", one, terms), 303)
	status(t, s.post("nurlan", one+"/confirm", nil), 303)
	status(t, s.post("nurlan", centre+"/groups", url.Values{"activity": {"english"}, "name": {"Kites"}}), 303)
	group := regexp.MustCompile(`/youth/groups/[0-9a-f-]{36}`).FindString(s.get("nurlan", centre+"/timetable").Body.String())
	status(t, s.post("nurlan", group+"/slots", url.Values{"weekday": {"1"}, "starts": {"15:00"}, "minutes": {"60"}, "from": {"01.11.2026"}}), 303)
	lesson := regexp.MustCompile(`/youth/lessons/[0-9a-f-]{36}~`).FindString(s.get("nurlan", group).Body.String()) + "2026-11-23"
	status(t, s.post("nurlan", lesson+"/helpers", url.Values{"helper": {key}}), 303)
	ticked := func(page string) bool {
		box := regexp.MustCompile(`<input[^>]*value="` + key + `"[^>]*type="checkbox"[^>]*>|<input[^>]*type="checkbox"[^>]*value="` + key + `"[^>]*>`).FindString(page)
		return strings.Contains(box, "checked")
	}
	no := s.post("nurlan", lesson+"/helpers", nil)
	status(t, no, 422)
	if !ticked(s.get("nurlan", lesson).Body.String()) || !ticked(no.Body.String()) {
		t.Error("a booking that was refused unticks who is booked")
	}
	terms.Set("version", "1")
	terms.Set("vetted_until", "22.11.2026")
	status(t, s.post("nurlan", one, terms), 303)
	says(t, s.get("nurlan", lesson), "Olzhas Serik · booked · The vetting does not hold on that day.")
	says(t, s.get("nurlan", centre), "Booked, and cannot help now", lesson)
	page := s.get("aizhan", lesson)
	says(t, page, "Ask who leads the centre before this person helps.", `name="helping" value="`+key+`"`)
	if strings.Contains(page.Body.String(), "vetting") {
		t.Error("a teacher reads of the vetting")
	}
	mark := url.Values{"version": {"0"}, "topic": {"Kites"}, "helping": {key, "staff." + string(s.Staff("arman"))}, "helpers": {key}}
	status(t, s.post("aizhan", lesson, mark), 303)
	if !ticked(s.get("aizhan", lesson).Body.String()) {
		t.Error("who helped is not ticked")
	}
	err := s.House.DB.Update(context.Background(), func(tx *db.Tx) error {
		_, err := tx.Exec(context.Background(), `UPDATE outsiders SET name = $1, ended = '2026-11-23'`, []byte{})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	says(t, s.get("aizhan", lesson), "name forgotten")
	mark = url.Values{"version": {"1"}, "topic": {"Kites"}, "helping": {key}}
	status(t, s.post("aizhan", lesson, mark), 303)
	if page := s.get("aizhan", lesson).Body.String(); strings.Contains(page, key) {
		t.Error("who was ticked by mistake and helps here no more stands in the lesson still")
	}
}
