package letters

import (
	"context"
	"encoding/json"
	"strconv"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/rights"
)

// An Out is what somebody says when she hands a letter out.
type Out struct {
	Edition int
	Checked bool   // she has looked once more to whom it goes
	Told    string // rights.Told or rights.NotYet
}

// HandOut hands a letter out: it gets its number, is frozen as it leaves, and the
// register of disclosures has a line of it, in one transaction. What may leave is
// asked anew in it, so that a consent that was taken back a moment ago holds the
// letter. The same letter may be drawn again afterwards and is one line.
//
// It refuses a page older than the letter ("db.stale"), an office that was not looked
// at again ("letters.checked.missing"), no word on whether she knows
// ("letters.told.missing"), and whatever is missing ("letters.missing").
func (l *Letters) HandOut(ctx context.Context, code string, id ID, o Out) error {
	// Two who hand out letters in the same moment reach for the same number.
	for range 4 {
		if err := l.handOut(ctx, code, id, o); !db.IsUnique(err) {
			return err
		}
	}
	return l.handOut(ctx, code, id, o)
}

func (l *Letters) handOut(ctx context.Context, code string, id ID, o Out) error {
	const op = "letters.HandOut"
	return l.files.Read(ctx, code, policy.HandOutClientLetter, func(r *casework.Reading) error {
		s, err := l.sheet(r, op, id)
		switch {
		case err != nil:
			return err
		case !s.Letter.Open():
			return conflict(op, "", "letters.gone")
		case s.Letter.Edition != o.Edition:
			return staleText(op)
		case len(s.Letter.Missing) > 0:
			return conflict(op, "", "letters.missing")
		case !o.Checked:
			return pana.Refuse(op, "checked", "letters.checked.missing")
		case o.Told != rights.Told && o.Told != rights.NotYet:
			return pana.Refuse(op, "told", "letters.told.missing")
		}
		return l.files.EnterIn(r.Ctx, r.Tx, policy.HandOutClientLetter, r.Subject.Client, func(e *casework.Entry) error {
			return l.leave(e, s, o.Told)
		})
	})
}

// leave writes down that a letter left, and how it looked.
func (l *Letters) leave(e *casework.Entry, s Sheet, told string) error {
	x := s.Letter
	number, year, err := setHanded(e, x.ID)
	if err != nil {
		return err
	}
	x.OutNumber, x.OutYear = number, year
	s.values["number"] = x.Number()
	frozen, err := json.Marshal(s.values)
	if err != nil {
		return &pana.Error{Op: "letters.leave", Kind: pana.Internal, Err: err}
	}
	e.About(string(x.ID))
	e.Wrote("client_letters", string(x.ID), "handed", e.Today, strconv.Itoa(number), strconv.Itoa(year))
	if err := e.Put(Part(x.Kind), "client_letters", string(x.ID), casework.Say{Field: fieldValues, Text: string(frozen)}); err != nil {
		return err
	}
	n := rights.NewDisclosure{Way: "letter", Basis: x.Basis, Recipient: kinds[x.Kind].recipient, Organisation: x.Organisation, Object: string(x.ID),
		Parts: []pana.Compartment{Part(x.Kind)}, Fields: x.leaving(), Told: told}
	if x.Named {
		n.Parts = append(n.Parts, pana.Identity)
	}
	return l.given.HandedIn(e.Ctx, e.Tx, policy.HandOutClientLetter, e.Client(), n)
}

// Handed returns a letter that was handed out, to be printed or saved. It refuses one
// that was not ("letters.kept").
func (l *Letters) Handed(ctx context.Context, code string, id ID) (Sheet, error) {
	const op = "letters.Handed"
	var s Sheet
	err := l.files.Read(ctx, code, policy.HandOutClientLetter, func(r *casework.Reading) (err error) {
		if s, err = l.sheet(r, op, id); err == nil && s.Letter.HandedOn == "" {
			err = conflict(op, "", "letters.kept")
		}
		return err
	})
	return s, err
}
