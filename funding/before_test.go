package funding_test

import (
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/funding"
	"example.org/pana/house/housetest"
)

func TestALicenceIsPutRightAndWhatStoodStaysBesideIt(t *testing.T) {
	w := open(t)
	saule := w.As("saule")
	id, err := w.AddLicence(saule, funding.Licence{Site: w.Shelter.ID, Since: "2025-01-01", Until: "2026-12-31", Number: "No 7", Office: "Department"})
	housetest.Done(t, "a licence", err)
	_, err = w.AddLicence(saule, funding.Licence{Site: w.Shelter.ID, Since: "2024-01-01", Until: "2024-12-31"})
	housetest.Done(t, "the one before", err)
	housetest.Refused(t, w.CorrectLicence(saule, id, 1, funding.Licence{Since: "2024-01-01"}), pana.Invalid, "funding.licence.twice")
	housetest.Refused(t, w.CorrectLicence(saule, id, 1, funding.Licence{Since: "2025-01-01", Until: "2024-01-01"}), pana.Invalid, "date.crossed")
	housetest.Refused(t, w.CorrectLicence(saule, "none", 1, funding.Licence{Since: "2025-01-01"}), pana.NotFound, "record.absent")
	for _, who := range []string{"vera", "dina"} {
		housetest.Refused(t, w.CorrectLicence(w.As(who), id, 1, funding.Licence{Since: "2025-01-01"}), pana.Forbidden, "policy.refused")
	}
	housetest.Done(t, "a year longer", w.CorrectLicence(saule, id, 1, funding.Licence{Since: "2025-01-01", Until: "2027-12-31", Number: "No 77", Office: "Department"}))
	housetest.Stale(t, w.CorrectLicence(saule, id, 1, funding.Licence{Since: "2025-01-01"}), "number", "office", "since", "until")
	w.Clock.Advance(24 * time.Hour)
	housetest.Done(t, "and its number", w.CorrectLicence(saule, id, 2, funding.Licence{Since: "2025-01-01", Until: "2027-12-31", Number: "No 78"}))
	l, err := w.Licence(saule)
	housetest.Done(t, "read", err)
	one := l.Licences[0]
	if one.Until != "2027-12-31" || one.Number != "No 78" || one.Site != w.Shelter.ID || len(one.Before) != 2 {
		t.Fatalf("put right: %+v", one)
	}
	if b := one.Before[1]; b.Until != "2026-12-31" || b.Number != "No 7" || b.Office != "Department" || b.By != w.Staff("saule") || b.On != today {
		t.Errorf("what stood first: %+v", b)
	}
	housetest.Done(t, "told earlier", w.SetSettings(saule, funding.Settings{Licence: 60}, 0))
	due, err := w.Due(saule)
	housetest.Done(t, "due", err)
	for _, d := range due {
		if d.Kind == "licence" {
			t.Errorf("the day that was wrong is still pointed out: %+v", d)
		}
	}
}

func TestAMandateIsEndedAndOldClientsStayUnderIt(t *testing.T) {
	w := open(t)
	saule := w.As("saule")
	id, err := w.SetMandate(saule, funding.Mandate{Site: w.Shelter.ID, Since: "2025-01-01", Operator: w.offices["iom"], Words: "Women only"})
	housetest.Done(t, "what the house is for", err)
	a, err := w.Agreement(saule, w.foundation)
	housetest.Done(t, "read", err)
	a.Mandate = id
	housetest.Done(t, "for this mandate only", w.EditAgreement(saule, a, 1))
	old, _ := w.comes()
	w.sleeps(old, "foundation")
	housetest.Refused(t, w.CorrectMandate(saule, id, 1, funding.Mandate{Since: "2025-01-01", Until: "2024-01-01"}), pana.Invalid, "date.crossed")
	housetest.Refused(t, w.CorrectMandate(saule, id, 1, funding.Mandate{Since: "2025-01-01", Operator: "nobody"}), pana.Invalid, "record.organisation.absent")
	housetest.Refused(t, w.CorrectMandate(saule, "none", 1, funding.Mandate{Since: "2025-01-01"}), pana.NotFound, "record.absent")
	housetest.Refused(t, w.CorrectMandate(w.As("vera"), id, 1, funding.Mandate{Since: "2025-01-01"}), pana.Forbidden, "policy.refused")
	ended := funding.Mandate{Since: "2025-01-01", Until: "2026-11-24", Operator: w.offices["iom"], Words: "Women and their children"}
	housetest.Done(t, "its last day", w.CorrectMandate(saule, id, 1, ended))
	housetest.Stale(t, w.CorrectMandate(saule, id, 1, ended), "since", "until", "operator", "words")
	all, err := w.Mandates(w.As("vera"))
	if err != nil || len(all) != 1 || all[0].Until != "2026-11-24" || len(all[0].Before) != 1 || all[0].Before[0].Words != "Women only" || all[0].Before[0].Until != "" || all[0].Before[0].By != w.Staff("saule") {
		t.Fatalf("what stood before: %+v, %v", all, err)
	}
	w.Clock.Advance(3 * 24 * time.Hour) // 26 November: nothing stands
	newer, _ := w.comes()
	w.sleeps(newer, "foundation")
	paid := map[pana.ClientID]int{}
	for _, l := range w.month().Lines {
		if l.What == funding.Day && l.Paid[0].Agreement == w.foundation {
			paid[l.Client]++
		}
	}
	if paid[old] == 0 || paid[newer] != 0 {
		t.Errorf("paid days: %d of her who came under it, %d of her who came after", paid[old], paid[newer])
	}
	housetest.Refused(t, errOf(w.SetMandate(saule, funding.Mandate{Site: w.Shelter.ID, Since: "2026-11-24"})), pana.Invalid, "funding.mandate.before")
	_, err = w.SetMandate(saule, funding.Mandate{Site: w.Shelter.ID, Since: "2026-11-26", Words: "Everybody"})
	housetest.Done(t, "what it is for now", err)
	longer := ended
	longer.Until = "2026-11-26"
	housetest.Refused(t, w.CorrectMandate(saule, id, 2, longer), pana.Invalid, "funding.mandate.next")
	w.Clock.Advance(7 * 24 * time.Hour)
	w.closes("2026-11")
	longer.Until = "2026-11-25"
	housetest.Refused(t, w.CorrectMandate(saule, id, 2, longer), pana.Invalid, "funding.closed")
	longer.Until, longer.Words = ended.Until, "Women, and children with them"
	housetest.Done(t, "words change no day", w.CorrectMandate(saule, id, 2, longer))
}

func TestWhoLeadsOneSiteKeepsNoPaperOfAnother(t *testing.T) {
	w := open(t)
	saule := w.As("saule")
	licence, err := w.AddLicence(saule, funding.Licence{Site: w.Shelter.ID, Since: "2025-01-01"})
	housetest.Done(t, "a licence", err)
	item, err := w.AddItem(saule, funding.Item{Site: w.Shelter.ID, Kind: firstOf(t, "licence-item"), What: "Paper"})
	housetest.Done(t, "what it asks for", err)
	mandate, err := w.SetMandate(saule, funding.Mandate{Site: w.Shelter.ID, Since: "2025-01-01"})
	housetest.Done(t, "a mandate", err)
	marat := pana.ActorFrom(w.As("marat"))
	marat.Grants = []pana.Grant{{Role: pana.Deputy, Site: w.Centre.ID}}
	elsewhere := pana.WithActor(w.As("marat"), marat)
	for what, err := range map[string]error{
		"a licence":           errOf(w.AddLicence(elsewhere, funding.Licence{Site: w.Shelter.ID, Since: "2026-01-01"})),
		"a licence corrected": w.CorrectLicence(elsewhere, licence, 1, funding.Licence{Since: "2026-01-01"}),
		"what a licence asks": errOf(w.AddItem(elsewhere, funding.Item{Site: w.Shelter.ID, Kind: firstOf(t, "licence-item"), What: "Paper"})),
		"handed in":           w.DoneItem(elsewhere, item),
		"a mandate":           errOf(w.SetMandate(elsewhere, funding.Mandate{Site: w.Shelter.ID, Since: "2026-01-01"})),
		"a mandate corrected": w.CorrectMandate(elsewhere, mandate, 1, funding.Mandate{Since: "2026-01-01"}),
	} {
		t.Run(what, func(t *testing.T) { housetest.Refused(t, err, pana.Forbidden, "policy.refused") })
	}
	housetest.Done(t, "her own", errOf(w.AddLicence(elsewhere, funding.Licence{Site: w.Centre.ID, Since: "2026-01-01"})))
	housetest.Refused(t, w.DoneItem(saule, "none"), pana.NotFound, "record.absent")
}
