package people

import (
	"context"
	"slices"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
)

// A HelperPage is who helps one client, as a page of her file shows it.
type HelperPage struct {
	Client   casework.Client
	Today    pana.Date
	Answers  []Answered // of those whom she was asked about; never about the reader herself
	Bookings []Booked
	Ask      []Helper // whom she can be asked about
	Book     []Helper // whom she wishes or does not mind
	Unasked  []Unasked
	Wary     bool // somebody who sleeps here wishes no men near; nobody is told who
	May      bool
}

// Answered is an answer with whom it is about.
type Answered struct {
	Wish
	About Helper
}

// Booked is a booking with who comes.
type Booked struct {
	Booking
	Before []SettledBefore // what was said of it until it was corrected, the newest first
	Who    Helper
	Wary   bool // a man comes where somebody wishes none
}

// HelpersOf returns who helps the client with a code. What she said of the reader
// herself stays hidden from the reader.
func (p *People) HelpersOf(ctx context.Context, code string) (HelperPage, error) {
	var page HelperPage
	err := p.files.Read(ctx, code, policy.SeeHelped, func(r *casework.Reading) error {
		page = HelperPage{Client: r.Client, Today: r.Today, May: r.May(policy.BookHelper)}
		all, away, err := p.around(r.Ctx, r.Tx, r.Subject)
		if err != nil {
			return err
		}
		answers, err := answersOf(r.Ctx, r.Tx, r.Subject.Client)
		if err != nil {
			return err
		}
		wishes := map[HelperID]Wish{}
		for _, a := range answers {
			wishes[a.Helper] = a
			if about, ok := byID(all, a.Helper); ok && (about.Staff == "" || about.Staff != r.Actor.Staff) {
				page.Answers = append(page.Answers, Answered{a, about})
			}
		}
		for _, h := range all {
			if h.Ended != "" || h.Staff != "" && slices.Contains(away, h.Staff) {
				continue
			}
			a, asked := wishes[h.ID]
			switch {
			case !asked:
				page.Ask = append(page.Ask, h)
			case a.Welcome():
				page.Book = append(page.Book, h)
			}
		}
		if page.Unasked, err = p.unaskedFor(r); err != nil {
			return err
		}
		rows, err := bookingsWith(r.Ctx, r.Tx, r.Subject.Client)
		if err != nil {
			return err
		}
		if page.Bookings, err = p.booked(r.Ctx, r.Tx, r.Subject, all, rows); err != nil {
			return err
		}
		before, err := settledBefore(r.Ctx, r.Tx, r.Subject.Client)
		for _, s := range before {
			for i := range page.Bookings {
				if b := &page.Bookings[i]; b.ID == s.Booking {
					b.Before = append(b.Before, s)
				}
			}
		}
		return err
	})
	return page, err
}

// around returns the helpers of a client's site and who is kept from her file.
func (p *People) around(ctx context.Context, tx *db.Tx, s policy.Subject) ([]Helper, []pana.StaffID, error) {
	rows, err := helperRows(ctx, tx, `site_id = $1`, string(s.Site))
	if err != nil {
		return nil, nil, err
	}
	list := make([]Helper, len(rows))
	for i, r := range rows {
		if list[i], err = p.helper(ctx, tx, r); err != nil {
			return nil, nil, err
		}
	}
	away, err := casework.KeptAway(ctx, tx, s.Client)
	return list, away, err
}

// booked lays beside bookings with a client who comes and what is to be heeded.
func (p *People) booked(ctx context.Context, tx *db.Tx, s policy.Subject, all []Helper, rows []Booking) ([]Booked, error) {
	set, err := settingsOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	wary, err := p.files.Wary(ctx, tx, s.Site)
	if err != nil {
		return nil, err
	}
	hers, err := p.files.WishesNoMen(ctx, tx, s.Client)
	if err != nil {
		return nil, err
	}
	list := make([]Booked, len(rows))
	for i, b := range rows {
		list[i].Booking = b
		list[i].Who, _ = byID(all, b.Helper)
		list[i].Wary = b.State == Planned && list[i].Who.Sex == "male" && (wary || hers)
		if list[i].Who.Part == Interpreter {
			list[i].Strain = set.StrainOf(b.Minutes)
		}
	}
	return list, nil
}

func byID(all []Helper, id HelperID) (Helper, bool) {
	i := slices.IndexFunc(all, func(h Helper) bool { return h.ID == id })
	if i < 0 {
		return Helper{}, false
	}
	return all[i], true
}

// NotOffered returns who works here and is not offered to a client as her
// interpreter: for the lists of those who plan a session or a hearing with her.
func (p *People) NotOffered(ctx context.Context, code string) ([]pana.StaffID, error) {
	var list []pana.StaffID
	err := p.h.DB.View(ctx, func(tx *db.Tx) error {
		s, err := casework.ByCode(ctx, tx, p.h.Tonight(tx.Now), code)
		if err != nil {
			return err
		}
		if err := policy.Check(pana.ActorFrom(ctx), policy.SeeClient, s); err != nil {
			return err
		}
		list, err = unwelcomeStaff(ctx, tx, s.Client)
		return err
	})
	return list, err
}
