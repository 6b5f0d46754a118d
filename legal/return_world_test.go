package legal_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/assessment"
	"example.org/pana/casework"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/legal"
	"example.org/pana/people"
	"example.org/pana/residence"
)

// A shelter is the test house with its files, beds and legal matters.
type shelter struct {
	*housetest.World
	*legal.Legal
	files *casework.Casework
	beds  *residence.Residence
	plans *assessment.Assessment
	t     testing.TB
}

func openShelter(t testing.TB) *shelter {
	t.Helper()
	w := housetest.Open(t, casework.Schema(), people.Schema(), residence.Schema(), assessment.Schema(), legal.Schema())
	s := &shelter{World: w, files: casework.New(w.House), t: t}
	s.beds = residence.New(w.House, s.files)
	s.Legal, s.plans = legal.New(w.House, s.files), assessment.New(w.House, s.files)
	for _, name := range []string{"Garden", "Orchard", "Meadow"} {
		_, err := s.beds.AddRoom(w.As("saule"), w.Shelter.ID, residence.NewRoom{Name: name, Children: true, Beds: 9})
		s.must(err)
	}
	return s
}

func (s *shelter) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// A woman is a client with a bed, Dina and Gulnar at her side, a mother and an aunt.
type woman struct {
	*shelter
	id           pana.ClientID
	code         string
	mother, aunt pana.PersonID
}

func (s *shelter) woman() *woman {
	s.t.Helper()
	var a casework.Added
	saule := s.As("saule")
	s.must(s.House.DB.Update(saule, func(tx *db.Tx) (err error) {
		a, err = s.files.Add(saule, tx, casework.NewClient{Site: s.Shelter.ID, Coded: casework.Coded{Sex: "female", AgeBand: "24-26"}})
		return err
	}))
	w := &woman{shelter: s, id: a.Client, code: a.Code}
	s.must(s.files.Assign(saule, w.id, s.Staff("dina"), pana.SocialWorker))
	s.must(s.files.Assign(saule, w.id, s.Staff("gulnar"), pana.Psychologist))
	_, err := s.beds.Admit(saule, residence.Admission{Client: w.id, Bed: s.free()})
	s.must(err)
	w.mother, w.aunt = w.person("mother", "Roza"), w.person("other-kin", "Saida")
	return w
}

func (w *woman) person(role, name string) pana.PersonID {
	w.t.Helper()
	id, err := w.files.AddPerson(w.As("dina"), w.id, casework.NewPerson{Role: role, Name: name})
	w.must(err)
	w.Clock.Advance(time.Second)
	return id
}

// free is a bed nobody has tonight.
func (s *shelter) free() pana.BedID {
	s.t.Helper()
	m, err := s.beds.Tonight(s.As("saule"), s.Shelter.ID)
	s.must(err)
	for _, room := range m.Rooms {
		for _, b := range room.Beds {
			if b.State == residence.Free {
				return b.ID
			}
		}
	}
	s.t.Fatal("every bed is taken")
	return ""
}

// begin plans a return to the aunt.
func (w *woman) begin() {
	w.t.Helper()
	w.must(w.PlanReturn(w.As("dina"), w.id, legal.ReturnPlan{Kind: legal.ToFamily, Preparing: true, Country: "KZ", Region: "KZ-61", Wish: "I want to see my aunt."}, 0))
	w.must(w.GivePart(w.As("dina"), w.id, legal.Receives, casework.Someone{ID: w.aunt}))
}

// no is what everyone asked says: she had no part in it.
func no(source string) legal.Account {
	return legal.Account{Source: source, Recruited: legal.No, Profited: legal.No, Knew: legal.No, Words: "asked twice"}
}

func (w *woman) tell(person pana.PersonID, a legal.Account) {
	w.t.Helper()
	w.must(w.Tell(w.As("dina"), w.id, a, casework.Someone{ID: person}))
	w.Clock.Advance(time.Second)
}

func everyRisk(likelihood, harm int) []legal.Risk {
	var all []legal.Risk
	for _, q := range legal.RiskQuestions() {
		all = append(all, legal.Risk{Question: q, Likelihood: likelihood, Harm: harm})
	}
	return all
}

// ask does everything that comes before the signatures.
func (w *woman) ask() {
	w.t.Helper()
	dina := w.As("dina")
	w.tell(w.mother, no("client"))
	w.tell(w.aunt, no("home-visit"))
	w.must(w.Weigh(dina, w.id, everyRisk(2, 3), "the aunt lives far from the market"))
	w.must(w.Agree(dina, w.id, legal.Yes, false, "", "I want to go."))
	w.must(w.safe("dina", "yes"))
	w.must(w.GivePart(dina, w.id, legal.Contact, casework.Someone{ID: w.aunt}))
	w.must(w.TryContact(dina, w.id, w.aunt, true, "", "answered at once"))
	w.must(w.files.ConfirmPerson(dina, w.id, w.aunt))
}

// safe agrees a safety plan with her, or says that it is not agreed.
func (w *woman) safe(who, agreed string) error {
	sheet, err := w.plans.SeePlan(w.As(who), w.code, assessment.SafetyPlan)
	if err != nil {
		return err
	}
	return w.plans.Agree(w.As(who), w.id, assessment.SafetyPlan, assessment.NewPlan{Agreed: agreed, Number: sheet.Plan.Number, Words: map[string]string{"steps": "calls on Sundays"}})
}

func (w *woman) page(who string) legal.ReturnPage {
	w.t.Helper()
	p, err := w.Return(w.As(who), w.code)
	w.must(err)
	return p
}

func (w *woman) sign(who string) error {
	return w.Sign(w.As(who), w.id, "", w.page("dina").Print())
}

// ready is everything up to the open gate.
func (w *woman) ready() {
	w.t.Helper()
	w.begin()
	w.ask()
	w.must(w.sign("dina"))
	w.must(w.sign("saule"))
	w.stands()
}

func (w *woman) stands() {
	w.t.Helper()
	if missing := w.page("dina").Missing(); len(missing) != 0 {
		w.t.Fatalf("the gate still waits for %v", missing)
	}
}

func (w *woman) waitsFor(needs ...legal.Need) {
	w.t.Helper()
	if missing := w.page("dina").Missing(); !slices.Equal(missing, needs) {
		w.t.Errorf("the gate waits for %v, want %v", missing, needs)
	}
}

// leave ends her stay with the family.
func (w *woman) leave() error {
	return w.beds.Discharge(w.As("dina"), residence.Leaving{Client: w.id, Away: "2026-11-22", Ended: residence.WithFamily})
}

func denied(t testing.TB, err error, kind pana.Kind, say string) {
	t.Helper()
	e, ok := errors.AsType[*pana.Error](err)
	if !ok || e.Kind != kind || e.Say != say {
		t.Errorf("got %v, want %s %s", err, kind, say)
	}
}

func (s *shelter) count(q string, args ...any) (n int) {
	s.t.Helper()
	s.must(s.House.DB.View(context.Background(), func(tx *db.Tx) (err error) {
		n, err = db.Get[int](context.Background(), tx, q, args...)
		return err
	}))
	return n
}
