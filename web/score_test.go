package web_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/pana/therapy"
)

// No score leaves the psychologist's own two pages: not for a dump made with the
// page key, not for the log, a print, a calendar, what is new, nor for any page of
// anybody else. Two scores that could not be more different leave the same house.
func TestNoScoreReachesAnythingThatLeaves(t *testing.T) {
	t.Parallel()
	c := gather(t)
	mine, th := c.clients[0], therapy.New(c.House, c.files)
	measure := func(total string) (id string) {
		t.Helper()
		id, _, err := th.Ask(c.As("gulnar"), c.id(mine), therapy.NewMeasure{Instrument: "pcl-5", Language: "kk", Total: total, Early: "safety"})
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	own := func(path string) bool {
		if path == "/settings/sessions" {
			return true // when she was last here
		}
		return strings.HasSuffix(path, "/trail") || strings.Contains(path, "/instruments") || strings.HasSuffix(path, "/therapy") || strings.Contains(path, "/therapy/")
	}
	c.everything("gulnar", mine)
	pages := c.everything("gulnar", mine)
	measure("67")
	for path, page := range c.everything("gulnar", mine) {
		if !own(path) && page != pages[path] {
			t.Errorf("%s tells the psychologist of a score:\n%s", path, cmp.Diff(strings.Split(pages[path], "\n"), strings.Split(page, "\n")))
		}
	}
	cells := func() map[string]int {
		n := map[string]int{}
		c.everyCell(func(table, column string, cell any) {
			if strings.HasPrefix(table, "trail") || table == "goose_db_version" {
				return
			}
			if text, ok := cell.([]byte); ok {
				n[fmt.Sprint(table, ".", column, " of ", len(text), " bytes")]++
				return
			}
			if text := fmt.Sprint(cell); text == "67" || text == "3" {
				n[fmt.Sprint(table, ".", column, " = ", text)]++
			}
		})
		return n
	}
	first := cells()
	id := measure("67")
	second := cells()
	measure("3")
	third := cells()
	for _, key := range slices.Sorted(maps.Keys(third)) {
		if a, b := second[key]-first[key], third[key]-second[key]; a != b {
			t.Errorf("%s: a score of 67 leaves %d, a score of 3 leaves %d", key, a, b)
		}
	}
	if log := c.log.String(); strings.Contains(log, "67") && strings.Contains(log, "pcl") {
		t.Error("the log speaks of it")
	}
	// And it is there for whom it is meant.
	if page := c.get("gulnar", "/clients/"+mine.code+"/instruments/"+id); page.Code != http.StatusOK || !strings.Contains(page.Body.String(), "67") {
		t.Errorf("the psychologist does not find it: status %d", page.Code)
	}
}
