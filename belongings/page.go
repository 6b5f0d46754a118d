package belongings

import (
	"context"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/db"
	"example.org/pana/policy"
	"example.org/pana/residence"
)

// A Page is what belongs to one client, as the page of her file shows it.
type Page struct {
	Client casework.Client
	Today  pana.Date
	Kept   []Kept // what is here first, then the latest
	Given  []Given
	Closed bool   // her words are not for this reader: kinds and numbers stay
	Payer  string // who pays for her today; empty where the reader may not know it
	May    May
}

// May holds what the reader may do here.
type May struct{ Keep, HandBack, Give bool }

// Here returns what is still kept.
func (p Page) Here() []Kept {
	var here []Kept
	for _, k := range p.Kept {
		if k.Here() {
			here = append(here, k)
		}
	}
	return here
}

// Of returns one of the kept things of p.
func (p Page) Of(id KeptID) (Kept, bool) {
	for _, k := range p.Kept {
		if k.ID == id {
			return k, true
		}
	}
	return Kept{}, false
}

// Read returns what is kept for the client with a code and what was given to her.
// An unknown code and a hidden client are both NotFound.
func (b *Belongings) Read(ctx context.Context, code string) (Page, error) {
	var p Page
	err := b.files.Read(ctx, code, policy.SeeBelongings, func(r *casework.Reading) error {
		p = Page{Client: r.Client, Today: r.Today, May: May{Keep: r.May(policy.KeepBelongings), HandBack: r.May(policy.HandBack), Give: r.May(policy.GiveThings)}}
		var err error
		if p.Kept, err = keptOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		handed, err := handedOf(r.Ctx, r.Tx, r.Subject.Client)
		if err != nil {
			return err
		}
		if p.Given, err = givenOf(r.Ctx, r.Tx, r.Subject.Client); err != nil {
			return err
		}
		if p.Payer, err = residence.PayerOf(r); err != nil {
			return err
		}
		return p.open(r, handed)
	})
	return p, err
}

// open puts the words and the times of handing back where they belong.
func (p *Page) open(r *casework.Reading, handed []Handed) error {
	var rows []string
	for _, k := range p.Kept {
		rows = append(rows, string(k.ID))
	}
	for _, h := range handed {
		rows = append(rows, h.ID)
	}
	for _, g := range p.Given {
		rows = append(rows, string(g.ID))
	}
	said, err := r.Words(rows, pana.Care)
	if err != nil {
		return err
	}
	p.Closed = said.Closed(pana.Care)
	for i := range p.Kept {
		k := &p.Kept[i]
		k.What, k.Note, k.Closed = said.Of("kept_things", string(k.ID), fieldWhat), said.Of("kept_things", string(k.ID), fieldNote), p.Closed
		for _, h := range handed {
			if h.Kept == k.ID {
				h.Note = said.Of("handed_back", h.ID, fieldNote)
				k.Handed = append(k.Handed, h)
			}
		}
	}
	for i := range p.Given {
		g := &p.Given[i]
		g.What, g.Closed = said.Of("given_things", string(g.ID), fieldWhat), p.Closed
	}
	return nil
}

// An Envelope is one kept thing in the list of the whole house: no word of it.
type Envelope struct {
	Client pana.ClientID `db:"client_id"`
	Code   string        `db:"code"`
	Number int           `db:"number"`
	Kind   string        `db:"kind"`
	Place  string        `db:"place"`
	Wish   string        `db:"wish"`
	On     pana.Date     `db:"on_day"`
	Here   bool          `db:"here"` // she has a time in our care that goes on
}

// Safe returns what the house keeps for those whose belongings the actor may see,
// as it is counted against the safe: by place, then by code and number. What is
// kept for somebody who has left stands there too. It opens no words.
func (b *Belongings) Safe(ctx context.Context) ([]Envelope, error) {
	if err := policy.Refusal(pana.ActorFrom(ctx), policy.SeeBelongings); !policy.May(pana.ActorFrom(ctx), policy.SeeBelongings) {
		return nil, err
	}
	var list []Envelope
	err := b.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		cond, args := b.files.Where(ctx, tx, policy.SeeBelongings)
		list, err = envelopes(ctx, tx, cond, args)
		return err
	})
	return list, err
}
