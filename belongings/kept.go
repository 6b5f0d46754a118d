package belongings

import (
	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
)

// Money is the kind of kept thing that has a sum and can go back in parts.
const Money = "money"

// Paper is the kind that no house may hold but by her wish.
const Paper = "paper"

// A Kept is one envelope: what the house keeps for her, or kept.
type Kept struct {
	ID       KeptID       `db:"id"`
	Number   int          `db:"number"` // stands on the envelope, beside her code
	Kind     string       `db:"kind"`   // code list belonging-kind
	Amount   int64        `db:"amount"` // of money, in whole units; 1 of anything else
	Currency string       `db:"currency"`
	Wish     string       `db:"wish"`  // code list belonging-wish: why it is here
	Place    string       `db:"place"` // code list belonging-place: where it lies
	On       pana.Date    `db:"on_day"`
	Signed   pana.Date    `db:"signed"` // both have signed that it was taken in; empty while not
	Back     int64        `db:"back"`   // how much went back
	BackOn   pana.Date    `db:"back_on"`
	By       pana.StaffID `db:"by_staff"`
	Version  int64        `db:"version"`
	What     string
	Note     string
	Closed   bool
	Handed   []Handed
}

// Here reports whether something of it is still kept.
func (k Kept) Here() bool { return k.BackOn == "" }

// Left is how much of it is still kept.
func (k Kept) Left() int64 { return k.Amount - k.Back }

// Unasked reports whether it is kept although she never asked for it: somebody
// brought it, or she left it behind. It wants to be offered to her.
func (k Kept) Unasked() bool { return k.Here() && k.Wish != "own" }

// A NewKept is what a form says of a thing that is taken in. Its kind is enough;
// money needs its sum.
type NewKept struct {
	Kind     string
	Amount   int64  // of money only
	Currency string // of money only; empty means tenge
	Wish     string // empty means that she asked for it
	Place    string
	On       pana.Date // empty means today
	Signed   bool      // both have signed
	What     string
	Note     string
}

func (n NewKept) clean(op string, today pana.Date) (NewKept, error) {
	if n.Kind == "" {
		return n, pana.Refuse(op, "kind", "belongings.kind.missing")
	}
	if n.Wish == "" {
		n.Wish = "own"
	}
	for _, c := range [][3]string{{"kind", "belonging-kind", n.Kind}, {"wish", "belonging-wish", n.Wish}, {"place", "belonging-place", n.Place}} {
		if err := casework.CheckCode(op, c[0], c[1], c[2]); err != nil {
			return n, err
		}
	}
	switch {
	case n.Kind != Money && (n.Amount != 0 || n.Currency != ""):
		return n, pana.Refuse(op, "amount", "belongings.sum.unmeant")
	case n.Kind != Money:
		n.Amount = 1
	default:
		var err error
		if n.Currency, err = checkSum(op, n.Amount, n.Currency); err != nil {
			return n, err
		}
	}
	var err error
	if n.What, err = casework.Text(op, "what", n.What, mostWhat); err != nil {
		return n, err
	}
	if n.Note, err = casework.Text(op, "note", n.Note, casework.MostNote); err != nil {
		return n, err
	}
	n.On, err = pastOrToday(op, n.On, today)
	return n, err
}

// checkSum refuses a sum that is none, and returns its currency.
func checkSum(op string, amount int64, currency string) (string, error) {
	if amount <= 0 || amount > mostSum {
		return "", &pana.Error{Op: op, Kind: pana.Invalid, Field: "amount", Say: "record.between", With: map[string]any{"Least": 1, "Most": mostSum}}
	}
	if currency == "" {
		currency = "KZT"
	}
	return currency, codes.Check(op, "currency", "currency", currency)
}

func pastOrToday(op string, on, today pana.Date) (pana.Date, error) {
	if on == "" {
		return today, nil
	}
	return casework.Past(op, "on", on, today)
}

// signedOn is the day of a signature, or empty.
func signedOn(signed bool, day pana.Date) pana.Date {
	if signed {
		return day
	}
	return ""
}
