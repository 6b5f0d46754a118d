package letters_test

import (
	"context"
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
	"example.org/pana/letters"
	"example.org/pana/night"
	"example.org/pana/people"
	"example.org/pana/plan"
	"example.org/pana/residence"
	"example.org/pana/rights"
	"example.org/pana/therapy"
)

// A world is the test house with one client, Invented Aigerim, who is Dina's, her
// lawyer's and her nurse's; a police office, a consulate, a clinic, a court and an
// inspection. Its clock stands on Monday, 23 November 2026.
type world struct {
	*housetest.World
	*letters.Letters
	t       testing.TB
	files   *casework.Casework
	fund    *funding.Funding
	given   *rights.Rights
	client  pana.ClientID
	code    string
	offices map[string]pana.OrganisationID
	lessons []casework.Service // of a youth centre
}

const today = pana.Date("2026-11-23")

func open(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, World: housetest.Open(t, casework.Schema(), people.Schema(), residence.Schema(), night.Schema(), plan.Schema(), therapy.Schema(), health.Schema(),
		learning.Schema(), belongings.Schema(), legal.Schema(), followup.Schema(), funding.Schema(), rights.Schema(), letters.Schema())}
	w.files = casework.New(w.House)
	w.fund = funding.New(w.House, w.files, people.New(w.House, w.files), func(context.Context, *db.Tx, string, []any, pana.Date, pana.Date) ([]casework.Service, error) {
		return w.lessons, nil
	})
	w.given = rights.New(w.House, w.files)
	w.Letters = letters.New(w.House, w.files, w.given, w.fund)
	saule := w.As("saule")
	w.offices = map[string]pana.OrganisationID{}
	for name, kind := range map[string]string{"police": "police", "consulate": "embassy", "clinic": "health", "school": "school", "court": "court", "inspection": "city"} {
		id, err := w.files.AddOrganisation(saule, casework.NewOrganisation{Name: "Invented " + name, Kind: kind, Contact: "1 Invented street", Roles: []string{"funder"}})
		housetest.Done(t, name, err)
		w.offices[name] = id
	}
	w.client, w.code = w.comes("Invented Aigerim", "Айгерим Придуманная")
	for name, role := range map[string]pana.Role{"dina": pana.SocialWorker, "gulnar": pana.Psychologist} {
		housetest.Done(t, "assign "+name, w.files.Assign(saule, w.client, w.Staff(name), role))
	}
	housetest.Done(t, "how letters begin", w.SetSettings(saule, "Invented fund\nP.O. box 1", 0))
	w.Clock.Advance(time.Second)
	return w
}

func (w *world) comes(toUse, full string) (pana.ClientID, string) {
	w.t.Helper()
	var a casework.Added
	ctx := w.As("saule")
	err := w.House.DB.Update(ctx, func(tx *db.Tx) (err error) {
		a, err = w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Coded: casework.Coded{Sex: "female", AgeBand: "24-26", Citizenship: "UZ"},
			Names: casework.Names{ToUse: toUse, Full: full, Birth: "2001-03-04"}})
		return err
	})
	housetest.Done(w.t, "a client", err)
	w.Clock.Advance(time.Second)
	return a.Client, a.Code
}

// toPolice is a letter that Dina writes, by code and on the ground of a law.
func (w *world) toPolice() letters.NewLetter {
	return letters.NewLetter{Kind: "police", Language: "ru", Organisation: w.offices["police"], Named: letters.ByCode, Basis: "law", Ground: "статья 1",
		Facts: []string{"citizenship"}, Subject: "О возврате документов", Text: "Просим вернуть паспорт."}
}

func (w *world) written(n letters.NewLetter) letters.ID {
	w.t.Helper()
	id, err := w.Write(w.As("dina"), w.client, "", 0, n)
	housetest.Done(w.t, "written", err)
	w.Clock.Advance(time.Second)
	return id
}

func (w *world) sheet(id letters.ID) letters.Sheet {
	w.t.Helper()
	s, err := w.Sheet(w.As("dina"), w.code, id)
	housetest.Done(w.t, "looked at", err)
	return s
}

func (w *world) agrees(n casework.NewConsent) {
	w.t.Helper()
	n.Language, n.Until = "uz", "2027-11-23"
	_, err := w.files.RecordConsent(w.As("dina"), w.client, n)
	housetest.Done(w.t, "she agrees", err)
	w.Clock.Advance(time.Second)
}

// register is what the register of disclosures says of her, the newest first.
func (w *world) register() []rights.Disclosure {
	w.t.Helper()
	list, err := w.given.Disclosures(w.As("saule"), w.code)
	housetest.Done(w.t, "the register", err)
	return list
}

var out = letters.Out{Edition: 1, Checked: true, Told: rights.Told}

func errOf[T any](_ T, err error) error { return err }
