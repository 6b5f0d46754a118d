package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/pana/house"
	"example.org/pana/policy"
)

// unfit says what is wrong with a list of routes: an address without an act, an
// act that no table knows, a door that opens more than a door may.
func unfit(routes []route) (faults []string) {
	seen := map[string]bool{}
	for _, rt := range routes {
		switch {
		case rt.act == "":
			faults = append(faults, rt.pattern+" names no act")
		case rt.open && !slices.Contains(policy.Open(), rt.act):
			faults = append(faults, fmt.Sprintf("%s is open, but %s needs a sign-in", rt.pattern, rt.act))
		case !rt.open && !slices.Contains(policy.Acts(), rt.act):
			faults = append(faults, fmt.Sprintf("%s names %s, which the table does not know", rt.pattern, rt.act))
		}
		method, path, ok := strings.Cut(rt.pattern, " ")
		if !ok || method != "GET" && method != "POST" || !strings.HasPrefix(path, "/") {
			faults = append(faults, rt.pattern+" is not GET or POST and an address")
		}
		if seen[rt.pattern] {
			faults = append(faults, rt.pattern+" stands twice")
		}
		seen[rt.pattern] = true
	}
	return faults
}

func TestEveryRouteNamesItsAct(t *testing.T) {
	h, err := house.Open(t.Context(), house.Options{Dir: t.TempDir(), Schema: Schema()})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	routes := New(h, Options{}).routes()
	for _, fault := range unfit(routes) {
		t.Error(fault)
	}
	if len(routes) < 20 {
		t.Errorf("only %d routes: the list was not read", len(routes))
	}
}

func TestAPlantedRouteWithoutAnActIsFound(t *testing.T) {
	for _, c := range []struct {
		name string
		rt   route
	}{
		{"no act at all", page("GET /everything", "", nil)},
		{"an act nobody wrote into the table", page("GET /everything", "client.everything", nil)},
		{"a door to the list of clients", door("GET /clients", policy.ListClients, nil)},
		{"an address for every method", page("/clients", policy.ListClients, nil)},
	} {
		if len(unfit([]route{c.rt})) == 0 {
			t.Errorf("%s was not found", c.name)
		}
	}
}
