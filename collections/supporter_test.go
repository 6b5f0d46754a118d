package collections_test

import (
	"slices"
	"testing"
	"time"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/collections"
	"example.org/pana/house/housetest"
	"example.org/pana/internal/db"
)

func (w *world) letter(kind, lang string) (collections.Sheet, error) {
	return w.PrintLetter(w.As("vera"), w.col, kind, lang)
}

func TestWhatASupporterTakesBackIsTakenBackAtOnce(t *testing.T) {
	w := open(t)
	vera := w.As("vera")
	id := w.supporter(collections.NewSupporter{Name: "Надежда Юрьева", Contact: "nadezhda@example.org", Language: "ru", MayWrite: true, MayName: true})
	gift := w.gives(w.col, 10_00, id)
	housetest.Done(t, "a letter", w.WriteLetter(vera, w.col, collections.Result, "ru", "Спасибо: скакалки куплены.", 0))
	housetest.Done(t, "Saule has read it", w.ReadLetter(w.As("saule"), w.col, collections.Result, "ru", 1))
	s, err := w.letter(collections.Result, "ru")
	if err != nil || !slices.Equal(s.Thanks, []string{"Надежда Юрьева"}) || len(s.To) != 1 {
		t.Fatalf("the letter goes to %+v and thanks %v, %v", s.To, s.Thanks, err)
	}
	housetest.Done(t, "not to be named any more", w.Withdraw(vera, id, collections.Named))
	if s, err = w.letter(collections.Result, "ru"); err != nil || len(s.Thanks) != 0 || len(s.To) != 1 {
		t.Errorf("named still: %v, %v", s.Thanks, err)
	}
	housetest.Done(t, "nor to be written to", w.Withdraw(vera, id, collections.Write))
	if s, err = w.letter(collections.Result, "ru"); err != nil || len(s.To) != 0 {
		t.Errorf("written to still: %v, %v", s.To, err)
	}
	housetest.Refused(t, errOf(w.ThankYou(vera, gift)), pana.Conflict, "collections.thanks.not-asked")
	housetest.Refused(t, w.Withdraw(vera, id, "all"), pana.Invalid, "codes.unknown")
	p, err := w.Supporter(vera, id)
	if err != nil || p.MayWrite || p.MayName || len(p.Answers) != 4 || len(p.Gifts) != 1 || !slices.Equal(p.Terms, []string{"2026-autumn"}) {
		t.Errorf("her page: %+v, %v", p, err)
	}

	housetest.Done(t, "forgotten", w.ForgetSupporter(vera, id))
	if p, err = w.Supporter(vera, id); err != nil || p.Name != "" || p.Contact != "" || p.Forgotten != today || len(p.Gifts) != 1 {
		t.Errorf("forgotten: %+v, %v", p, err)
	}
	housetest.Refused(t, w.SetSupporter(vera, id, p.Version, collections.NewSupporter{Name: "X"}), pana.Conflict, "supporters.forgotten")
	housetest.Refused(t, errOf(w.Give(vera, w.col, collections.NewGift{Amount: 1, Supporter: id})), pana.Invalid, "supporters.absent")
	if q := w.page(w.col); q.Given != 10_00 || q.Entries[0].From != "" {
		t.Errorf("the book: %+v", q.Entries)
	}
	for _, who := range []string{"dina", "lena", "oleg", "hans"} {
		housetest.Refused(t, errOf(w.Supporters(w.As(who))), pana.Forbidden, "policy.refused")
		housetest.Refused(t, w.Withdraw(w.As(who), id, collections.Write), pana.Forbidden, "policy.refused")
	}
	housetest.Refused(t, w.Withdraw(vera, "nobody", collections.Write), pana.NotFound, "record.absent")
}

func TestASupporterIsWrittenToOnlyWhereSheCanBeReached(t *testing.T) {
	w := open(t)
	vera := w.As("vera")
	add := func(n collections.NewSupporter) error { return errOf(w.AddSupporter(vera, n)) }
	housetest.Refused(t, add(collections.NewSupporter{}), pana.Invalid, "supporters.name.missing")
	housetest.Refused(t, add(collections.NewSupporter{Name: "Ержан", MayWrite: true}), pana.Invalid, "supporters.contact.missing")
	housetest.Refused(t, add(collections.NewSupporter{Name: "Ержан", Kind: "ghost"}), pana.Invalid, "codes.unknown")
	housetest.Refused(t, add(collections.NewSupporter{Name: "Ержан", Language: "xx"}), pana.Invalid, "codes.unknown")
	id := w.supporter(collections.NewSupporter{Name: "Ержан"})
	housetest.Done(t, "changed", w.SetSupporter(vera, id, 1, collections.NewSupporter{Name: "Ержан Сейтов", Contact: "+7 701 000 00 01", Kind: "firm"}))
	housetest.Stale(t, w.SetSupporter(vera, id, 1, collections.NewSupporter{Name: "Ержан"}))
}

// Only those who keep the watch list are told; the accountant is told nothing.
func TestASupporterIsComparedWithTheWatchList(t *testing.T) {
	w := open(t)
	id := w.supporter(collections.NewSupporter{Name: "Руслан Темиров"})
	ctx := w.As("saule")
	err := w.House.DB.Update(ctx, func(tx *db.Tx) error {
		a, err := w.files.Add(ctx, tx, casework.NewClient{Site: w.Shelter.ID, Coded: casework.Coded{Sex: "female"}})
		if err == nil {
			tx.AfterCommit(func() {
				_, err := w.files.AddPerson(ctx, a.Client, casework.NewPerson{Role: casework.PossibleExploiter, Name: "Ruslan Temirov"})
				housetest.Done(t, "named", err)
			})
		}
		return err
	})
	housetest.Done(t, "a file", err)
	if p, err := w.Supporter(w.As("saule"), id); err != nil || !p.Watched {
		t.Errorf("Saule is told %+v, %v", p.Supporter, err)
	}
	if p, err := w.Supporter(w.As("vera"), id); err != nil || p.Watched {
		t.Errorf("Vera is told %+v, %v", p.Supporter, err)
	}
}

func TestALetterLeavesOnlyAfterALeaderHasReadThisText(t *testing.T) {
	w := open(t)
	vera, saule := w.As("vera"), w.As("saule")
	_, err := w.letter(collections.Appeal, "kk")
	housetest.Refused(t, err, pana.Conflict, "collections.letter.none")
	housetest.Refused(t, w.WriteLetter(vera, w.col, collections.Appeal, "kk", "", 0), pana.Invalid, "collections.letter.missing")
	housetest.Refused(t, w.WriteLetter(vera, w.col, "novel", "kk", "x", 0), pana.Invalid, "codes.unknown")
	housetest.Refused(t, w.WriteLetter(vera, w.col, collections.Appeal, "uz", "x", 0), pana.Invalid, "codes.unknown")
	housetest.Done(t, "written", w.WriteLetter(vera, w.col, collections.Appeal, "kk", "Арқан мен бояу керек.", 0))
	_, err = w.letter(collections.Appeal, "kk")
	housetest.Refused(t, err, pana.Conflict, "collections.letter.unread")
	housetest.Refused(t, w.ReadLetter(vera, w.col, collections.Appeal, "kk", 1), pana.Forbidden, "policy.refused")
	housetest.Done(t, "read", w.ReadLetter(saule, w.col, collections.Appeal, "kk", 1))
	if s, err := w.letter(collections.Appeal, "kk"); err != nil || s.Letter.Words != "Арқан мен бояу керек." || s.Letter.ReadBy != w.Staff("saule") {
		t.Errorf("printed: %+v, %v", s, err)
	}
	housetest.Stale(t, w.WriteLetter(vera, w.col, collections.Appeal, "kk", "Another", 0))
	housetest.Done(t, "changed", w.WriteLetter(vera, w.col, collections.Appeal, "kk", "Арқан керек.", 1))
	_, err = w.letter(collections.Appeal, "kk")
	housetest.Refused(t, err, pana.Conflict, "collections.letter.unread")
	housetest.Stale(t, w.ReadLetter(saule, w.col, collections.Appeal, "kk", 1))
}

func TestAnIdeaIsCreditedAsItsGiverWishes(t *testing.T) {
	w := open(t)
	vera := w.As("vera")
	id := w.supporter(collections.NewSupporter{Name: "Надежда Юрьева", MayName: true})
	housetest.Refused(t, w.Suggest(vera, collections.NewSuggestion{}), pana.Invalid, "suggestions.what.missing")
	housetest.Done(t, "hers", w.Suggest(vera, collections.NewSuggestion{What: "Hula hoops for the girls", Credit: "Надежда", Supporter: id}))
	w.Clock.Advance(time.Second)
	housetest.Refused(t, w.Suggest(w.As("arman"), collections.NewSuggestion{What: "Balls", Supporter: id}), pana.Invalid, "supporters.absent")
	housetest.Done(t, "Arman's", w.Suggest(w.As("arman"), collections.NewSuggestion{What: "Volleyball, all together at the end", Credit: "Arman"}))
	housetest.Refused(t, w.Suggest(w.As("hans"), collections.NewSuggestion{What: "x"}), pana.Forbidden, "policy.refused")
	list, err := w.Suggestions(w.As("arman"))
	if err != nil || len(list) != 2 || list[1].Credit != "Надежда" || list[1].Supporter != "" {
		t.Fatalf("Arman reads %+v, %v", list, err)
	}
	housetest.Refused(t, w.TakeUp(w.As("arman"), list[1].ID, w.col, list[1].Version), pana.Forbidden, "policy.refused")
	housetest.Refused(t, w.TakeUp(vera, list[1].ID, "nothing", list[1].Version), pana.Invalid, "record.absent")
	housetest.Done(t, "taken up", w.TakeUp(vera, list[1].ID, w.col, list[1].Version))
	housetest.Stale(t, w.TakeUp(vera, list[1].ID, w.col, list[1].Version))
	housetest.Done(t, "not to be named", w.Withdraw(vera, id, collections.Named))
	if list, err = w.Suggestions(vera); err != nil || list[1].Credit != "" || list[1].Taken != today || list[1].Collection != w.col {
		t.Errorf("after it: %+v, %v", list, err)
	}
}
