package rights

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"example.org/pana"
	"example.org/pana/casework"
	"example.org/pana/internal/codes"
	"example.org/pana/internal/db"
	"example.org/pana/internal/seal"
	"example.org/pana/policy"
	"example.org/pana/trail"
)

// Whether the client was told of a disclosure.
const (
	Told    = "yes"
	NotYet  = "not-yet"
	NotTold = "no"
)

// A NewDisclosure is what one line of the register says.
type NewDisclosure struct {
	Way          string // code list disclosure-way
	Basis        string // code list disclosure-basis
	Recipient    string // code list disclosure-recipient
	Organisation pana.OrganisationID
	Object       string // the record that it came from
	Parts        []pana.Compartment
	Fields       []string
	Told         string // code list disclosure-told; empty means still to be told
	ToldOn       pana.Date
	WhyNot       string // code list told-why-not
	What         string // in words
	To           string // in words: who exactly
	Approved     pana.StaffID
}

// A Disclosure is one line of the register.
type Disclosure struct {
	ID           string              `db:"id"`
	Client       pana.ClientID       `db:"client_id"`
	Code         string              `db:"code"`
	Way          string              `db:"way"`
	Basis        string              `db:"basis"`
	Recipient    string              `db:"recipient"`
	Organisation pana.OrganisationID `db:"organisation_id"`
	PartList     string              `db:"parts"`
	FieldList    string              `db:"fields"`
	Told         string              `db:"told"`
	ToldOn       pana.Date           `db:"told_on"`
	WhyNot       string              `db:"why_not"`
	On           pana.Date           `db:"on_day"`
	By           pana.StaffID        `db:"by_staff"`
	Approved     pana.StaffID        `db:"approved_by"`
	Version      int64               `db:"version"`
	ConsentBy    string              `db:"consent_by"` // who gave the consent, see casework.Givers; "unknown" where it does not say; empty where none was asked
	What, To     string              // words; empty in a list of many files
	Closed       bool                // there may be words, but her keys do not open them
}

// Parts are the parts of the file that it took from.
func (d Disclosure) Parts() []string { return strings.Fields(d.PartList) }

// Fields are the fields that an order named.
func (d Disclosure) Fields() []string { return strings.Fields(d.FieldList) }

// Fields of the sealed words of table disclosures, compartment care.
const (
	fieldWhat = "what"
	fieldTo   = "to"
	mostLine  = 500 // runes
)

func (n NewDisclosure) clean(op string, today pana.Date) (NewDisclosure, error) {
	n.Told = cmp.Or(n.Told, NotYet)
	for _, missing := range []struct{ field, value, say string }{
		{"way", n.Way, "rights.disclosure.way"}, {"basis", n.Basis, "rights.disclosure.basis"}, {"recipient", n.Recipient, "rights.disclosure.recipient"},
	} {
		if missing.value == "" {
			return n, pana.Refuse(op, missing.field, missing.say)
		}
	}
	if err := errors.Join(codes.Check(op, "way", "disclosure-way", n.Way), codes.Check(op, "basis", "disclosure-basis", n.Basis),
		codes.Check(op, "recipient", "disclosure-recipient", n.Recipient), codes.Check(op, "told", "disclosure-told", n.Told),
		codes.Check(op, "why_not", "told-why-not", n.WhyNot)); err != nil {
		return n, err
	}
	switch {
	case n.Told == NotTold && n.WhyNot == "":
		return n, pana.Refuse(op, "why_not", "rights.told.why")
	case n.Told != NotTold:
		n.WhyNot = ""
	}
	if n.Told == Told {
		n.ToldOn = cmp.Or(n.ToldOn, today)
	} else {
		n.ToldOn = ""
	}
	if n.ToldOn > today {
		return n, pana.Refuse(op, "told_on", "date.future")
	}
	var err error
	if n.What, err = casework.Text(op, "what", n.What, mostLine); err != nil {
		return n, err
	}
	n.To, err = casework.Text(op, "to", n.To, mostLine)
	return n, err
}

// disclose writes a line of the register in the transaction in which something
// leaves, and its line of the trail. The caller has asked policy for act.
func disclose(ctx context.Context, tx *db.Tx, s policy.Subject, act policy.Act, today pana.Date, n NewDisclosure) (string, error) {
	const op = "rights.disclose"
	n, err := n.clean(op, today)
	if err != nil {
		return "", err
	}
	id, by := tx.ID(), ""
	if n.Basis == "consent" {
		if by, err = consentBy(ctx, tx, s.Client, n, today); err != nil {
			return "", err
		}
	}
	if err := insertDisclosure(ctx, tx, id, s, today, by, n); err != nil {
		return "", err
	}
	digests := [][32]byte{trail.Digest("disclosures", id, string(s.Client), n.Way, n.Basis, n.Recipient, string(n.Organisation), n.parts(), strings.Join(n.Fields, " "), n.Told, string(today), by)}
	for _, w := range []casework.Say{{Field: fieldWhat, Text: n.What}, {Field: fieldTo, Text: n.To}} {
		if w.Text == "" {
			continue
		}
		d, err := seal.PutWord(ctx, tx, s.Site, seal.Owner(s.Client), seal.Word{Table: "disclosures", Row: id, Field: w.Field, Compartment: pana.Care, Text: w.Text})
		if err != nil {
			return "", err
		}
		digests = append(digests, d)
	}
	return id, trail.Record(ctx, tx, trail.Entry{Act: act, Client: s.Client, Site: s.Site, Object: id, Digests: digests})
}

func (n NewDisclosure) parts() string {
	words := make([]string, len(n.Parts))
	for i, p := range n.Parts {
		words[i] = string(p)
	}
	return strings.Join(words, " ")
}

// HandedIn writes the line of an act by which something leaves, in the transaction of
// that act, which has asked policy.
func (g *Rights) HandedIn(ctx context.Context, tx *db.Tx, act policy.Act, client pana.ClientID, n NewDisclosure) error {
	s, err := casework.Subject(ctx, tx, g.h.Tonight(tx.Now), client)
	if err == nil {
		_, err = disclose(ctx, tx, s, act, g.h.Today(tx.Now), n)
	}
	return err
}

// Disclose writes down what was told or given by word of mouth, by letter or on
// paper, for which no other page writes a line. It refuses a way, a ground or a
// recipient that was not chosen.
func (g *Rights) Disclose(ctx context.Context, client pana.ClientID, n NewDisclosure) (id string, err error) {
	return g.within(ctx, policy.RecordDisclosure, client, n)
}

// Handed writes the line of an act of another chapter by which something has just
// left: a slip for a doctor, a step with an office. The same record is one line, the
// same slip one line a day. It asks policy for that act once more.
func (g *Rights) Handed(ctx context.Context, act policy.Act, client pana.ClientID, n NewDisclosure) error {
	known := false
	if err := g.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		known, err = handed(ctx, tx, client, n, g.h.Today(tx.Now))
		return err
	}); err != nil || known {
		return err
	}
	_, err := g.within(ctx, act, client, n)
	return err
}

func (g *Rights) within(ctx context.Context, act policy.Act, client pana.ClientID, n NewDisclosure) (id string, err error) {
	err = g.h.DB.Update(ctx, func(tx *db.Tx) error {
		s, err := g.allow(ctx, tx, act, client)
		if err != nil {
			return err
		}
		id, err = disclose(ctx, tx, s, act, g.h.Today(tx.Now), n)
		return err
	})
	return id, err
}

func (g *Rights) allow(ctx context.Context, tx *db.Tx, act policy.Act, client pana.ClientID) (policy.Subject, error) {
	s, err := casework.Subject(ctx, tx, g.h.Tonight(tx.Now), client)
	if err != nil {
		return s, err
	}
	return s, policy.Check(pana.ActorFrom(ctx), act, s)
}

// Disclosures returns the register of one file, the newest first.
func (g *Rights) Disclosures(ctx context.Context, code string) ([]Disclosure, error) {
	var list []Disclosure
	err := g.files.Read(ctx, code, policy.SeeDisclosures, func(r *casework.Reading) (err error) {
		list, err = g.register(r)
		return err
	})
	return list, err
}

// register reads the register of a file with its words.
func (g *Rights) register(r *casework.Reading) ([]Disclosure, error) {
	list, err := disclosuresOf(r.Ctx, r.Tx, r.Subject.Client)
	if err != nil {
		return nil, err
	}
	rows := make([]string, len(list))
	for i := range list {
		rows[i], list[i].Code = list[i].ID, r.Client.Code
	}
	said, err := r.Words(rows, pana.Care)
	for i, d := range list {
		list[i].What, list[i].To = said.Of("disclosures", d.ID, fieldWhat), said.Of("disclosures", d.ID, fieldTo)
		list[i].Closed = said.Closed(pana.Care)
	}
	return list, err
}

// MostListed is how many lines the register of the whole house shows.
const MostListed = 200

// AllDisclosures returns the register of every file that the actor may know of:
// first those of which a client is still to be told. It opens no words.
func (g *Rights) AllDisclosures(ctx context.Context) ([]Disclosure, error) {
	actor := pana.ActorFrom(ctx)
	if err := policy.Check(actor, policy.ListDisclosures, policy.Subject{}); err != nil {
		return nil, err
	}
	var list []Disclosure
	err := g.h.DB.View(ctx, func(tx *db.Tx) (err error) {
		list, err = allDisclosures(ctx, tx, actor, g.h.Tonight(tx.Now))
		return err
	})
	return list, err
}

// Tell writes down that the client was told of a disclosure, or why she will not
// be. It refuses no answer ("rights.told.missing"), not telling without a reason
// ("rights.told.why"), and a line that was answered in the meantime.
func (g *Rights) Tell(ctx context.Context, client pana.ClientID, id string, version int64, told, whyNot string) error {
	const op = "rights.Tell"
	return g.files.Enter(ctx, policy.AnswerDisclosure, client, func(e *casework.Entry) error {
		d, ok, err := disclosureByID(e.Ctx, e.Tx, client, id)
		if err != nil || !ok {
			return cmp.Or(err, casework.Gone(op))
		}
		if !slices.Contains([]string{Told, NotTold}, told) {
			return pana.Refuse(op, "told", "rights.told.missing")
		}
		n := NewDisclosure{Way: d.Way, Basis: d.Basis, Recipient: d.Recipient, Told: told, WhyNot: whyNot}
		if n, err = n.clean(op, e.Today); err != nil {
			return err
		}
		if d.Version != version {
			return db.Stale(op, map[string]any{"Fields": []string{"told"}})
		}
		if err := updateTold(e.Ctx, e.Tx, id, n); err != nil {
			return err
		}
		e.About(id)
		e.Wrote("disclosures", id, n.Told, n.ToldOn, n.WhyNot)
		return nil
	})
}
