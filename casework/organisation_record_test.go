package casework

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/pana"
)

func TestAnOrganisationStandsInSeveralRolesAtOnce(t *testing.T) {
	w := open(t)
	ctx := w.As("dina")
	id, err := w.AddOrganisation(ctx, NewOrganisation{Name: "City office", Kind: "city", Country: "KZ", Contact: "room 5",
		Since: "2025-01-10", Roles: []string{"funder", "referrer"}})
	if err != nil {
		t.Fatal(err)
	}
	o, err := w.Organisation(w.As("vera"), id)
	if err != nil {
		t.Fatal(err)
	}
	want := Organisation{ID: id, Kind: "city", Country: "KZ", Name: "City office", Contact: "room 5", Since: "2025-01-10", Version: 1,
		Roles: []OrganisationRole{{Role: "funder", Since: "2025-01-10"}, {Role: "referrer", Since: "2025-01-10"}}}
	if diff := cmp.Diff(want, o); diff != "" {
		t.Errorf("(-kept +shown):\n%s", diff)
	}
	edit := NewOrganisation{Name: "City office", Kind: "city", Country: "KZ", Contact: "room 7", Roles: []string{"funder", "adviser"}}
	if err := w.EditOrganisation(ctx, id, edit, 1); err != nil {
		t.Fatal(err)
	}
	is(t, w.EditOrganisation(ctx, id, edit, 1), pana.Conflict, "db.stale")
	want.Contact, want.Version = "room 7", 2
	want.Roles = []OrganisationRole{{Role: "adviser", Since: "2026-11-23"}, {Role: "funder", Since: "2025-01-10"},
		{Role: "referrer", Since: "2025-01-10", Until: "2026-11-23"}}
	if o, err = w.Organisation(ctx, id); err != nil || cmp.Diff(want, o) != "" {
		t.Errorf("after the change: %v\n%s", err, cmp.Diff(want, o))
	}
	// A role given back on the day it ended goes on.
	edit.Roles = []string{"funder"}
	if err := w.EditOrganisation(ctx, id, edit, 2); err != nil {
		t.Fatal(err)
	}
	edit.Roles = []string{"funder", "adviser"}
	if err := w.EditOrganisation(ctx, id, edit, 3); err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(48 * time.Hour)
	if err := w.EndOrganisation(w.As("dina"), id, 4); err != nil {
		t.Fatal(err)
	}
	if err := w.EndOrganisation(w.As("dina"), id, 4); err != nil {
		t.Errorf("ending once more: %v", err)
	}
	o, err = w.Organisation(w.As("dina"), id)
	if err != nil || o.Ended != "2026-11-25" || len(o.Standing()) != 0 || len(o.Roles) != 3 || o.Name != "City office" {
		t.Errorf("at the end: %+v, %v", o, err)
	}
}

func TestWhoKeepsAndWhoSeesOrganisations(t *testing.T) {
	w := open(t)
	_, err := w.AddOrganisation(w.As("gulnar"), NewOrganisation{Name: "x"})
	is(t, err, pana.Forbidden, "policy.refused")
	_, err = w.Organisations(w.As("timur"))
	is(t, err, pana.Forbidden, "policy.refused")
	for _, test := range []struct {
		name  string
		n     NewOrganisation
		field string
	}{
		{"no name", NewOrganisation{}, "name"},
		{"a NUL in the name", NewOrganisation{Name: "\x00"}, "name"},
		{"a role no list knows", NewOrganisation{Name: "x", Roles: []string{"boss"}}, "roles"},
		{"a day to come", NewOrganisation{Name: "x", Since: "2027-01-01"}, "since"},
	} {
		_, err := w.AddOrganisation(w.As("saule"), test.n)
		if e, ok := err.(*pana.Error); !ok || e.Kind != pana.Invalid || e.Field != test.field {
			t.Errorf("%s: got %v, want a refusal on %s", test.name, err, test.field)
		}
	}
	for _, name := range []string{"Өрлеу", "Abai"} {
		if _, err := w.AddOrganisation(w.As("saule"), NewOrganisation{Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	list, err := w.Organisations(w.As("gulnar"))
	if err != nil || len(list) != 2 {
		t.Errorf("the list: %+v, %v", list, err)
	}
}
