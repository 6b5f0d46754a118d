package collections

import (
	"example.org/pana"
)

// Kinds of entries.
const (
	GiftOfMoney  = "gift"
	GiftOfThings = "things"
	Purchase     = "purchase"
	Reversal     = "reversal"
)

// Accounts of the book. Each sum stands on two of them.
const (
	Gifts  = "gifts"  // where it comes from
	Left   = "left"   // what there is
	Bought = "bought" // where it went
)

// An Entry is one entry of the book.
type Entry struct {
	ID         EntryID      `db:"id"`
	Collection ID           `db:"collection_id"`
	Number     int          `db:"number"` // one after another in the whole book
	Kind       string       `db:"kind"`
	Amount     int64        `db:"amount"` // 0 for things
	Currency   string       `db:"currency"`
	On         pana.Date    `db:"on_day"`
	Supporter  SupporterID  `db:"supporter_id"` // empty: nobody said who, or of a purchase
	Reverses   EntryID      `db:"reverses"`
	ReversedBy EntryID      `db:"reversed_by"`
	Thanked    pana.Date    `db:"thanked"`
	By         pana.StaffID `db:"by_staff"`
	Receipts   int          `db:"receipts"`
	What       string       `db:"-"`
	From       string       `db:"-"` // the supporter's name
}

// Stands reports whether the entry counts: it takes back none, and none takes it
// back.
func (e Entry) Stands() bool { return e.Kind != Reversal && e.ReversedBy == "" }

// Gift reports whether the entry is a gift.
func (e Entry) Gift() bool { return e.Kind == GiftOfMoney || e.Kind == GiftOfThings }

// A Line is what an entry does to one account. Plus comes, minus goes.
type Line struct {
	Account string `db:"account"`
	Amount  int64  `db:"amount"`
}

// linesOf are the two lines of an entry of money; they come to nothing. Things have
// none.
func linesOf(kind string, amount int64) []Line {
	switch kind {
	case GiftOfMoney:
		return []Line{{Left, amount}, {Gifts, -amount}}
	case Purchase:
		return []Line{{Bought, amount}, {Left, -amount}}
	}
	return nil
}

// turned are lines the other way round.
func turned(lines []Line) []Line {
	back := make([]Line, len(lines))
	for i, l := range lines {
		back[i] = Line{l.Account, -l.Amount}
	}
	return back
}

// moves is what lines change in the totals of a collection.
func moves(lines []Line) (given, spent int64) {
	for _, l := range lines {
		switch l.Account {
		case Gifts:
			given -= l.Amount
		case Bought:
			spent += l.Amount
		}
	}
	return given, spent
}
