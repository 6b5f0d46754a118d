package rights_test

import (
	"testing"

	"example.org/pana/casework"
	"example.org/pana/house"
	"example.org/pana/internal/db"
	"example.org/pana/rights"
)

func TestAnOrderIsAnsweredWithTheSecondElsewhere(t *testing.T) {
	w := open(t)
	her := w.come("Madina", "dina", "gulnar", "bolat")
	w.note("dina", her.Client, casework.NewNote{Told: "I was at the farm.", Text: "She wept."})
	id, err := w.RecordOrder(w.As("bolat"), her.Client, order("note.told"))
	w.must(err)
	more, err := w.RecordOrder(w.As("bolat"), her.Client, order("note.told", "note.text"))
	w.must(err)
	deed := rights.OrderDeed(her.Client, id)
	if err := w.House.AskSecond(w.As("saule"), rights.OrderDeed(her.Client, "nothing"), w.Staff("marat")); say(err) == "" {
		t.Error("an order that is none is asked for")
	}
	if err := w.House.AskSecond(w.As("bolat"), deed, w.Staff("marat")); say(err) != "policy.refused" {
		t.Errorf("asked by the lawyer: %v", err)
	}
	w.must(w.House.AskSecond(w.As("saule"), deed, w.Staff("marat")))
	desk, err := w.House.Desk(w.As("saule"), deed)
	w.must(err)
	w.must(w.House.AgreeSecond(w.As("marat"), desk.Asked.ID))
	agreed := rights.Handing{Pair: house.Pair{Agreed: desk.Asked.ID}}
	if _, err := w.Export(w.As("saule"), her.Code, more, "en", agreed); say(err) != "second.differs" {
		t.Errorf("another order of hers: %v", err)
	}
	if _, err := w.Export(w.As("marat"), her.Code, id, "en", agreed); say(err) != "second.none" {
		t.Errorf("by the second: %v", err)
	}
	x, err := w.Export(w.As("saule"), her.Code, id, "en", agreed)
	w.must(err)
	if len(x.Fields) != 1 || len(x.Records) != 1 {
		t.Errorf("handed out was %+v", x)
	}
	if o, err := w.Order(w.As("saule"), her.Code, id); err != nil || o.Approved != w.Staff("marat") {
		t.Errorf("approved by %q, %v", o.Approved, err)
	}
	if _, err := w.Export(w.As("saule"), her.Code, id, "en", agreed); say(err) != "second.none" {
		t.Errorf("once more: %v", err)
	}
}

// An order that reads otherwise by now is not what was agreed to.
func TestWhatAnOrderNamesCannotGrowAfterTheAgreement(t *testing.T) {
	w := open(t)
	w.ByHand()
	her := w.come("Madina", "dina", "gulnar", "bolat")
	id, err := w.RecordOrder(w.As("bolat"), her.Client, order("note.told"))
	w.must(err)
	deed := rights.OrderDeed(her.Client, id)
	w.must(w.House.AskSecond(w.As("saule"), deed, w.Staff("marat")))
	desk, err := w.House.Desk(w.As("saule"), deed)
	w.must(err)
	widen := func(fields string) {
		w.must(w.House.DB.Update(w.As("saule"), func(tx *db.Tx) error {
			_, err := tx.Exec(t.Context(), `UPDATE orders SET fields = $1 WHERE id = $2`, fields, id)
			return err
		}))
	}
	widen("note.told note.text")
	if err := w.House.AgreeSecond(w.As("marat"), desk.Asked.ID); say(err) != "second.changed" {
		t.Errorf("agreed to what it was not: %v", err)
	}
	widen("note.told")
	w.must(w.House.AgreeSecond(w.As("marat"), desk.Asked.ID))
	widen("note.told note.text")
	if _, err := w.Export(w.As("saule"), her.Code, id, "en", rights.Handing{Pair: house.Pair{Agreed: desk.Asked.ID}}); say(err) != "second.differs" {
		t.Errorf("more than was agreed to is handed out: %v", err)
	}
}
