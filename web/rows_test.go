package web_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"example.org/pana"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/internal/proof"
	"example.org/pana/trail"
)

// hand changes rows as somebody with the page key would, past every act.
func (c *crowd) hand(q string, args ...any) int64 {
	c.t.Helper()
	n, err := c.tryHand(q, args...)
	if err != nil {
		c.t.Fatalf("%s: %v", q, err)
	}
	return n
}

func (c *crowd) tryHand(q string, args ...any) (n int64, err error) {
	c.ByHand()
	err = c.House.DB.Update(c.t.Context(), func(tx *db.Tx) (err error) {
		n, err = tx.Exec(c.t.Context(), q, args...)
		return err
	})
	return n, err
}

// unsaid looks through all rows and returns where one is not what the trail says.
func (c *crowd) unsaid() string {
	c.t.Helper()
	_, err := c.House.CheckRows(pana.WithActor(context.Background(), pana.Actor{Staff: house.Itself}))
	if err == nil {
		return ""
	}
	e, ok := err.(*pana.Error)
	if !ok || e.Say != "verify.found.row" {
		c.t.Fatalf("looking through the rows: %v", err)
	}
	return fmt.Sprint(e.With["Line"])
}

func TestARowThatNoActWroteIsFoundAndNamed(t *testing.T) {
	t.Parallel()
	c := gather(t)
	s := c.furnish("a client with a bit of everything", c.Shelter.ID)
	id := string(c.id(s))
	if where := c.unsaid(); where != "" {
		t.Fatalf("untouched, it says %s", where)
	}
	for _, test := range []struct{ what, do, undo, names string }{
		{"a date is another", `UPDATE notes SET on_day = '2020-01-01' || substr(on_day, 11) WHERE client_id = '` + id + `'`, "", "notes "},
		{"an alert is gone", `DELETE FROM alerts WHERE client_id = '` + id + `'`, "", "alerts "},
		{"somebody becomes a head", `INSERT INTO grants (staff_id, role, site_id, since, until) VALUES ('` + string(c.Staff("timur")) + `', 'director', '', '2026-11-01', '')`, "", "grants "},
		{"a conflict is lifted", `INSERT INTO conflicts (client_id, staff_id, set_by, set_at, lifted_by, lifted_at, named, closed) VALUES ('` + id + `', 'x', '', 1, '', 1, '', '')`, "", "conflicts "},
		{"a bed is closed", `UPDATE beds SET closed = '2026-01-01' WHERE id = (SELECT MIN(id) FROM beds)`, "", "beds "},
		{"a word and its number are those of an earlier day", `UPDATE words SET number = number + 1 WHERE owner = '` + id + `'`, "", "words "},
		{"the first row of a file is gone", `DELETE FROM clients WHERE id = '` + id + `'`, "", "clients "},
		{"what the rows come to is another", `UPDATE trail_states SET parts = (SELECT parts FROM trail_states WHERE client_id = '') WHERE client_id = '` + id + `'`, "", "trail_states "},
		{"nothing says what the rows come to", `DELETE FROM trail_states WHERE client_id = '` + id + `'`, "", "trail_states "},
	} {
		table := strings.Fields(test.names)[0]
		c.hand(`CREATE TABLE kept_aside AS SELECT * FROM ` + table)
		if c.hand(test.do) == 0 {
			t.Errorf("%s: nothing was there to change", test.what)
		}
		if where := c.unsaid(); !strings.HasPrefix(where, test.names) {
			t.Errorf("%s: it says %q, want %s", test.what, where, table)
		}
		c.hand(`DELETE FROM ` + table)
		c.hand(`INSERT INTO ` + table + ` SELECT * FROM kept_aside`)
		c.hand(`DROP TABLE kept_aside`)
		if where := c.unsaid(); where != "" {
			t.Fatalf("%s: put back as it was, it says %s", test.what, where)
		}
	}
}

// An act that writes to the same table does not make an edit before it true, as
// long as it only adds.
func TestAnActDoesNotMakeAnEditBeforeItTrue(t *testing.T) {
	t.Parallel()
	c := gather(t)
	s := c.furnish("a client", c.Shelter.ID)
	id := c.id(s)
	if where := c.unsaid(); where != "" {
		t.Fatal(where)
	}
	if c.hand(`UPDATE stages SET since = '2001-01-01' WHERE client_id = $1`, string(id)) == 0 {
		t.Fatal("no stage")
	}
	c.stage(id, 5)
	if where := c.unsaid(); !strings.HasPrefix(where, "stages ") {
		t.Errorf("after an act beside it an edit is true: %q", where)
	}
}

// Nor when whoever edits makes the kept digests fit her edit, spoils them, or takes
// them away.
func TestAnActDoesNotMakeChangedDigestsTrue(t *testing.T) {
	t.Parallel()
	c := gather(t)
	s := c.furnish("a client", c.Shelter.ID)
	id := c.id(s)
	if where := c.unsaid(); where != "" {
		t.Fatal(where)
	}
	c.hand(`CREATE TABLE kept_aside AS SELECT * FROM trail_states`)
	for i, spoil := range []string{
		`DELETE FROM trail_states WHERE client_id = $1`,
		`UPDATE trail_states SET parts = X'0909' WHERE client_id = $1`,
		`UPDATE trail_states SET parts = X'' WHERE client_id = $1`,
	} {
		c.hand(spoil, string(id))
		c.stage(id, 10+i)
		if where := c.unsaid(); !strings.HasPrefix(where, "trail_states ") {
			t.Errorf("%s, and an act after it: %q", spoil, where)
		}
	}
	c.hand(`DELETE FROM trail_states`)
	c.hand(`INSERT INTO trail_states SELECT * FROM kept_aside`)
	if where := c.unsaid(); !strings.HasPrefix(where, "stages ") {
		t.Errorf("the digests of before do not speak of the acts since: %q", where)
	}
}

// stage has an act add a stage to a file.
func (c *crowd) stage(id pana.ClientID, at int) {
	c.t.Helper()
	c.set(id, `INSERT INTO stages (episode_id, client_id, stage, since, by_staff, at) VALUES ('e', $1, 'arrival', '2026-11-01', '', $2)`, string(id), at)
}

// A file of a house older than the binding is bound as it is found, once.
func TestAHouseOfBeforeIsBoundAsItIsFound(t *testing.T) {
	t.Parallel()
	c := gather(t)
	s := c.furnish("a client of before", c.Shelter.ID)
	c.hand(`DELETE FROM trail_states`)
	c.hand(`UPDATE trail SET state = '', wrote = ''`) // as it was before; its leaves stay
	c.Restart()
	c.As("saule")
	if where := c.unsaid(); where != "" {
		t.Fatalf("bound for the first time, it says %s", where)
	}
	if c.hand(`UPDATE notes SET kind = 'x' WHERE client_id = $1`, string(c.id(s))) == 0 {
		t.Fatal("no note")
	}
	if where := c.unsaid(); !strings.HasPrefix(where, "notes ") {
		t.Errorf("it says %q", where)
	}
}

func TestTortureRowsThatWereChanged(t *testing.T) {
	c := gather(t)
	c.furnish("a client with a bit of everything", c.Shelter.ID)
	if where := c.unsaid(); where != "" {
		t.Fatal(where)
	}
	seed, chance := proof.Seed(t)
	rounds, tables := proof.N(300, 10_000), map[string]bool{}
	columns := c.boundCells()
	for range rounds {
		col := columns[chance.IntN(len(columns))]
		if c.changeOne(chance, col, boundRows(columns, col.Table)) == 0 {
			continue
		}
		tables[col.Table] = true
		if where := c.unsaid(); where == "" {
			t.Fatalf("a changed %s of %s is not found", col.Name, col.Table)
		}
		c.hand(`DELETE FROM ` + col.Table)
		c.hand(`INSERT INTO ` + col.Table + ` SELECT * FROM kept_aside`)
		c.hand(`DROP TABLE kept_aside`)
	}
	if where := c.unsaid(); where != "" {
		t.Errorf("put back as it was it says %s", where)
	}
	proof.Say(t, "rows that were changed", rounds, seed, "all found, in %d tables", len(tables))
}

// boundRows says which rows of a table are bound: those of files that are there,
// and the house's. What is left of somebody who was erased is bound to nothing.
func boundRows(columns []db.Column, table string) string {
	for _, c := range columns {
		if c.Table == table && (c.Name == "client_id" || table == "words" && c.Name == "owner" || table == "clients" && c.Name == "id") {
			return c.Name + ` IN (SELECT id FROM clients)`
		}
	}
	return `1 = 1`
}

// boundCells are the columns of all tables that are bound and have such rows.
func (c *crowd) boundCells() (cells []db.Column) {
	c.t.Helper()
	all, err := db.Columns(c.House.Tables())
	if err != nil {
		c.t.Fatal(err)
	}
	loose := trail.Unbound()
	for _, col := range all {
		if loose[col.Table] != "" || col.Table == "document_chunks" {
			continue
		}
		var n int
		c.read(func(ctx context.Context, tx *db.Tx) (err error) {
			n, err = db.Get[int](ctx, tx, `SELECT COUNT(*) FROM `+col.Table+` WHERE `+boundRows(all, col.Table))
			return err
		})
		if n > 0 {
			cells = append(cells, col)
		}
	}
	return cells
}

// changeOne keeps a table aside and changes one row of it: takes it out, or puts
// another value in a column.
func (c *crowd) changeOne(chance *rand.Rand, col db.Column, which string) int64 {
	c.t.Helper()
	c.hand(`CREATE TABLE kept_aside AS SELECT * FROM ` + col.Table)
	var keys []string
	c.read(func(ctx context.Context, tx *db.Tx) (err error) {
		keys, err = db.Select[string](ctx, tx, `SELECT CAST(`+col.Name+` AS TEXT) FROM `+col.Table+` WHERE `+which+` ORDER BY 1`)
		return err
	})
	key := keys[chance.IntN(len(keys))]
	n := int64(0)
	if chance.IntN(3) == 0 {
		n, _ = c.tryHand(`DELETE FROM `+col.Table+` WHERE CAST(`+col.Name+` AS TEXT) = $1 AND `+which, key)
	} else if len(keys) == 1 || key != "" {
		n, _ = c.tryHand(`UPDATE `+col.Table+` SET `+col.Name+` = CASE WHEN typeof(`+col.Name+`) = 'integer' THEN `+col.Name+` + 1 ELSE `+col.Name+` || 'x' END WHERE CAST(`+col.Name+` AS TEXT) = $1 AND `+which, key)
	}
	if n == 0 {
		c.hand(`DROP TABLE kept_aside`)
	}
	return n
}
