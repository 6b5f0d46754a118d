package youth_test

import (
	"slices"
	"testing"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/people"
)

// Nurlan keeps the register of his own students; one of them helps at the shelter too,
// and neither register leads to the other.
func TestWhoLeadsACentreKeepsItsVolunteersAndNobodyElses(t *testing.T) {
	w := open(t)
	p := people.New(w.House, w.files)
	here, err := p.AddVolunteer(w.As("nurlan"), people.NewOutsider{Site: w.Centre.ID, Name: "Olzhas Serik", Contact: "after lessons"})
	w.must("a student", err)
	there, err := p.AddVolunteer(w.As("dina"), people.NewOutsider{Site: w.Shelter.ID, Name: "Olzhas Serik"})
	w.must("the same at the shelter", err)

	// What is agreed, vetting, hours and thanks.
	terms := people.VolunteerTerms{Staff: w.Staff("olzhas"), Agreed: "2026-09-01", Vetted: "2026-09-01", VettedUntil: "2026-12-01", From: "2026-09-01", Until: "2026-12-31", Days: []string{"mon"}}
	w.must("agreed", p.SetVolunteer(w.As("nurlan"), here, terms, 0))
	housetest.Stale(t, p.SetVolunteer(w.As("saule"), here, terms, 0))
	w.must("helped", p.AddHours(w.As("nurlan"), here, people.VolunteerLine{Kind: people.Hours, Minutes: 90, What: "English"}))
	w.must("thanked", p.AddHours(w.As("nurlan"), here, people.VolunteerLine{Kind: people.Thanks, What: "A card"}))
	w.must("helped there", p.SetVolunteer(w.As("dina"), there, people.VolunteerTerms{Staff: w.Staff("olzhas")}, 0))
	w.must("hours there", p.AddHours(w.As("dina"), there, people.VolunteerLine{Kind: people.Hours, Minutes: 300, What: "Garden"}))
	g, err := p.Students(w.As("nurlan"), w.Centre.ID)
	w.must("the register", err)
	if len(g.Volunteers) != 1 || g.Volunteers[0].ID != here || g.Volunteers[0].Minutes() != 90 || len(g.Volunteers[0].Lines) != 2 || !g.Volunteers[0].Awaiting || !g.May {
		t.Errorf("the register of the centre: %+v", g)
	}
	if len(g.Due) != 1 || g.Due[0].Kind != people.Vetting || g.Due[0].From != here {
		t.Errorf("vetting that ends: %+v", g.Due)
	}
	if due, err := p.Due(w.As("saule")); err != nil || slices.ContainsFunc(due, func(d people.Due) bool { return d.From == here }) {
		t.Errorf("the shelters' list of what is due: %+v, %v", due, err)
	}
	w.must("looked at", p.Confirm(w.As("nurlan"), here))

	// Who signs in as a volunteer here can be said to be one of them, and nobody else of the house.
	one, err := p.OneStudent(w.As("nurlan"), here)
	w.must("one", err)
	if len(one.Accounts) != 1 || one.Accounts[w.Staff("olzhas")] == "" || one.Awaiting {
		t.Errorf("one student: %+v", one)
	}
	other := terms
	other.Staff = w.Staff("lena") // of the shelter
	housetest.Refused(t, p.SetVolunteer(w.As("nurlan"), here, other, 1), pana.Invalid, "record.staff.absent")
	other.Staff = "nobody"
	housetest.Refused(t, p.SetVolunteer(w.As("nurlan"), here, other, 1), pana.Invalid, "record.staff.absent")
	for site, want := range map[pana.SiteID]int{w.Centre.ID: 90, w.Shelter.ID: 300} {
		if n, err := p.OwnHours(w.As("olzhas"), site); err != nil || n != want {
			t.Errorf("his hours at %s: %d, %v", site, n, err)
		}
	}

	// The register of the shelter has the other one, whoever asks.
	for _, who := range []string{"saule", "dina"} {
		all, err := p.Volunteers(w.As(who))
		w.must("the shelter's register", err)
		if len(all) != 1 || all[0].ID != there {
			t.Errorf("%s reads %d at the shelter", who, len(all))
		}
		if _, err := p.OneVolunteer(w.As(who), here); pana.KindOf(err) != pana.NotFound {
			t.Errorf("%s finds the centre's at the shelter: %v", who, err)
		}
	}
	if _, err := p.OneStudent(w.As("saule"), there); pana.KindOf(err) != pana.NotFound {
		t.Errorf("the shelter's is found at the centre: %v", err)
	}
	if _, err := p.Students(w.As("saule"), w.Shelter.ID); pana.KindOf(err) != pana.NotFound {
		t.Errorf("a shelter has such a register: %v", err)
	}
	for _, who := range []string{"dina", "aizhan", "olzhas", "timur"} {
		if _, err := p.Students(w.As(who), w.Centre.ID); err == nil {
			t.Errorf("%s reads the register of the centre", who)
		}
		if _, err := p.OneStudent(w.As(who), here); err == nil {
			t.Errorf("%s reads of one of them", who)
		}
	}
	if err := p.AddHours(w.As("arman"), here, people.VolunteerLine{Kind: people.Hours, Minutes: 60}); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("a youth worker writes hours: %v", err)
	}
	for name, do := range map[string]func() error{
		"adds": func() error {
			_, err := p.AddVolunteer(w.As("dina"), people.NewOutsider{Site: w.Centre.ID, Name: "X"})
			return err
		},
		"adds one": func() error {
			_, err := p.AddVolunteer(w.As("nurlan"), people.NewOutsider{Site: w.Shelter.ID, Name: "X"})
			return err
		},
		"ends":     func() error { return p.EndOutsider(w.As("dina"), here) },
		"ends one": func() error { return p.EndOutsider(w.As("nurlan"), there) },
		"confirms": func() error { return p.Confirm(w.As("nurlan"), there) },
		"takes a student as an interpreter": func() error {
			_, err := p.AddHelper(w.As("saule"), people.NewHelper{Part: people.Driver, Site: w.Centre.ID, From: here})
			return err
		},
	} {
		if err := do(); err == nil {
			t.Errorf("somebody %s across the wall", name)
		}
	}
	w.must("goes", p.EndOutsider(w.As("nurlan"), here))
}

// A name on the watch list of the shelters is told to whoever may read that list and to
// nobody at the centre, in what is shown and in what is refused.
func TestTheCentreLearnsNothingOfTheWatchList(t *testing.T) {
	w := open(t)
	p := people.New(w.House, w.files)
	id, err := p.AddVolunteer(w.As("nurlan"), people.NewOutsider{Site: w.Centre.ID, Name: "Ruslan Temirov"})
	w.must("a student", err)
	w.must("named at the shelter", w.exploiter("Ruslan Temirov"))
	read := func(who string) people.Student {
		t.Helper()
		one, err := p.OneStudent(w.As(who), id)
		w.must("one", err)
		return one
	}
	w.must("looked at, as anybody", p.Confirm(w.As("nurlan"), id))
	if one := read("nurlan"); one.Awaiting || one.Watched {
		t.Errorf("the centre is told: %+v", one.Outsider)
	}
	if one := read("saule"); !one.Awaiting || !one.Watched {
		t.Errorf("those who lead are not told: %+v", one.Outsider)
	}
	housetest.Refused(t, p.Confirm(w.As("saule"), id), pana.Conflict, "person.awaiting.head")
	if err := p.ClearOutsider(w.As("nurlan"), id, "It is another one"); pana.KindOf(err) != pana.Forbidden {
		t.Errorf("the centre clears: %v", err)
	}
	w.must("cleared", p.ClearOutsider(w.As("saule"), id, "He is nineteen and studies here"))
	if one := read("saule"); one.Awaiting || one.Watched {
		t.Errorf("cleared: %+v", one.Outsider)
	}
}

// exploiter names somebody in the file of a client of the shelter.
func (w *world) exploiter(name string) error {
	ctx := w.As("saule")
	var her casework.Added
	err := w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		her, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID})
		return err
	})
	if err == nil {
		_, err = w.files.AddPerson(ctx, her.Client, casework.NewPerson{Role: casework.PossibleExploiter, Name: name})
	}
	return err
}
