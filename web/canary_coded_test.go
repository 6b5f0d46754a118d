package web_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/pana/internal/db"
	"example.org/pana/internal/proof"
)

// uncoded are columns that lead to something: ids, people, places, and marks that
// stand in addresses by design.
var uncoded = regexp.MustCompile(`(^|_)(id|staff|by|code|number|act|tag|site|document|session|line|row|owner|object|named|parts|hash|precision|earliest|latest)$|^(by|at|on|since|until|from)_|staff|_by$|_day$|day$`)

// In the columns of a file that hold coded answers marked words are put, as nobody
// could type them. A page may show what a column says; no title, address, header or
// name of a file does, and no log, also where the page cannot say it at all.
func TestCanaryInCodedColumns(t *testing.T) {
	k := &canary{crowd: gather(t)}
	mine := k.clients[0]
	columns, err := db.Columns(k.House.Tables())
	if err != nil {
		t.Fatal(err)
	}
	has := map[string]bool{}
	for _, c := range columns {
		if c.Name == "client_id" {
			has[c.Table] = true
		}
	}
	byTable, tables := map[string][]string{}, []string{}
	for _, c := range columns {
		if !has[c.Table] || c.Class == db.ClassC || c.Class == db.ClassS || uncoded.MatchString(c.Name) || strings.HasPrefix(c.Table, "trail") {
			continue
		}
		if byTable[c.Table] == nil {
			tables = append(tables, c.Table)
		}
		byTable[c.Table] = append(byTable[c.Table], c.Name)
	}
	slices.Sort(tables)
	pages, put, shown, broken := 0, 0, map[string]bool{}, 0
	for batch := range slices.Chunk(tables, proof.N(len(tables)/6+1, 1)) {
		for _, table := range batch {
			k.hand(`CREATE TABLE aside_` + table + ` AS SELECT * FROM ` + table)
			for _, column := range byTable[table] {
				k.words = append(k.words, markedWord{route: table, field: column})
				n, err := k.tryHand(`UPDATE `+table+` SET `+column+` = $1 WHERE client_id = $2 AND typeof(`+column+`) = 'text' AND `+column+` <> ''`,
					fmt.Sprintf("Zhqvyxwu%05d", len(k.words)-1), string(k.id(mine)))
				if err == nil && n > 0 {
					put++
				}
			}
		}
		for _, who := range []string{"saule", "gulnar"} {
			for _, a := range k.web.Addresses() {
				if a.Method != "GET" || a.Open || a.Path == "/calls/{id}" {
					continue
				}
				w := k.ask(who, a, mine, mine.subject(who))
				pages++
				if w.Code >= 500 {
					broken++
				}
				k.outside(who+" opens "+a.Path, w)
				for n := range found(w.Body.Bytes()) {
					shown[k.words[n].route+"."+k.words[n].field] = true
				}
			}
		}
		for _, table := range batch {
			k.hand(`DELETE FROM ` + table)
			k.hand(`INSERT INTO ` + table + ` SELECT * FROM aside_` + table)
			k.hand(`DROP TABLE aside_` + table)
		}
	}
	if marked.MatchString(k.log.String()) {
		t.Errorf("the log holds a coded answer: %.200q", k.log.String())
	}
	if put < 80 || len(shown) < 40 {
		t.Errorf("only %d columns, %d of them on a page", put, len(shown))
	}
	proof.Say(t, "marked words in columns of coded answers", put, 0, "%d pages, %d columns show on one, %d pages could not say it; none in a title, address, header, error or the log", pages, len(shown), broken)
}
