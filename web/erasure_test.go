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
