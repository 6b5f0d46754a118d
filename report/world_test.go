package report_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/funding"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
	"example.org/pana/internal/locale"
	"example.org/pana/people"
	"example.org/pana/report"
	"example.org/pana/residence"
	"example.org/pana/rights"
	"example.org/pana/web"
	"example.org/pana/youth"
)

// A world is the test house with a ministry that pays for its days. Its clock
// begins on Monday, 23 November 2026.
type world struct {
	*housetest.World
	*report.Reports
	t         testing.TB
	files     *casework.Casework
	beds      *residence.Residence
	fund      *funding.Funding
	given     *rights.Rights
	ministry  pana.OrganisationID
	agreement funding.AgreementID
}

var november = funding.Period{Since: "2026-11-01", Until: "2026-11-30"}

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, web.Schema())}
	w.files = casework.New(w.House)
	w.beds = residence.New(w.House, w.files)
	w.fund = funding.New(w.House, w.files, people.New(w.House, w.files), youth.Delivered)
	w.given = rights.New(w.House, w.files)
	w.Reports = report.New(w.House, w.files, w.fund, w.given)
	_, err := w.beds.AddRoom(w.As("saule"), w.Shelter.ID, residence.NewRoom{Name: "Garden", Beds: 12})
	housetest.Done(t, "a room", err)
	_, err = w.beds.AddRoom(w.As("saule"), w.Shelter.ID, residence.NewRoom{Name: "Court", Beds: 12})
	housetest.Done(t, "another", err)
	w.ministry, err = w.files.AddOrganisation(w.As("saule"), casework.NewOrganisation{Name: "Ministry", Kind: "ministry", Roles: []string{"funder"}})
	housetest.Done(t, "a ministry", err)
	w.agreement = w.agrees(funding.Agreement{Name: "Ministry 2026", Number: "12-4/88", Payer: "state", Since: "2026-09-01", Days: true, Due: 10, Officer: w.Staff("hans"),
		Services: []string{"social-medical"}, Sites: []pana.SiteID{w.Shelter.ID}, Funders: []funding.Funder{{Organisation: w.ministry, Parts: funding.Whole}}})
	housetest.Done(t, "a tariff", w.fund.AddTariff(w.As("saule"), w.agreement, funding.Tariff{Unit: funding.PerDay, Since: "2026-09-01", Minor: 500_000}))
	w.Clock.Advance(time.Second)
	return w
}

func (w *world) agrees(a funding.Agreement) funding.AgreementID {
	w.t.Helper()
	id, err := w.fund.AddAgreement(w.As("saule"), a)
	housetest.Done(w.t, "an agreement", err)
	w.Clock.Advance(time.Second)
	return id
}

// comes lets somebody in who sleeps here from tonight on.
func (w *world) comes(c casework.Coded) casework.Added {
	w.t.Helper()
	var a casework.Added
	saule := w.As("saule")
	housetest.Done(w.t, "a client", w.House.DB.Update(saule, func(tx *db.Tx) (err error) {
		a, err = w.files.Add(saule, tx, casework.NewClient{Site: w.Shelter.ID, Names: casework.Names{ToUse: "Aru", Full: "Aruzhan Invented"}, Coded: c})
		return err
	}))
	w.Clock.Advance(time.Second)
	m, err := w.beds.Tonight(saule, w.Shelter.ID)
	housetest.Done(w.t, "the beds", err)
	for _, room := range m.Rooms {
		for _, bed := range room.Beds {
			if bed.State == residence.Free {
				_, err := w.beds.Admit(saule, residence.Admission{Client: a.Client, Bed: bed.ID})
				housetest.Done(w.t, "a bed", err)
				_, err = w.beds.SetTerm(saule, a.Client, residence.NewTerm{Payer: "state", Until: "2027-06-30"})
				housetest.Done(w.t, "who pays", err)
				w.Clock.Advance(time.Second)
				return a
			}
		}
	}
	w.t.Fatal("no free bed")
	return a
}

var woman = casework.Coded{Sex: "female", AgeBand: "30-38", Citizenship: "UZ"}

// december goes on to the second of December and closes November.
func (w *world) december() {
	w.t.Helper()
	w.Clock.Advance(9 * 24 * time.Hour)
	housetest.Done(w.t, "November is closed", w.fund.CloseMonth(w.As("saule"), "2026-11"))
	w.Clock.Advance(time.Second)
}

func (w *world) choice(l report.LayoutID) report.Choice {
	return report.Choice{Agreement: w.agreement, Period: november, Layout: l, Languages: [2]locale.Lang{locale.KK, locale.RU}}
}

// approves freezes a sheet as somebody who has looked at it.
func (w *world) approves(name string, c report.Choice) report.Frozen {
	w.t.Helper()
	d, err := w.Draft(w.As(name), c)
	housetest.Done(w.t, "a draft", err)
	id, err := w.Approve(w.As(name), c, d.Digest, "")
	housetest.Done(w.t, "approved", err)
	w.Clock.Advance(time.Second)
	return w.frozen(name, id)
}

func (w *world) frozen(name string, id report.ReportID) report.Frozen {
	w.t.Helper()
	f, err := w.Report(w.As(name), id)
	housetest.Done(w.t, "read", err)
	return f
}
