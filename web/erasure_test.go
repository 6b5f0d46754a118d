package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// erase closes a furnished file and has the director and the deputy erase it
// through its page.
func (c *crowd) erase(s *stood) {
	c.t.Helper()
	c.close(s)
	w := c.post("saule", "/clients/"+s.code+"/erasure", erasing(s.code))
	if w.Code != http.StatusSeeOther {
		c.t.Fatalf("erasing %s: %d %s", s.name, w.Code, w.Body)
	}
	s.absent = true
}

// close closes the episodes of a client.
func (c *crowd) close(s *stood) {
	c.t.Helper()
	c.set(c.id(s), `UPDATE episodes SET closed = $1 WHERE client_id = $2 AND closed = ''`, c.House.Today(c.House.DB.Now()), c.id(s))
}

// set changes rows of a client as an act would, with a line of the trail.
func (c *crowd) set(client pana.ClientID, q string, args ...any) {
	c.t.Helper()
	saule := c.As("saule")
	if err := c.House.DB.Update(saule, func(tx *db.Tx) error {
		if _, err := tx.Exec(saule, q, args...); err != nil {
			return err
		}
		return trail.Record(saule, tx, trail.Entry{Act: policy.EditClient, Client: client})
	}); err != nil {
		c.t.Fatal(err)
	}
}

func erasing(code string) url.Values {
	return url.Values{"code": {code}, "reason": {"asked"}, "own": {housetest.Passphrase("saule")}, "name": {"marat"}, "second": {housetest.Passphrase("marat")}}
}

// One of each thing that a file can hold is in it, and every one of them goes or
// loses whose it was.
func TestNothingLeadsToWhoWasErased(t *testing.T) {
	t.Parallel()
	c := gather(t)
	s := c.furnish("a client who goes", c.Shelter.ID)
	id := string(c.id(s))
	things := []string{id, s.code}
	for _, list := range []map[string]string{s.other} {
		for _, thing := range list {
			if len(thing) == 36 {
				things = append(things, thing)
			}
		}
	}
	for _, thing := range s.notes {
		things = append(things, thing)
	}
	for _, thing := range s.papers {
		things = append(things, thing)
	}
	if len(things) < 15 {
		t.Fatalf("only %d things to look for", len(things))
	}
	c.erase(s)
	columns, err := db.Columns(c.House.Tables())
	if err != nil {
		t.Fatal(err)
	}
	cells := 0
	c.read(func(ctx context.Context, tx *db.Tx) error {
		for _, col := range columns {
			rows, err := tx.Rows(ctx, `SELECT `+col.Name+` FROM `+col.Table)
			if err != nil {
				return err
			}
			for rows.Next() {
				var v any
				if err := rows.Scan(&v); err != nil {
					return err
				}
				cells++
				for _, thing := range things {
					if strings.Contains(fmt.Sprint(v), thing) {
						t.Errorf("%s.%s still holds %s", col.Table, col.Name, thing)
					}
				}
			}
			rows.Close()
		}
		return nil
	})
	t.Logf("%d things, none in %d cells", len(things), cells)
}

func TestErasingIsPreviewedAndSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	c := gather(t)
	closed := c.clients[6]
	file := "/clients/" + closed.code
	says(t, c.get("saule", file+"/erasure"), "Words and pictures that nobody can open any more", "Paper, and files", "A second person")
	wrong := erasing(closed.code)
	wrong.Set("second", "seven words that are not his at all")
	w := c.post("saule", file+"/erasure", wrong)
	status(t, w, 422)
	says(t, w, "The name, the passph")
	other := erasing(c.clients[1].code)
	w = c.post("saule", file+"/erasure", other)
	status(t, w, 422)
	says(t, w, "This is not the code of this file.")
	status(t, c.post("saule", file+"/hold", url.Values{"basis": {"court"}}), 303)
	says(t, c.get("saule", "/house/erasure"), closed.code, "A court case is open")
	says(t, c.get("saule", file+"/erasure"), "A court case is open")
	status(t, c.post("saule", file+"/erasure", erasing(closed.code)), 409)
	status(t, c.post("saule", file+"/hold/lift", nil), 303)
	w = c.post("saule", file+"/erasure", erasing(closed.code))
	status(t, w, 303)
	says(t, c.get("saule", "/house/erasure?done=erased"), "The file is erased.")
	status(t, c.get("saule", file), 404)
}

func TestRequestsThatBecameNoFileAreErasedFromTheirPage(t *testing.T) {
	t.Parallel()
	c := gather(t)
	c.ByHand()
	says(t, c.get("saule", "/house/erasure"), "Requests that became no file", "No request is past its time.")
	status(t, c.post("saule", "/house/erasure/requests", nil), 409)
	var ids []string
	saule := c.As("saule")
	if err := c.House.DB.Update(saule, func(tx *db.Tx) error {
		for i := range 7 {
			ids = append(ids, tx.ID())
			status, answered, at := "declined", "2020-01-01", 1
			if i == 6 {
				status, answered, at = "open", "", 0
			}
			if _, err := tx.Exec(saule, `INSERT INTO requests (id, site_id, received, received_at, needed_by, beds, children, sex, age_band, language, needs,
				transport, status, reason, answered, answered_at, client_id, by_staff, version)
				VALUES ($1, $2, '2020-01-01', 1, '', 1, 0, '', '', '', '', '', $3, '', $4, $5, '', '', 1)`, ids[i], string(c.Shelter.ID), status, answered, at); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	page := c.get("saule", "/house/erasure")
	says(t, page, "6 requests are past their time.", "1 request as old as that waits for an answer.", "See what erasing them does")
	page = c.get("saule", "/house/erasure/requests")
	says(t, page, "6 requests are past their time.", "A second person", "Erase for ever")
	if strings.Contains(page.Body.String(), ids[0]) {
		t.Error("the page names one of them")
	}
	w := c.post("saule", "/house/erasure/requests", nil)
	status(t, w, 422)
	two := erasing("")
	two.Set("second", "seven words that are not his at all")
	w = c.post("saule", "/house/erasure/requests", two)
	status(t, w, 422)
	says(t, w, "The name, the passph")
	status(t, c.post("dina", "/house/erasure/requests", erasing("")), 403)
	status(t, c.post("saule", "/house/erasure/requests", erasing("")), 303)
	says(t, c.get("saule", "/house/erasure?done=requests-erased"), "The requests are erased.", "No request is past its time.", "1 request as old")
	status(t, c.get("saule", "/requests/"+ids[0]), 404)
}

func TestNotesOfTheHouseGoFromTheirPage(t *testing.T) {
	t.Parallel()
	c := gather(t)
	c.ByHand()
	says(t, c.get("saule", "/house/erasure"), "Notes of the house", "No note is past its time.")
	status(t, c.post("saule", "/house/erasure/notes", nil), 409)
	saule := c.As("saule")
	if err := c.House.DB.Update(saule, func(tx *db.Tx) error {
		for i := range 7 {
			if _, err := tx.Exec(saule, `INSERT INTO phone_calls (id, site_id, at, kind, language, by_staff, version) VALUES ($1, $2, $3, 'asks', '', '', 1)`,
				tx.ID(), string(c.Shelter.ID), db.Micros(tx.Now.AddDate(0, -3, -i))); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	says(t, c.get("saule", "/today"), "Notes of the house whose time is over")
	says(t, c.get("saule", "/house/erasure"), "7 lines are past their time.", "See what letting them go does")
	says(t, c.get("saule", "/house/erasure/notes"), "Calls to the house", "Kept for so many days: 30, past their time: from", "A second person", "Erase for ever", "so many days of notes go at once")
	says(t, c.post("saule", "/house/erasure/notes/ask", url.Values{"ask_whom": {""}}), "Choose")
	status(t, c.post("saule", "/house/erasure/notes", nil), 422)
	two := erasing("")
	two.Set("second", "seven words that are not his at all")
	w := c.post("saule", "/house/erasure/notes", two)
	status(t, w, 422)
	says(t, w, "The name, the passph")
	status(t, c.get("dina", "/house/erasure/notes"), 403)
	status(t, c.post("dina", "/house/erasure/notes", erasing("")), 403)
	status(t, c.post("saule", "/house/erasure/notes", erasing("")), 303)
	says(t, c.get("saule", "/house/erasure?done=notes-erased"), "The notes are gone.", "No note is past its time.")
	says(t, c.get("saule", "/house/erasure/notes"), "What is left of those that went", "calls: 7")
	says(t, c.get("marat", "/today"), "Notes of the house went", "Lines: 7")
}

func TestTheHouseSaysOnItsPageHowLongNotesAreKept(t *testing.T) {
	t.Parallel()
	c := gather(t)
	set := c.House.Settings()
	form := url.Values{"name": {set.Name}, "zone": {set.Zone}, "prefix": {set.CodePrefix}, "language": {string(set.Language)}, "idle_minutes": {"5"}, "absolute_hours": {"12"},
		"version": {fmt.Sprint(c.House.SettingsVersion())}, "keep_call": {"a month"}, "keep_door": {"14"}}
	w := c.post("saule", "/house", form)
	status(t, w, 422)
	says(t, w, "Choose between 0 and 3650 days.", `value="a month"`, `value="14"`)
	form.Set("keep_call", "10")
	status(t, c.post("saule", "/house", form), 303)
	if set := c.House.Settings(); set.NoteDays("call") != 10 || set.NoteDays("door") != 14 || set.NoteDays("shift") != 0 {
		t.Errorf("kept are %q", set.KeepNotes)
	}
}

func TestAVolunteerWhoseNameWentStaysAsHoursWithoutAName(t *testing.T) {
	t.Parallel()
	c := gather(t)
	c.ByHand()
	saule := c.As("saule")
	var id string
	if err := c.House.DB.Update(saule, func(tx *db.Tx) error {
		id = tx.ID()
		_, err := tx.Exec(saule, `INSERT INTO outsiders (id, site_id, kind, sex, minor, name, contact, met_on, confirmed_by, cleared, cleared_by, why, ended, version)
			VALUES ($1, $2, 'volunteer', 'female', FALSE, $3, $3, '2020-01-01', 'x', 0, '', $3, '2021-01-01', 2)`, id, string(c.Shelter.ID), []byte{})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	says(t, c.get("saule", "/volunteers"), "A name that is not kept any more")
	says(t, c.get("saule", "/volunteers/"+id), "A name that is not kept any more")
}
