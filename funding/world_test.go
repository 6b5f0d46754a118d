package funding_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/belongings"
	"example.org/pana/casework"
	"example.org/pana/followup"
	"example.org/pana/funding"
	"example.org/pana/health"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/learning"
	"example.org/pana/legal"
	"example.org/pana/night"
	"example.org/pana/people"
	"example.org/pana/plan"
	"example.org/pana/residence"
	"example.org/pana/therapy"
)

// A world is the test house with two agreements: the ministry pays for days and
// health, and a foundation abroad for law, its money handed on by an organisation.
// Its clock stands on Monday, 23 November 2026.
type world struct {
	*housetest.World
	*funding.Funding
	t          testing.TB
	files      *casework.Casework
	beds       *residence.Residence
	ministry   funding.AgreementID
	foundation funding.AgreementID
	offices    map[string]pana.OrganisationID
}

const today = pana.Date("2026-11-23")

var november = funding.Period{Since: "2026-11-01", Until: "2026-11-30"}

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), people.Schema(), residence.Schema(), night.Schema(), plan.Schema(), therapy.Schema(), health.Schema(),
		learning.Schema(), belongings.Schema(), legal.Schema(), followup.Schema(), funding.Schema())}
	w.files = casework.New(w.House)
	w.beds = residence.New(w.House, w.files)
	w.Funding = funding.New(w.House, w.files, people.New(w.House, w.files))
	_, err := w.beds.AddRoom(w.As("saule"), w.Shelter.ID, residence.NewRoom{Name: "Garden", Beds: 6})
	housetest.Done(t, "a room", err)
	w.offices = map[string]pana.OrganisationID{}
	for name, kind := range map[string]string{"ministry": "ministry", "sweden": "foreign-ngo", "netherlands": "foreign-ngo", "iom": "international-organisation"} {
		w.offices[name], err = w.files.AddOrganisation(w.As("saule"), casework.NewOrganisation{Name: name, Kind: kind, Roles: []string{"funder"}})
		housetest.Done(t, name, err)
	}
	w.ministry = w.agrees(w.fromMinistry())
	w.foundation = w.agrees(w.fromAbroad())
	return w
}

func (w *world) fromMinistry() funding.Agreement {
	return funding.Agreement{Name: "Ministry 2026", Number: "12-4/88", Form: "Form 3", Payer: "state", Since: "2026-09-01", Until: "2027-08-31", Days: true, Absent: 2, Due: 10,
		Services: []string{"social-medical", "social-domestic"}, Sites: []pana.SiteID{w.Shelter.ID}, Funders: []funding.Funder{{Organisation: w.offices["ministry"], Parts: funding.Whole}}}
}

// fromAbroad is money of two organisations abroad, handed on by a third.
func (w *world) fromAbroad() funding.Agreement {
	return funding.Agreement{Name: "Two from abroad", Payer: "foundation", Currency: "EUR", Since: "2026-09-01", Days: true, Services: []string{"social-legal", "social-psychological"},
		Sites: []pana.SiteID{w.Shelter.ID, w.Centre.ID}, Rhythm: funding.EachQuarter,
		Funders: []funding.Funder{{Organisation: w.offices["sweden"], Through: w.offices["iom"], Parts: 6_667}, {Organisation: w.offices["netherlands"], Through: w.offices["iom"], Parts: 3_333}}}
}

func (w *world) agrees(a funding.Agreement) funding.AgreementID {
	w.t.Helper()
	id, err := w.AddAgreement(w.As("saule"), a)
	housetest.Done(w.t, "an agreement", err)
	w.Clock.Advance(time.Second)
	return id
}

func (w *world) comes() (pana.ClientID, string) {
	w.t.Helper()
	var a casework.Added
	ctx := w.As("saule")
	housetest.Done(w.t, "a client", w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		a, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Coded: casework.Coded{Sex: "female", AgeBand: "18-20"}})
		return err
	}))
	for name, role := range map[string]pana.Role{"dina": pana.SocialWorker, "gulnar": pana.Psychologist} {
		housetest.Done(w.t, "assign "+name, w.files.Assign(ctx, a.Client, w.Staff(name), role))
	}
	w.Clock.Advance(time.Second)
	return a.Client, a.Code
}

// sleeps gives a client a bed from a night on; paid says until when which kind of
// payer pays.
func (w *world) sleeps(client pana.ClientID, payer string) {
	w.t.Helper()
	saule := w.As("saule")
	m, err := w.beds.Tonight(saule, w.Shelter.ID)
	housetest.Done(w.t, "the beds", err)
	for _, room := range m.Rooms {
		for _, bed := range room.Beds {
			if bed.State == residence.Free {
				_, err := w.beds.Admit(saule, residence.Admission{Client: client, Bed: bed.ID})
				housetest.Done(w.t, "a bed", err)
				if payer != "" {
					housetest.Done(w.t, "a term", errOf(w.beds.SetTerm(saule, client, residence.NewTerm{Payer: payer, Until: today.AddDays(200)})))
				}
				w.Clock.Advance(time.Second)
				return
			}
		}
	}
	w.t.Fatal("no free bed")
}

// month is what Saule reads of November.
func (w *world) month() funding.Ledger {
	w.t.Helper()
	l, err := w.Ledger(w.As("saule"), november)
	housetest.Done(w.t, "the month", err)
	return l
}
